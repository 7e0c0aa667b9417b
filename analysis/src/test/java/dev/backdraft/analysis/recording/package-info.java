/** Tests of the columnar model. */
@NullMarked
package dev.backdraft.analysis.recording;

import org.jspecify.annotations.NullMarked;
