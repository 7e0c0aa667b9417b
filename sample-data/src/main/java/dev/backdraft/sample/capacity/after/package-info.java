/** Large carts are dropped: the build with the fix. Nothing but the handlers that differ. */
package dev.backdraft.sample.capacity.after;
