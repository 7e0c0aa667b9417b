package dev.backdraft.analysis.recording;

import java.util.Arrays;
import java.util.List;

/**
 * Samples added up by stack, or by thread and stack: what an answer about one selection needs, in
 * memory that grows with the stacks and not with the samples. Used by one thread at a time.
 */
public final class SampleSums {
  private final SampleFilter filter;
  private final boolean byThread;
  private long[] keys = new long[1 << 10];
  private long[] weight = new long[1 << 10];
  private long[] count = new long[1 << 10];
  private int[] slots = new int[1 << 12];
  private int rows;
  private long firstNanos = Long.MAX_VALUE;

  public SampleSums(SampleFilter filter) {
    this.filter = filter;
    // A row that stands for many threads could not be held against a choice of threads again.
    this.byThread = filter.byThread() || filter.threads() != null;
  }

  /** The sums of samples that are in memory anyway. */
  public static Samples of(Samples samples, SampleFilter filter) {
    SampleSums sums = new SampleSums(filter);
    sums.add(
        samples.timeNanos(),
        samples.thread(),
        samples.stack(),
        samples.weight(),
        samples.count(),
        samples.size());
    return sums.samples(samples);
  }

  /** Adds the first rows of some columns. */
  public void add(
      long[] time, int[] thread, int[] stack, Numbers weights, Numbers counts, int size) {
    for (int i = 0; i < size; i++) {
      if (filter.lets(time[i], thread[i])) {
        firstNanos = Math.min(firstNanos, time[i]);
        add(key(thread[i], stack[i]), weights.get(i), counts.get(i));
      }
    }
  }

  /** Adds what another one has added up. */
  public void add(SampleSums other) {
    firstNanos = Math.min(firstNanos, other.firstNanos);
    for (int i = 0; i < other.rows; i++) {
      add(other.keys[i], other.weight[i], other.count[i]);
    }
  }

  private long key(int thread, int stack) {
    return byThread ? (long) thread << 32 | (stack & 0xffff_ffffL) : stack;
  }

  private void add(long key, long weights, long counts) {
    int mask = slots.length - 1;
    int at = spread(key) & mask;
    int found;
    while ((found = slots[at]) != 0) {
      if (keys[found - 1] == key) {
        weight[found - 1] += weights;
        count[found - 1] += counts;
        return;
      }
      at = (at + 1) & mask;
    }
    if (rows == keys.length) {
      keys = Arrays.copyOf(keys, rows * 2);
      weight = Arrays.copyOf(weight, rows * 2);
      count = Arrays.copyOf(count, rows * 2);
    }
    keys[rows] = key;
    weight[rows] = weights;
    count[rows] = counts;
    slots[at] = ++rows;
    if (rows * 2 > mask) {
      grow();
    }
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int row = 0; row < rows; row++) {
      int at = spread(keys[row]) & mask;
      while (larger[at] != 0) {
        at = (at + 1) & mask;
      }
      larger[at] = row + 1;
    }
    slots = larger;
  }

  private static int spread(long key) {
    long h = key * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32) ^ (int) (h >>> 17);
  }

  /** The sums as samples in the order of thread and stack, all at the moment of the first. */
  public Samples samples(Samples like) {
    return samples(like.kind(), like.unit(), like.eventTypes());
  }

  /** As {@link #samples(Samples)}. */
  public Samples samples(SampleKind kind, WeightUnit unit, List<String> eventTypes) {
    // Whoever met a key first depends on which thread decoded what: sorted, nobody can tell.
    long[] sorted = Arrays.copyOf(keys, rows);
    Arrays.sort(sorted);
    long[] time = new long[rows];
    int[] thread = new int[rows];
    int[] stack = new int[rows];
    long[] weights = new long[rows];
    long[] counts = new long[rows];
    Arrays.fill(time, firstNanos);
    int mask = slots.length - 1;
    for (int i = 0; i < rows; i++) {
      int at = spread(sorted[i]) & mask;
      while (keys[slots[at] - 1] != sorted[i]) {
        at = (at + 1) & mask;
      }
      int row = slots[at] - 1;
      thread[i] = byThread ? (int) (sorted[i] >> 32) : -1;
      stack[i] = (int) sorted[i];
      weights[i] = weight[row];
      counts[i] = count[row];
    }
    return new Samples(
        kind,
        unit,
        eventTypes,
        rows,
        time,
        thread,
        stack,
        Numbers.of(weights),
        Numbers.of(counts),
        Numbers.same(StringTable.NONE));
  }
}
