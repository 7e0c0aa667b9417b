package dev.backdraft.analysis.recording;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of whole numbers. Most columns hold the same number in every row (each sample weighs one
 * period, and stands for itself), and then take no memory at all.
 */
public final class Numbers {
  private final long @Nullable [] longs;
  private final int @Nullable [] ints;
  private final long same;

  private Numbers(long @Nullable [] longs, int @Nullable [] ints, long same) {
    this.longs = longs;
    this.ints = ints;
    this.same = same;
  }

  /** The same number in every row, however many there are. */
  public static Numbers same(long number) {
    return new Numbers(null, null, number);
  }

  /** Nobody may write to the array any more. */
  public static Numbers of(long[] rows) {
    return new Numbers(rows, null, 0);
  }

  /** Nobody may write to the array any more. */
  public static Numbers of(int[] rows) {
    return new Numbers(null, rows, 0);
  }

  public long get(int row) {
    if (longs != null) {
      return longs[row];
    }
    return ints != null ? ints[row] : same;
  }

  /** Copies some rows to the beginning of an array. */
  public void read(int from, int length, long[] into) {
    if (longs != null) {
      System.arraycopy(longs, from, into, 0, length);
    } else if (ints != null) {
      for (int i = 0; i < length; i++) {
        into[i] = ints[from + i];
      }
    } else {
      Arrays.fill(into, 0, length, same);
    }
  }

  /** True if every row holds the same number without being kept. */
  public boolean isSame() {
    return longs == null && ints == null;
  }

  /** How many rows there are at least. */
  int rows() {
    if (longs != null) {
      return longs.length;
    }
    return ints != null ? ints.length : Integer.MAX_VALUE;
  }
}
