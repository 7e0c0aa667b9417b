/**
 * The guide through a sample incident: what was seen, where to look, what it shows, then the
 * replay. It opens the sample like anybody's files; truth files do not enter.
 */
package dev.backdraft.app.demo.guide;
