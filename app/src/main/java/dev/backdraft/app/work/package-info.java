/**
 * Work off the UI thread: one executor, progress, cancel, latest wins. What the work is about does
 * not enter.
 */
package dev.backdraft.app.work;
