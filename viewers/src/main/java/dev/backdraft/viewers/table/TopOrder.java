package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.TopMethods;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are seen, in which order.
 *
 * @param column what is sorted by
 * @param descending the largest, or the last name, first
 * @param filter only names that match, or null for all
 */
record TopOrder(TopColumn column, boolean descending, @Nullable NamePattern filter) {
  static final TopOrder HOTTEST =
      new TopOrder(TopSort.HOTTEST.column(), TopSort.HOTTEST.descending(), null);

  TopOrder sorted(TopSort by) {
    return new TopOrder(by.column(), by.descending(), filter);
  }

  TopOrder filtered(@Nullable NamePattern wanted) {
    return new TopOrder(column, descending, wanted);
  }

  /** The rows, for an order among 200,000 of them: not for the UI thread. */
  int[] of(TopMethods rows) {
    int[] kept = new int[rows.size()];
    int used = 0;
    for (int row = 0; row < kept.length; row++) {
      if (filter == null || filter.matches(rows.text(row))) {
        kept[used++] = row;
      }
    }
    kept = Arrays.copyOf(kept, used);
    return switch (column) {
      case NAME -> byName(rows, kept);
      case SELF -> byWeight(kept, keys(rows, kept, true));
      case TOTAL -> byWeight(kept, keys(rows, kept, false));
    };
  }

  private static long[] keys(TopMethods rows, int[] kept, boolean self) {
    long[] keys = new long[kept.length];
    for (int i = 0; i < kept.length; i++) {
      keys[i] = self ? rows.self(kept[i]) : rows.total(kept[i]);
    }
    return keys;
  }

  /** Rows of one weight stay in the order of the table, which is by the other weight and name. */
  private int[] byWeight(int[] kept, long[] keys) {
    long[] distinct = keys.clone();
    Arrays.sort(distinct);
    long[] packed = new long[kept.length];
    for (int i = 0; i < kept.length; i++) {
      int rank = lowest(distinct, keys[i]);
      long place = descending ? (long) kept.length - rank : rank;
      packed[i] = (place << 32) | i;
    }
    Arrays.sort(packed);
    int[] sorted = new int[kept.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = kept[(int) packed[i]];
    }
    return sorted;
  }

  private static int lowest(long[] sorted, long key) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int[] byName(TopMethods rows, int[] kept) {
    record Named(String name, String whole, int row) {}

    Named[] named = new Named[kept.length];
    for (int i = 0; i < kept.length; i++) {
      named[i] = new Named(rows.shortText(kept[i]), rows.text(kept[i]), kept[i]);
    }
    Comparator<Named> order =
        Comparator.comparing(Named::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Named::whole);
    Arrays.sort(named, descending ? order.reversed() : order);
    return Arrays.stream(named).mapToInt(Named::row).toArray();
  }
}
