/** A third of the CPU does nothing: the build with the fix. Nothing but the classes that differ. */
package dev.backdraft.sample.hotpath.after;
