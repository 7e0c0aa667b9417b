/** Reports use up the connections: the build with the fix. Nothing but the classes that differ. */
@NullMarked
package dev.backdraft.sample.pool;

import org.jspecify.annotations.NullMarked;
