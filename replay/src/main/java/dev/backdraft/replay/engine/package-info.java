/**
 * Sends requests on a schedule in a process of its own and records how each ended; no verdict and
 * no file format enter here.
 */
package dev.backdraft.replay.engine;
