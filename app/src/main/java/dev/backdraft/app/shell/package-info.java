/**
 * The window around the views: header, rail, evidence, content, status. No view's content enters.
 */
package dev.backdraft.app.shell;
