/** Everything waits for offers: the build with the fault. Nothing but the classes that differ. */
package dev.backdraft.sample.starvation.before;
