/** The command line: one class a command, no JavaFX. */
package dev.backdraft.app.cli;
