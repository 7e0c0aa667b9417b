package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameKind;
import java.util.Arrays;

/**
 * A growing prefix tree of names: node 0 is the root, parents come before children, and a parent
 * has one child per name. Each node keeps the kind of frame that most of its weight ran as.
 */
final class PathTree {
  static final int ROOT = 0;
  static final int DROPPED = -1;

  private static final int MANY = 10;
  private static final int HASHED = -1;

  static final byte MARKER = code(FrameKind.MARKER);

  private int[] parent;
  private int[] name;
  private byte[] kind;
  private long[] votes;
  private int size;

  // A node's first child and next sibling: most nodes have one or two children, and a hash table
  // over all of them would take more memory than everything else here. Only the children of nodes
  // with many are hashed.
  private int[] first;
  private int[] next;
  private final LongIntMap manyChildren = new LongIntMap(64);

  PathTree(int expected) {
    int capacity = Math.max(16, expected);
    parent = new int[capacity];
    name = new int[capacity];
    kind = new byte[capacity];
    votes = new long[capacity];
    first = new int[capacity];
    next = new int[capacity];
    parent[0] = -1;
    name[0] = Names.ALL;
    kind[0] = MARKER;
    size = 1;
  }

  /** As {@link dev.backdraft.analysis.recording.FrameTable} stores it. */
  @SuppressWarnings("EnumOrdinal") // a column of bytes cannot hold the constants themselves
  static byte code(FrameKind kind) {
    return (byte) kind.ordinal();
  }

  int size() {
    return size;
  }

  int parent(int node) {
    return parent[node];
  }

  int name(int node) {
    return name[node];
  }

  byte kind(int node) {
    return kind[node];
  }

  int child(int of, int childName) {
    if (first[of] == HASHED) {
      return hashedChild(of, childName);
    }
    int steps = 0;
    for (int node = first[of]; node != 0; node = next[node]) {
      if (name[node] == childName) {
        return node;
      }
      steps++;
    }
    if (steps >= MANY) {
      for (int node = first[of]; node != 0; node = next[node]) {
        manyChildren.put(Grouping.pair(of, name[node]), node);
      }
      first[of] = HASHED;
      return hashedChild(of, childName);
    }
    int node = add(of, childName);
    next[node] = first[of];
    first[of] = node;
    return node;
  }

  private int hashedChild(int of, int childName) {
    long key = Grouping.pair(of, childName);
    int known = manyChildren.get(key);
    if (known >= 0) {
      return known;
    }
    int node = add(of, childName);
    manyChildren.put(key, node);
    return node;
  }

  private int add(int of, int childName) {
    if (size == parent.length) {
      int capacity = size + (size >> 1);
      parent = Arrays.copyOf(parent, capacity);
      name = Arrays.copyOf(name, capacity);
      kind = Arrays.copyOf(kind, capacity);
      votes = Arrays.copyOf(votes, capacity);
      first = Arrays.copyOf(first, capacity);
      next = Arrays.copyOf(next, capacity);
    }
    parent[size] = of;
    name[size] = childName;
    return size++;
  }

  /** A weighted majority vote in one pass (Boyer and Moore): no counter per kind and node. */
  void vote(int node, byte votedKind, long weight) {
    if (kind[node] == votedKind) {
      votes[node] += weight;
    } else if (votes[node] >= weight) {
      votes[node] -= weight;
    } else {
      kind[node] = votedKind;
      votes[node] = weight - votes[node];
    }
  }

  /** The weight of each node with all that is below it. */
  long[] totals(int[] nodeOfKey, long[] weightOfKey) {
    long[] total = new long[size];
    for (int key = 0; key < nodeOfKey.length; key++) {
      if (nodeOfKey[key] >= 0) {
        total[nodeOfKey[key]] += weightOfKey[key];
      }
    }
    for (int node = size - 1; node > 0; node--) {
      total[parent[node]] += total[node];
    }
    return total;
  }
}
