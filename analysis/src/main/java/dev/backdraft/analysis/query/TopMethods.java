package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.WeightUnit;
import java.util.Arrays;

/**
 * The names of a tree with their own weight and the weight of all stacks that hold them, each stack
 * counted once however often the name recurs in it. Rows are sorted by own weight, then by total,
 * then by name.
 *
 * <p>A bottom-up tree gives the same rows as the same tree top-down. Of a tree by thread or pool
 * the rows are the threads or pools: those stand first top-down only.
 */
public final class TopMethods {
  private final Names names;
  private final WeightUnit unit;
  private final long all;
  private final int[] name;
  private final long[] self;
  private final long[] total;

  private TopMethods(CallTree tree, int[] name, long[] self, long[] total) {
    this.names = tree.names();
    this.unit = tree.unit();
    this.all = tree.total();
    this.name = name;
    this.self = self;
    this.total = total;
  }

  public static TopMethods of(CallTree tree) {
    int count = tree.names().size();
    long[] self = new long[count];
    long[] total = new long[count];
    if (tree.shape().by().rootedByThread()) {
      addRoots(tree, self, total);
    } else {
      addAll(tree, self, total);
    }
    int[] rows = new int[count];
    int used = 0;
    for (int id = 1; id < count; id++) {
      if (total[id] > 0) {
        rows[used++] = id;
      }
    }
    rows = Arrays.copyOf(rows, used);
    Names names = tree.names();
    new IntSort(
            (one, other) -> {
              int order = Long.compare(self[other], self[one]);
              order = order != 0 ? order : Long.compare(total[other], total[one]);
              return order != 0 ? order : names.text(one).compareTo(names.text(other));
            })
        .sort(rows, 0, used);
    return new TopMethods(tree, rows, pick(self, rows), pick(total, rows));
  }

  private static void addAll(CallTree tree, long[] self, long[] total) {
    // For each name the first node after its outermost open call: inside of it, do not add again.
    int[] openUntil = new int[self.length];
    for (int node = 1; node < tree.size(); node++) {
      if (tree.total(node) == 0) {
        continue;
      }
      int id = tree.name(node);
      self[id] += tree.own(node);
      if (node >= openUntil[id]) {
        total[id] += tree.total(node);
        openUntil[id] = tree.end(node);
      }
    }
  }

  private static void addRoots(CallTree tree, long[] self, long[] total) {
    for (int node = 1; node < tree.size(); node = tree.end(node)) {
      self[tree.name(node)] += tree.total(node);
      total[tree.name(node)] += tree.total(node);
    }
  }

  private static long[] pick(long[] column, int[] rows) {
    long[] picked = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  public int size() {
    return name.length;
  }

  public Names names() {
    return names;
  }

  public WeightUnit unit() {
    return unit;
  }

  /** The weight of all stacks; own weights add up to it, less what ends at the root. */
  public long all() {
    return all;
  }

  /** An id of the tree's names. */
  public int name(int row) {
    return name[row];
  }

  /** The package of the row's name, "" where it has none. */
  public String packageName(int row) {
    return names.packageName(name[row]);
  }

  public String text(int row) {
    return names.text(name[row]);
  }

  public String shortText(int row) {
    return names.shortText(name[row]);
  }

  public long self(int row) {
    return self[row];
  }

  public long total(int row) {
    return total[row];
  }
}
