/** Tests of unpacking. */
@NullMarked
package dev.backdraft.analysis.reader.packed;

import org.jspecify.annotations.NullMarked;
