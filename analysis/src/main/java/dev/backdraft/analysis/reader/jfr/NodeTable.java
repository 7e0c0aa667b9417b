package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/** A growing prefix tree: nodes numbered as they first appear, found by parent and frame. */
final class NodeTable {
  /** Each node as parent << 32 | frame. */
  long[] keys;

  int size;
  private int[] slots; // node + 1

  NodeTable(int expected) {
    keys = new long[expected];
    slots = new int[Integer.highestOneBit(expected) * 4];
  }

  int parent(int node) {
    return (int) (keys[node] >> 32);
  }

  int frame(int node) {
    return (int) keys[node];
  }

  private static int slot(long key, int mask) {
    long h = key * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 33) & mask;
  }

  /** The node of a frame below a parent (-1 for a root), made if there is none. */
  int child(int parent, int frame) {
    long key = ((long) parent << 32) | frame;
    int mask = slots.length - 1;
    int at = slot(key, mask);
    int found;
    while ((found = slots[at]) != 0) {
      if (keys[found - 1] == key) {
        return found - 1;
      }
      at = (at + 1) & mask;
    }
    int id = size++;
    if (id == keys.length) {
      keys = Arrays.copyOf(keys, id + (id >> 1) + 16);
    }
    keys[id] = key;
    slots[at] = id + 1;
    if ((long) size * 5 > (long) slots.length * 3) {
      grow();
    }
    return id;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int node = 0; node < size; node++) {
      int to = slot(keys[node], mask);
      while (larger[to] != 0) {
        to = (to + 1) & mask;
      }
      larger[to] = node + 1;
    }
    slots = larger;
  }
}
