package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.StringTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column that is filled from its first row on, and takes memory once two rows differ. */
final class GrowingNumbers {
  private final int capacity;
  private long same;
  private long @Nullable [] rows;

  GrowingNumbers(int capacity) {
    this.capacity = capacity;
  }

  /** Sets the row behind those that are set. */
  void set(int row, long number) {
    long[] known = rows;
    if (known != null) {
      known[row] = number;
    } else if (row == 0) {
      same = number;
    } else if (number != same) {
      known = new long[capacity];
      Arrays.fill(known, 0, row, same);
      known[row] = number;
      rows = known;
    }
  }

  /** Forgets all rows. */
  void clear() {
    rows = null;
  }

  boolean isSame() {
    return rows == null;
  }

  long get(int row) {
    long[] known = rows;
    return known == null ? same : known[row];
  }

  Numbers numbers() {
    long[] known = rows;
    return known == null ? Numbers.same(same) : Numbers.of(known);
  }

  /** Replaces what {@link NewTexts#add} gave by the settled ids. */
  void settle(int size, int[] settled) {
    if (settled.length == 0) {
      return;
    }
    long[] known = rows;
    if (known == null) {
      same = settled(same, settled);
      return;
    }
    for (int i = 0; i < size; i++) {
      known[i] = settled(known[i], settled);
    }
  }

  private static long settled(long id, int[] settled) {
    return id < StringTable.NONE ? settled[-2 - (int) id] : id;
  }
}
