package dev.backdraft.analysis.query;

/**
 * Brings a prefix tree into preorder, without the nodes below which no stack ends; siblings by
 * falling weight, then by name.
 */
final class Preorder {
  private final PathTree tree;
  private final Names names;
  private final long[] total;
  private final boolean[] kept;
  private final int[] newId;
  private final CallShape.Nodes nodes;

  Preorder(PathTree tree, Names names, int[] nodeOfKey, long[] weightOfKey) {
    this.tree = tree;
    this.names = names;
    this.total = tree.totals(nodeOfKey, weightOfKey);
    this.kept = kept(nodeOfKey);
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

  private boolean[] kept(int[] nodeOfKey) {
    boolean[] result = new boolean[tree.size()];
    result[0] = true;
    for (int node : nodeOfKey) {
      if (node >= 0) {
        result[node] = true;
      }
    }
    for (int node = tree.size() - 1; node > 0; node--) {
      if (result[node]) {
        result[tree.parent(node)] = true;
      }
    }
    return result;
  }

  /** Children of node n stand in {@code child[first[n] .. stop[n]]}, already sorted. */
  private CallShape.Nodes number() {
    int size = tree.size();
    int[] first = new int[size + 1];
    int count = 1;
    for (int node = 1; node < size; node++) {
      if (kept[node]) {
        first[tree.parent(node) + 1]++;
        count++;
      }
    }
    for (int node = 0; node < size; node++) {
      first[node + 1] += first[node];
    }
    int[] child = new int[count - 1];
    int[] stop = first.clone();
    for (int node = 1; node < size; node++) {
      if (kept[node]) {
        child[stop[tree.parent(node)]++] = node;
      }
    }
    IntSort sort = new IntSort(this::compare);
    for (int node = 0; node < size; node++) {
      if (stop[node] - first[node] > 1) {
        sort.sort(child, first[node], stop[node]);
      }
    }
    return walk(first, stop, child, count);
  }

  /** Moves {@code cursor} of each node from its first child to its {@code stop}. */
  private CallShape.Nodes walk(int[] cursor, int[] stop, int[] child, int count) {
    int[] parent = new int[count];
    int[] name = new int[count];
    int[] depth = new int[count];
    int[] end = new int[count];
    byte[] kind = new byte[count];
    parent[0] = -1;
    kind[0] = tree.kind(0);
    int made = 1;
    int at = 0;
    while (at >= 0) {
      if (cursor[at] == stop[at]) {
        end[newId[at]] = made;
        at = tree.parent(at);
        continue;
      }
      int node = child[cursor[at]++];
      newId[node] = made;
      parent[made] = newId[at];
      name[made] = tree.name(node);
      depth[made] = depth[newId[at]] + 1;
      kind[made] = tree.kind(node);
      made++;
      at = node;
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
