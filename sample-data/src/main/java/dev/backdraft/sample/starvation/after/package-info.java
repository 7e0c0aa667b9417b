/** Everything waits for offers: the build with the fix. Nothing but the classes that differ. */
package dev.backdraft.sample.starvation.after;
