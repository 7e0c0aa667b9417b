/**
 * The queue of the archive only grows: the build with the fault. Nothing but the classes that
 * differ.
 */
package dev.backdraft.sample.queue.before;
