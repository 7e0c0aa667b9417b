/** Tests of how files are recognised and taken in. */
@NullMarked
package dev.backdraft.analysis.reader;

import org.jspecify.annotations.NullMarked;
