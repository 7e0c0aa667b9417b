package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/** Constants of a few numbers each, by id, in order of appearance. */
final class LongRows {
  final LongIntMap ids = new LongIntMap(256);
  private final int width;
  private long[] cells;
  private long[] keys = new long[256];
  private int rows;

  LongRows(int width) {
    this.width = width;
    this.cells = new long[256 * width];
  }

  int size() {
    return rows;
  }

  void add(long id, long[] values) {
    if (ids.get(id) >= 0) {
      return;
    }
    if (rows == keys.length) {
      keys = Arrays.copyOf(keys, rows * 2);
      cells = Arrays.copyOf(cells, rows * 2 * width);
    }
    System.arraycopy(values, 0, cells, rows * width, width);
    keys[rows] = id;
    ids.putIfAbsent(id, rows++);
  }

  long key(int row) {
    return keys[row];
  }

  long get(int row, int column) {
    return cells[row * width + column];
  }
}
