package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.StackTable;
import org.jspecify.annotations.Nullable;

/**
 * From the ids of a chunk's stacks to those of the recording. Producers number stacks one after the
 * other, so most often a plain array does, which is a tenth of a hash table.
 */
final class StackIds {
  static final StackIds NONE = new StackIds(new long[0], new int[0], 0);

  /** An array may have this many times more places than there are ids. */
  private static final int SPARSE = 3;

  private final int size;
  private final long lowest;
  private final int[] places; // stack + 2, so that 0 means that there is no such id
  private final @Nullable LongIntMap hashed;

  /** Of two stacks with one id the first counts. */
  StackIds(long[] ids, int[] stacks, int count) {
    long low = count == 0 ? 0 : Long.MAX_VALUE;
    long high = count == 0 ? -1 : Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      low = Math.min(low, ids[i]);
      high = Math.max(high, ids[i]);
    }
    long span = high - low + 1;
    size = count;
    lowest = low;
    if ((span <= 0 && count > 0) || span > (long) count * SPARSE + 64) {
      places = new int[0];
      hashed = new LongIntMap(count);
      for (int i = 0; i < count; i++) {
        hashed.putIfAbsent(ids[i], stacks[i]);
      }
      return;
    }
    hashed = null;
    places = new int[(int) span];
    for (int i = count - 1; i >= 0; i--) {
      places[(int) (ids[i] - low)] = stacks[i] + 2;
    }
  }

  int size() {
    return size;
  }

  int get(long id) {
    LongIntMap map = hashed;
    if (map != null) {
      return map.get(id);
    }
    long at = id - lowest;
    int found = at >= 0 && at < places.length ? places[(int) at] : 0;
    return found == 0 ? StackTable.NONE : found - 2;
  }
}
