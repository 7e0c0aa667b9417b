/**
 * A whole replay: blocks of fresh targets, warmed up, measured and judged, with their evidence. No
 * file format and no statistics enter here.
 */
package dev.backdraft.replay.run;
