/** Axes and number formats: from values to pixels and to text. No JavaFX enters. */
package dev.backdraft.viewers.scale;
