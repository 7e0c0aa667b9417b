/**
 * The build under test as a process: started on a fresh state, awaited, watched and stopped, never
 * left behind. No load and no measuring enter here.
 */
package dev.backdraft.replay.target;
