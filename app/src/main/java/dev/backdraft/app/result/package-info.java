/**
 * What a replay left in its result folder, as one page of plain data, and its HTML and JUnit forms.
 * Shared by command line and window; no JavaFX and no run enters.
 */
package dev.backdraft.app.result;
