package dev.backdraft.analysis.recording;

import java.util.List;

/**
 * The uniform face of everything that has a time, a thread, a stack and a weight, as columns sorted
 * by time.
 *
 * <p>The arrays are handed out bare because hot loops run over them; who gets one must not write to
 * it, and must stop at {@link #size()}.
 *
 * @param kind what the samples speak of
 * @param unit the unit of {@code weight}
 * @param eventTypes the event types these samples were taken from
 * @param size number of rows
 * @param timeNanos epoch nanoseconds, never decreasing
 * @param thread ids of {@link ThreadTable}, or -1
 * @param stack ids of {@link StackTable}, or -1
 * @param weight in {@code unit}; not negative
 * @param count how many events or samples a row stands for (a wall-clock row may hold several)
 * @param tag string ids of what the sample is about (allocated class, monitor's class, path or
 *     peer, exception's class), or -1
 */
public record Samples(
    SampleKind kind,
    WeightUnit unit,
    List<String> eventTypes,
    int size,
    long[] timeNanos,
    int[] thread,
    int[] stack,
    Numbers weight,
    Numbers count,
    Numbers tag) {

  public Samples {
    eventTypes = List.copyOf(eventTypes);
    if (timeNanos.length < size
        || thread.length < size
        || stack.length < size
        || weight.rows() < size
        || count.rows() < size
        || tag.rows() < size) {
      throw new IllegalArgumentException("a column is shorter than " + size);
    }
  }

  public static Samples none(SampleKind kind) {
    return new Samples(
        kind,
        WeightUnit.SAMPLES,
        List.of(),
        0,
        new long[0],
        new int[0],
        new int[0],
        Numbers.same(1),
        Numbers.same(1),
        Numbers.same(StringTable.NONE));
  }

  /** The id of what the sample of a row is about, or -1. */
  public int tagOf(int row) {
    return (int) tag.get(row);
  }

  /** The same samples, with other tags. */
  public Samples withTags(Numbers tags) {
    return new Samples(kind, unit, eventTypes, size, timeNanos, thread, stack, weight, count, tags);
  }

  public boolean isEmpty() {
    return size == 0;
  }
}
