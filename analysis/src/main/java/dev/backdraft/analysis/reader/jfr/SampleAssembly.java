package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts what the jobs decoded, all into the same three columns, together and in order of time. */
final class SampleAssembly {
  private final ChunkSamples[] parts;
  private int size;

  /**
   * @param parts one behind the other, at least one; some with fewer samples than were expected
   */
  SampleAssembly(ChunkSamples[] parts) {
    this.parts = parts;
  }

  Samples assemble(SampleKind kind, WeightUnit unit, List<String> types) {
    long[] time = parts[0].timeNanos;
    int[] thread = parts[0].thread;
    int[] stack = parts[0].stack;
    for (ChunkSamples part : parts) {
      if (part.start != size) {
        System.arraycopy(time, part.start, time, size, part.size);
        System.arraycopy(thread, part.start, thread, size, part.size);
        System.arraycopy(stack, part.start, stack, size, part.size);
      }
      size += part.size;
    }
    int[] order = TimeSort.order(time, size);
    return new Samples(
        kind,
        unit,
        types,
        size,
        order == null ? time : TimeSort.pick(time, order),
        order == null ? thread : TimeSort.pick(thread, order),
        order == null ? stack : TimeSort.pick(stack, order),
        longs(order),
        ints(part -> part.count, order),
        ints(part -> part.tag, order));
  }

  private Numbers longs(int @Nullable [] order) {
    Numbers same = same(part -> part.weight);
    if (same != null) {
      return same;
    }
    long[] all = new long[size];
    int at = 0;
    for (ChunkSamples part : parts) {
      for (int i = 0; i < part.size; i++) {
        all[at++] = part.weight.get(i);
      }
    }
    return Numbers.of(order == null ? all : TimeSort.pick(all, order));
  }

  private Numbers ints(Function<ChunkSamples, GrowingNumbers> column, int @Nullable [] order) {
    Numbers same = same(column);
    if (same != null) {
      return same;
    }
    int[] all = new int[size];
    int at = 0;
    for (ChunkSamples part : parts) {
      GrowingNumbers from = column.apply(part);
      for (int i = 0; i < part.size; i++) {
        all[at++] = (int) from.get(i);
      }
    }
    return Numbers.of(order == null ? all : TimeSort.pick(all, order));
  }

  /** The number that all rows hold, or null. */
  private @Nullable Numbers same(Function<ChunkSamples, GrowingNumbers> column) {
    GrowingNumbers first = null;
    for (ChunkSamples part : parts) {
      GrowingNumbers rows = column.apply(part);
      if (part.size == 0) {
        continue;
      }
      if (!rows.isSame() || (first != null && first.get(0) != rows.get(0))) {
        return null;
      }
      first = first == null ? rows : first;
    }
    return first == null ? Numbers.same(1) : first.numbers();
  }
}
