/** Now and then everything stops: the build with the fix. Nothing but the classes that differ. */
@NullMarked
package dev.backdraft.sample.convoy;

import org.jspecify.annotations.NullMarked;
