/**
 * What every drawn control stands on: pixels that are painted off the UI thread, the glyphs of the
 * toolkit's fonts, and the one way back to the UI thread. No question about data enters.
 */
package dev.backdraft.viewers.surface;
