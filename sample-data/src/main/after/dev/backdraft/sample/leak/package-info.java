/** Heap grows with each order: the build with the fix. Nothing but the classes that differ. */
@NullMarked
package dev.backdraft.sample.leak;

import org.jspecify.annotations.NullMarked;
