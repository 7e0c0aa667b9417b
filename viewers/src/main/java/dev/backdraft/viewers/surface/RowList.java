package dev.backdraft.viewers.surface;

import javafx.collections.ObservableListBase;

/** Numbers of rows as a list for a virtualised control: boxed one by one, when they are shown. */
public final class RowList extends ObservableListBase<Integer> {
  private final int[] rows;

  /** Takes the array over. */
  public RowList(int[] rows) {
    this.rows = rows;
  }

  @Override
  public Integer get(int index) {
    return rows[index];
  }

  @Override
  public int size() {
    return rows.length;
  }

  public int indexOf(int row) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == row) {
        return i;
      }
    }
    return -1;
  }
}
