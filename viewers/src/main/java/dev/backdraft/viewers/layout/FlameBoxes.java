package dev.backdraft.viewers.layout;

import java.util.Arrays;

/**
 * What is to be drawn, as columns: row after row, from left to right. A box is one node, or a run
 * of neighbours each of which is narrower than a pixel.
 */
public final class FlameBoxes {
  private Viewport viewport;
  private int firstRow;
  private int[] rowEnd;
  private int rows;

  private int[] left;
  private int[] right;
  private int[] node;
  private int[] merged;
  private long[] weight;
  private boolean[] match;
  private int size;
  private long visited;

  FlameBoxes(Viewport viewport, int firstRow, int rowCount) {
    this.viewport = viewport;
    this.firstRow = firstRow;
    rowEnd = new int[Math.max(0, rowCount)];
    // A full picture has a box every few pixels; to grow there step by step would copy all twice.
    int likely = Math.clamp((long) rowCount * viewport.widthPx() / 3, 1024, 1 << 16);
    left = new int[likely];
    right = new int[likely];
    node = new int[likely];
    merged = new int[likely];
    weight = new long[likely];
    match = new boolean[likely];
  }

  /** Takes in another picture; what was laid out is gone. */
  void begin(Viewport now, int row, int rowCount) {
    viewport = now;
    firstRow = row;
    if (rowEnd.length < rowCount) {
      rowEnd = new int[rowCount];
    }
    rows = 0;
    size = 0;
    visited = 0;
  }

  void add(int leftPx, int rightPx, int first, int count, long boxWeight, boolean matches) {
    if (size == left.length) {
      grow();
    }
    left[size] = leftPx;
    right[size] = rightPx;
    node[size] = first;
    merged[size] = count;
    weight[size] = boxWeight;
    match[size] = matches;
    size++;
  }

  private void grow() {
    int capacity = size * 2;
    left = Arrays.copyOf(left, capacity);
    right = Arrays.copyOf(right, capacity);
    node = Arrays.copyOf(node, capacity);
    merged = Arrays.copyOf(merged, capacity);
    weight = Arrays.copyOf(weight, capacity);
    match = Arrays.copyOf(match, capacity);
  }

  void endRow() {
    rowEnd[rows++] = size;
  }

  void visited(long steps) {
    visited += steps;
  }

  public Viewport viewport() {
    return viewport;
  }

  public int size() {
    return size;
  }

  /** The first row with boxes, counted from the root. */
  public int firstRow() {
    return firstRow;
  }

  public int rows() {
    return rows;
  }

  /** The first box of a row, the row counted from {@link #firstRow()}. */
  public int rowStart(int row) {
    return row == 0 ? 0 : rowEnd[row - 1];
  }

  public int rowEnd(int row) {
    return rowEnd[row];
  }

  public int leftPx(int box) {
    return left[box];
  }

  /** The first pixel that is no longer in the box. */
  public int rightPx(int box) {
    return right[box];
  }

  /** The node, or the first of the run. */
  public int node(int box) {
    return node[box];
  }

  /** How many nodes of this row the box stands for: 1 if it is a node. */
  public int merged(int box) {
    return merged[box];
  }

  public long weight(int box) {
    return weight[box];
  }

  /** True if the node, or any node of the run, is a match of the search. */
  public boolean match(int box) {
    return match[box];
  }

  /** How many positions were looked at: what the layout cost, in tests. */
  public long visited() {
    return visited;
  }

  /** The box at a pixel, or -1. */
  public int hit(double xPx, double yPx) {
    int row = viewport.row(yPx) - firstRow;
    if (row < 0 || row >= rows) {
      return -1;
    }
    int low = rowStart(row);
    int high = rowEnd[row];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (left[middle] <= xPx) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int box = low - 1;
    return box >= rowStart(row) && xPx < right[box] ? box : -1;
  }
}
