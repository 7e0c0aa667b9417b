/**
 * Work off the UI thread: one executor, progress, cancel, latest wins; and the one door back to the
 * UI thread. What the work is about does not enter.
 */
package dev.backdraft.app.work;
