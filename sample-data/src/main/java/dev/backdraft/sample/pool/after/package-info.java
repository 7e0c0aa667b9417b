/** Reports use up the connections: the build with the fix. Nothing but the classes that differ. */
package dev.backdraft.sample.pool.after;
