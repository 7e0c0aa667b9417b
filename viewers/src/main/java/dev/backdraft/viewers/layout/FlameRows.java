package dev.backdraft.viewers.layout;

import dev.backdraft.analysis.query.CallTree;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A tree by rows: all nodes of one depth side by side, in the order in which they are drawn. Made
 * once per tree, off the UI thread; every layout then searches in it instead of walking the tree.
 *
 * <pre>
 *   row 0   | all                         |      offset[0] = 0
 *   row 1   | Thread.run       | main     |      offset[1] = 1
 *   row 2   | price   | total |   | x |          offset[2] = 3, offset[3] = 6
 * </pre>
 *
 * A position is an index into the columns; positions of a row are contiguous, sorted by start.
 * Nodes that weigh nothing have no position.
 */
public final class FlameRows {
  private final CallTree tree;
  private final int[] offset;
  private final int[] node;

  /** Where a node begins, in units of weight from the left edge of the root. */
  private final long[] start;

  /** Sum of the weights of all positions before this one. */
  private final long[] before;

  private FlameRows(CallTree tree, int[] offset, int[] node, long[] start, long[] before) {
    this.tree = tree;
    this.offset = offset;
    this.node = node;
    this.start = start;
    this.before = before;
  }

  public static FlameRows of(CallTree tree) {
    int rows = tree.isEmpty() ? 0 : tree.maxDepth() + 1;
    int[] offset = new int[rows + 1];
    for (int n = 0; n < tree.size(); n++) {
      if (tree.total(n) > 0) {
        offset[tree.depth(n) + 1]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      offset[row + 1] += offset[row];
    }
    int count = offset[rows];
    int[] node = new int[count];
    long[] start = new long[count];
    int[] next = Arrays.copyOf(offset, rows);
    // Where the next child of the open node of each row begins.
    long[] cursor = new long[rows + 1];
    for (int n = 0; n < tree.size(); n++) {
      long total = tree.total(n);
      if (total > 0) {
        int row = tree.depth(n);
        int at = next[row]++;
        node[at] = n;
        start[at] = cursor[row];
        cursor[row + 1] = cursor[row];
        cursor[row] += total;
      }
    }
    long[] before = new long[count + 1];
    for (int at = 0; at < count; at++) {
      before[at + 1] = before[at] + tree.total(node[at]);
    }
    return new FlameRows(tree, offset, node, start, before);
  }

  public CallTree tree() {
    return tree;
  }

  /** How many rows have something to draw, the root's included. */
  public int count() {
    return offset.length - 1;
  }

  /** How many nodes have something to draw. */
  public int nodes() {
    return node.length;
  }

  int first(int row) {
    return offset[row];
  }

  int end(int row) {
    return offset[row + 1];
  }

  int node(int position) {
    return node[position];
  }

  long start(int position) {
    return start[position];
  }

  long width(int position) {
    return before[position + 1] - before[position];
  }

  /** The weight of a run of positions. */
  long weight(int from, int to) {
    return before[to] - before[from];
  }

  /** The position of a node, or -1 if it weighs nothing. */
  int position(int wanted) {
    int row = tree.depth(wanted);
    if (row >= count()) {
      return -1;
    }
    int at = Arrays.binarySearch(node, offset[row], offset[row + 1], wanted);
    return at < 0 ? -1 : at;
  }

  /** Where a node begins, in units of weight; -1 if it weighs nothing. */
  public long startOf(int wanted) {
    int at = position(wanted);
    return at < 0 ? -1 : start[at];
  }

  /** The neighbour on the same row, to the right or the left; -1 at the edge. */
  public int neighbour(int of, int step) {
    int at = position(of);
    int row = tree.depth(of);
    int to = at + step;
    return at < 0 || to < offset[row] || to >= offset[row + 1] ? -1 : node[to];
  }

  /** The node of a row at a weight from the left edge, or -1 where there is a gap. */
  public int nodeAt(int row, double weight) {
    if (row < 0 || row >= count()) {
      return -1;
    }
    int low = offset[row];
    int high = offset[row + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start[middle] <= weight) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int at = low - 1;
    return at >= offset[row] && weight < start[at] + width(at) ? node[at] : -1;
  }

  /** The innermost node that reaches from one share of the root's width to another. */
  public int nodeOver(double from, double to) {
    double all = tree.total();
    double slack = all * 1e-13; // what dividing by the whole and multiplying again may lose
    int over = CallTree.ROOT;
    for (int row = 0; row < count(); row++) {
      int at = nodeAt(row, (from + to) / 2 * all);
      if (at < 0 || startOf(at) > from * all + slack) {
        break;
      }
      if (startOf(at) + (double) tree.total(at) < to * all - slack) {
        break;
      }
      over = at;
    }
    return over;
  }

  /** For each position, how many of those before it are in a set of nodes. */
  public int[] countsBefore(BitSet nodes) {
    int[] counts = new int[node.length + 1];
    for (int at = 0; at < node.length; at++) {
      counts[at + 1] = counts[at] + (nodes.get(node[at]) ? 1 : 0);
    }
    return counts;
  }
}
