/** Everything waits for offers: the build with the fix. Nothing but the classes that differ. */
@NullMarked
package dev.backdraft.sample.starvation;

import org.jspecify.annotations.NullMarked;
