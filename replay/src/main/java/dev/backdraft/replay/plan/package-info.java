/**
 * What to replay against what, and what must come of it: the plan file, read strictly. Nothing here
 * starts a process or opens a socket.
 */
package dev.backdraft.replay.plan;
