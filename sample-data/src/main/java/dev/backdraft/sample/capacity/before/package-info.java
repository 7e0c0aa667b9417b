/** Large carts are dropped: the build with the fault. Nothing but the handlers that differ. */
package dev.backdraft.sample.capacity.before;
