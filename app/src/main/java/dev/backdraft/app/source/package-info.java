/**
 * The source of a frame: where it lies, its text at the line, and the person's own editor. Nothing
 * here runs a command that was not asked for.
 */
package dev.backdraft.app.source;
