/**
 * The queue of the archive only grows: the build with the fix. Nothing but the classes that differ.
 */
@NullMarked
package dev.backdraft.sample.queue;

import org.jspecify.annotations.NullMarked;
