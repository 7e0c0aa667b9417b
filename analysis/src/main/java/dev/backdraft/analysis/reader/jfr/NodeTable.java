package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/**
 * A growing prefix tree: nodes numbered as they first appear, found by parent and frame.
 *
 * <p>Most nodes have one or two children, found by walking from sibling to sibling; that keeps new
 * nodes next to each other in memory, which a hash table over all of them would not (measured: half
 * the time on a recording of ten million nodes). Only the children of the few nodes that have many
 * are hashed.
 */
final class NodeTable {
  private static final int WIDE = 10;
  private static final int HASHED = -2;
  private static final int NONE = -1;

  /** Each node as parent << 32 | frame. */
  long[] keys;

  int size;
  private int[] firstChild;
  private int[] nextSibling;
  private int[] slots = new int[256]; // node + 1, of nodes whose parent has many children
  private int hashed;

  NodeTable(int expected) {
    keys = new long[expected];
    firstChild = new int[expected];
    nextSibling = new int[expected];
  }

  int parent(int node) {
    return (int) (keys[node] >> 32);
  }

  int frame(int node) {
    return (int) keys[node];
  }

  /** The node of a frame below a parent (-1 for a root), made if there is none. */
  int child(int parent, int frame) {
    long key = ((long) parent << 32) | frame;
    if (parent < 0 || firstChild[parent] == HASHED) {
      return hashedChild(key);
    }
    int steps = 0;
    for (int node = firstChild[parent]; node != NONE; node = nextSibling[node]) {
      if (keys[node] == key) {
        return node;
      }
      steps++;
    }
    if (steps >= WIDE) {
      widen(parent);
      return hashedChild(key);
    }
    int id = add(key);
    nextSibling[id] = firstChild[parent];
    firstChild[parent] = id;
    return id;
  }

  private int add(long key) {
    int id = size++;
    if (id == keys.length) {
      int larger = id + (id >> 1) + 16;
      keys = Arrays.copyOf(keys, larger);
      firstChild = Arrays.copyOf(firstChild, larger);
      nextSibling = Arrays.copyOf(nextSibling, larger);
    }
    keys[id] = key;
    firstChild[id] = NONE;
    return id;
  }

  private void widen(int parent) {
    for (int node = firstChild[parent]; node != NONE; node = nextSibling[node]) {
      int mask = slots.length - 1;
      int at = slot(keys[node], mask);
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      put(at, node);
    }
    firstChild[parent] = HASHED;
  }

  private static int slot(long key, int mask) {
    long h = key * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 33) & mask;
  }

  private int hashedChild(long key) {
    int mask = slots.length - 1;
    int at = slot(key, mask);
    int found;
    while ((found = slots[at]) != 0) {
      if (keys[found - 1] == key) {
        return found - 1;
      }
      at = (at + 1) & mask;
    }
    int id = add(key);
    put(at, id);
    return id;
  }

  private void put(int at, int node) {
    slots[at] = node + 1;
    if (++hashed * 2 <= slots.length) {
      return;
    }
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int entry : slots) {
      if (entry != 0) {
        int to = slot(keys[entry - 1], mask);
        while (larger[to] != 0) {
          to = (to + 1) & mask;
        }
        larger[to] = entry;
      }
    }
    slots = larger;
  }
}
