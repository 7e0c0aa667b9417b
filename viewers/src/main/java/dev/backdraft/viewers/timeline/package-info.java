/**
 * Time across the top of every view: the strip that is brushed, and the heatmap of parts of
 * seconds. What they show is given; they ask no recording.
 */
package dev.backdraft.viewers.timeline;
