package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.StackTable;
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

  // Kept in pieces: copying large arrays to grow them would cost more than all the rest.
  private static final int BITS = StackTable.PIECE_BITS;
  private static final int PIECE = 1 << BITS;
  private static final int MASK = PIECE - 1;

  /** Each node as parent << 32 | frame. */
  private long[][] keys = new long[64][];

  /** Each node's first child << 32 | next sibling. */
  private long[][] links = new long[64][];

  private int size;
  private int[] slots = new int[256]; // node + 1, of nodes whose parent has many children
  private int hashed;

  /** The table as it is now; nodes that come later do not change it. */
  StackTable table() {
    return new StackTable(Arrays.copyOf(keys, (size + MASK) >> BITS), size);
  }

  private long key(int node) {
    return keys[node >> BITS][node & MASK];
  }

  /** The node of a frame below a parent (-1 for a root), made if there is none. */
  int child(int parent, int frame) {
    long key = ((long) parent << 32) | frame;
    if (parent < 0) {
      return hashedChild(key);
    }
    long[] parentLinks = links[parent >> BITS];
    int first = (int) (parentLinks[parent & MASK] >> 32);
    if (first == HASHED) {
      return hashedChild(key);
    }
    int steps = 0;
    for (int node = first; node != NONE; node = (int) links[node >> BITS][node & MASK]) {
      if (key(node) == key) {
        return node;
      }
      steps++;
    }
    if (steps >= WIDE) {
      widen(parent, first);
      return hashedChild(key);
    }
    int id = add(key, first);
    parentLinks[parent & MASK] = (long) id << 32 | (parentLinks[parent & MASK] & 0xffffffffL);
    return id;
  }

  private int add(long key, int sibling) {
    int id = size++;
    int piece = id >> BITS;
    if ((id & MASK) == 0) {
      if (piece == keys.length) {
        keys = Arrays.copyOf(keys, piece * 2);
        links = Arrays.copyOf(links, piece * 2);
      }
      keys[piece] = new long[PIECE];
      links[piece] = new long[PIECE];
    }
    keys[piece][id & MASK] = key;
    links[piece][id & MASK] = (long) NONE << 32 | (sibling & 0xffffffffL);
    return id;
  }

  private void widen(int parent, int first) {
    for (int node = first; node != NONE; node = (int) links[node >> BITS][node & MASK]) {
      int mask = slots.length - 1;
      int at = slot(key(node), mask);
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      put(at, node);
    }
    long[] parentLinks = links[parent >> BITS];
    parentLinks[parent & MASK] = (long) HASHED << 32 | (parentLinks[parent & MASK] & 0xffffffffL);
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
      if (key(found - 1) == key) {
        return found - 1;
      }
      at = (at + 1) & mask;
    }
    int id = add(key, NONE);
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
        int to = slot(key(entry - 1), mask);
        while (larger[to] != 0) {
          to = (to + 1) & mask;
        }
        larger[to] = entry;
      }
    }
    slots = larger;
  }
}
