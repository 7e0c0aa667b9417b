/** Large carts are dropped: the build with the fault. Nothing but the handlers that differ. */
@NullMarked
package dev.backdraft.sample.capacity;

import org.jspecify.annotations.NullMarked;
