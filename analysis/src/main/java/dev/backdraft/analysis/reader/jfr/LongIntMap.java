package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/** From a constant's id to one int. Open addressing; the first value put under a key stays. */
final class LongIntMap {
  static final int MISSING = -1;

  /** Has nothing and is given nothing. */
  static final LongIntMap NONE = new LongIntMap(1);

  private long[] keys;
  private int[] values; // value + 2, so that 0 means free and -1 can be kept
  private int mask;
  private int size;

  LongIntMap(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected) * 2 - 1) << 1;
    keys = new long[capacity];
    values = new int[capacity];
    mask = capacity - 1;
  }

  int size() {
    return size;
  }

  private static int spread(long key) {
    long h = key * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32) ^ (int) (h >>> 17);
  }

  int get(long key) {
    int at = spread(key) & mask;
    while (values[at] != 0) {
      if (keys[at] == key) {
        return values[at] - 2;
      }
      at = (at + 1) & mask;
    }
    return MISSING;
  }

  /** Keeps what is there already. The value must not be below -1. */
  void putIfAbsent(long key, int value) {
    int at = spread(key) & mask;
    while (values[at] != 0) {
      if (keys[at] == key) {
        return;
      }
      at = (at + 1) & mask;
    }
    keys[at] = key;
    values[at] = value + 2;
    if (++size * 2 > mask) {
      grow();
    }
  }

  /** Replaces every value by what {@code to} holds at its place. */
  void mapValues(int[] to) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        values[i] = values[i] == 1 ? 1 : to[values[i] - 2] + 2;
      }
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int at = spread(oldKeys[i]) & mask;
        while (values[at] != 0) {
          at = (at + 1) & mask;
        }
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }

  /** All keys, ascending. */
  long[] sortedKeys() {
    long[] all = new long[size];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != 0) {
        all[n++] = keys[i];
      }
    }
    Arrays.sort(all);
    return all;
  }
}
