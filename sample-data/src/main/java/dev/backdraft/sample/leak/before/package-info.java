/** Heap grows with each order: the build with the fault. Nothing but the classes that differ. */
package dev.backdraft.sample.leak.before;
