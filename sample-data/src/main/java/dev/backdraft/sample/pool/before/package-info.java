/**
 * Reports use up the connections: the build with the fault. Nothing but the classes that differ.
 */
package dev.backdraft.sample.pool.before;
