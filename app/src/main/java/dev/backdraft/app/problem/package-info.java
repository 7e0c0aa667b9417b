/**
 * What went wrong, in words with a remedy: one text for window and command line. Bugs go to the
 * report of an unexpected error and are never shown as the person's fault.
 */
package dev.backdraft.app.problem;
