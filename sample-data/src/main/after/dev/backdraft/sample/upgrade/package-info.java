/**
 * Orders of an older version cannot be read: the build with the fix. Nothing but the classes that
 * differ.
 */
@NullMarked
package dev.backdraft.sample.upgrade;

import org.jspecify.annotations.NullMarked;
