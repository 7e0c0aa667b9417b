package dev.backdraft.analysis.reader.jfr;

import org.jspecify.annotations.Nullable;

/** The order of rows by time; rows of the same time keep the order they came in. */
final class TimeSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  private TimeSort() {}

  /** The rows in order of time, or null if they are in order already. */
  static int @Nullable [] order(long[] time, int size) {
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      long t = time[i];
      sorted &= i == 0 || time[i - 1] <= t;
      lowest = Math.min(lowest, t);
      highest = Math.max(highest, t);
    }
    if (sorted) {
      return null;
    }
    // Subtracting the lowest makes all differences unsigned, even across the whole range of longs.
    long span = highest - lowest;
    int[] from = new int[size];
    int[] to = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    for (int shift = 0; shift < 64 && span >>> shift != 0; shift += BITS) {
      int[] starts = new int[BUCKETS + 1];
      for (int i = 0; i < size; i++) {
        starts[(int) ((time[i] - lowest) >>> shift & (BUCKETS - 1)) + 1]++;
      }
      for (int b = 0; b < BUCKETS; b++) {
        starts[b + 1] += starts[b];
      }
      for (int i = 0; i < size; i++) {
        int row = from[i];
        to[starts[(int) ((time[row] - lowest) >>> shift & (BUCKETS - 1))]++] = row;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  static long[] pick(long[] column, int[] order) {
    long[] picked = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = column[order[i]];
    }
    return picked;
  }

  static double[] pick(double[] column, int[] order) {
    double[] picked = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = column[order[i]];
    }
    return picked;
  }

  static int[] pick(int[] column, int[] order) {
    int[] picked = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = column[order[i]];
    }
    return picked;
  }
}
