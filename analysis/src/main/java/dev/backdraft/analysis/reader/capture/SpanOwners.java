package dev.backdraft.analysis.reader.capture;

/** Which service a span belongs to: an open hash of primitives, twelve bytes a span. */
final class SpanOwners {
  static final int UNKNOWN = -1;

  /** Client and server of two services may share one id. */
  static final int SHARED = -2;

  private long[] keys = new long[1024];
  private int[] values = new int[1024];
  private int size;

  /** {@code key} is never 0. */
  void put(long key, int service) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(keys, key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      values[slot] = service;
      size++;
    } else if (values[slot] != service) {
      values[slot] = SHARED;
    }
  }

  int get(long key) {
    int slot = slot(keys, key);
    return keys[slot] == 0 ? UNKNOWN : values[slot];
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(keys, oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
