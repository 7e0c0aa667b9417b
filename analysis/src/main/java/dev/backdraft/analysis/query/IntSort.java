package dev.backdraft.analysis.query;

/** Sorts ids by an order of their own, without boxing them: a stable merge sort. */
final class IntSort {
  /** Compares two ids. */
  interface Order {
    int compare(int one, int other);
  }

  private static final int SHORT = 12;

  private final Order order;
  private int[] spare = new int[0];

  IntSort(Order order) {
    this.order = order;
  }

  void sort(int[] ids, int from, int to) {
    if (to - from <= SHORT) {
      insert(ids, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(ids, from, middle);
    sort(ids, middle, to);
    if (order.compare(ids[middle - 1], ids[middle]) > 0) {
      merge(ids, from, middle, to);
    }
  }

  private void insert(int[] ids, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int id = ids[i];
      int at = i;
      while (at > from && order.compare(ids[at - 1], id) > 0) {
        ids[at] = ids[at - 1];
        at--;
      }
      ids[at] = id;
    }
  }

  private void merge(int[] ids, int from, int middle, int to) {
    int count = middle - from;
    if (spare.length < count) {
      spare = new int[Math.max(count, spare.length * 2)];
    }
    System.arraycopy(ids, from, spare, 0, count);
    int left = 0;
    int right = middle;
    int at = from;
    while (left < count && right < to) {
      ids[at++] = order.compare(spare[left], ids[right]) <= 0 ? spare[left++] : ids[right++];
    }
    System.arraycopy(spare, left, ids, at, count - left);
  }
}
