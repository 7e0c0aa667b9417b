/**
 * From the figures of blocks to a verdict: pure functions, the same data and seed give the same
 * answer; no process, no socket and no clock enter here.
 */
package dev.backdraft.replay.verdict;
