package dev.backdraft.analysis.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column that is needed for a moment in each step of a brush, and kept for the next one. */
final class Spare {
  private long @Nullable [] column;

  /** A column of zeros. */
  synchronized long[] take(int length) {
    long[] known = column;
    column = null;
    if (known == null || known.length != length) {
      return new long[length];
    }
    Arrays.fill(known, 0);
    return known;
  }

  synchronized void give(long[] used) {
    column = used;
  }
}
