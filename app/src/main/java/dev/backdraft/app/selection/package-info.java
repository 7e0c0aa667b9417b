/**
 * What the window looks at, as one immutable value with a history: every view, chip, export and
 * command line is derived from it. No control and no recording's columns enter.
 */
package dev.backdraft.app.selection;
