package dev.backdraft.analysis.query;

/**
 * Brings a prefix tree into preorder, without the nodes below which no stack ends; siblings by
 * falling weight, then by name.
 */
final class Preorder {
  private final PathTree tree;
  private final Names names;
  private final long[] total;
  private final int[] held;
  private final int[] newId;
  private final CallShape.Nodes nodes;

  Preorder(PathTree tree, Names names, int[] nodeOfKey, long[] weightOfKey) {
    this.tree = tree;
    this.names = names;
    this.total = tree.totals(nodeOfKey, weightOfKey);
    this.held = held(nodeOfKey);
    this.newId = new int[tree.size()];
    this.nodes = number();
  }

  CallShape.Nodes nodes() {
    return nodes;
  }

  /** From the tree's ids to those of the preorder. */
  void renumber(int[] nodeOfKey) {
    for (int key = 0; key < nodeOfKey.length; key++) {
      if (nodeOfKey[key] >= 0) {
        nodeOfKey[key] = newId[nodeOfKey[key]];
      }
    }
  }

  /** How many nodes each keeps, itself included: 0 where no stack ends at it or below. */
  private int[] held(int[] nodeOfKey) {
    int[] result = new int[tree.size()];
    result[0] = 1;
    for (int node : nodeOfKey) {
      if (node >= 0) {
        result[node] = 1;
      }
    }
    for (int node = result.length - 1; node > 0; node--) {
      if (result[node] > 0) {
        int above = tree.parent(node);
        result[above] = Math.max(1, result[above]) + result[node];
      }
    }
    return result;
  }

  /** Children of node n stand in {@code child[first[n] .. first[n + 1]]}, already sorted. */
  private CallShape.Nodes number() {
    int size = tree.size();
    // Counted one further than they belong: filling moves each to where its children begin.
    int[] first = new int[size + 2];
    for (int node = 1; node < size; node++) {
      if (held[node] > 0) {
        first[tree.parent(node) + 2]++;
      }
    }
    for (int node = 0; node < size; node++) {
      first[node + 1] += first[node];
    }
    int[] child = new int[held[0] - 1];
    for (int node = 1; node < size; node++) {
      if (held[node] > 0) {
        child[first[tree.parent(node) + 1]++] = node;
      }
    }
    IntSort sort = new IntSort(this::compare);
    for (int node = 0; node < size; node++) {
      if (first[node + 1] - first[node] > 1) {
        sort.sort(child, first[node], first[node + 1]);
      }
    }
    return place(first, child, held[0]);
  }

  /**
   * A child stands behind its parent and all that its earlier siblings hold. Parents come first in
   * the tree, so one pass in its order places all; no step has to wait for where the last one led.
   */
  private CallShape.Nodes place(int[] first, int[] child, int count) {
    int[] parent = new int[count];
    int[] name = new int[count];
    int[] depth = new int[count];
    int[] end = new int[count];
    byte[] kind = new byte[count];
    parent[0] = -1;
    end[0] = count;
    kind[0] = tree.kind(0);
    int size = tree.size();
    for (int node = 0; node < size; node++) {
      int above = newId[node];
      int at = above + 1;
      for (int i = first[node]; i < first[node + 1]; i++) {
        int below = child[i];
        newId[below] = at;
        parent[at] = above;
        name[at] = tree.name(below);
        depth[at] = depth[above] + 1;
        kind[at] = tree.kind(below);
        at += held[below];
        end[newId[below]] = at;
      }
    }
    return new CallShape.Nodes(count, parent, name, depth, end, kind);
  }

  private int compare(int one, int other) {
    int byWeight = Long.compare(total[other], total[one]);
    return byWeight != 0
        ? byWeight
        : names.text(tree.name(one)).compareTo(names.text(tree.name(other)));
  }
}
