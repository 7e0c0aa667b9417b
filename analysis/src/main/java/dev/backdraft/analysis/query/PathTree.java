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

  static final byte MARKER = code(FrameKind.MARKER);

  private int[] parent;
  private int[] name;
  private byte[] kind;
  private long[] votes;
  private int size;
  private final LongIntMap children;

  PathTree(int expected) {
    int capacity = Math.max(16, expected);
    parent = new int[capacity];
    name = new int[capacity];
    kind = new byte[capacity];
    votes = new long[capacity];
    children = new LongIntMap(capacity);
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
    long key = Grouping.pair(of, childName);
    int known = children.get(key);
    if (known >= 0) {
      return known;
    }
    if (size == parent.length) {
      int capacity = size + (size >> 1);
      parent = Arrays.copyOf(parent, capacity);
      name = Arrays.copyOf(name, capacity);
      kind = Arrays.copyOf(kind, capacity);
      votes = Arrays.copyOf(votes, capacity);
    }
    parent[size] = of;
    name[size] = childName;
    children.put(key, size);
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
