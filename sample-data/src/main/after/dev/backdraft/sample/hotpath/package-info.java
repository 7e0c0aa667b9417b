/** A third of the CPU does nothing: the build with the fix. Nothing but the classes that differ. */
@NullMarked
package dev.backdraft.sample.hotpath;

import org.jspecify.annotations.NullMarked;
