/**
 * The files that are open: opening, closing, the list at the left. What they hold does not enter.
 */
package dev.backdraft.app.evidence;
