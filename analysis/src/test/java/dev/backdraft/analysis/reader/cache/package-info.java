/** Tests of the cache: what is kept against what is read, with damage, deletion and company. */
@NullMarked
package dev.backdraft.analysis.reader.cache;

import org.jspecify.annotations.NullMarked;
