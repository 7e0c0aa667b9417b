/** Heap grows with each order: the build with the fix. Nothing but the classes that differ. */
package dev.backdraft.sample.leak.after;
