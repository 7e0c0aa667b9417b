/**
 * Reports use up the connections: the build with the fault. Nothing but the classes that differ.
 */
@NullMarked
package dev.backdraft.sample.pool;

import org.jspecify.annotations.NullMarked;
