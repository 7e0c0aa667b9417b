/**
 * What a target shows of itself while it is under load: its JVM's recording and heap, the system's
 * counters of its processes, its own metrics. Nothing here starts a target or sends load.
 */
package dev.backdraft.replay.evidence;
