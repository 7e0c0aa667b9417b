/** When to send which request: pure functions of recorded arrivals; no clock and no socket. */
package dev.backdraft.replay.pace;
