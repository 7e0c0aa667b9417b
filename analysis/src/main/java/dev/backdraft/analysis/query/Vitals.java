package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a JVM fared over time, as far as the recording tells: load of the machine's processors, heap
 * after collections, pauses. What was not recorded is an empty series.
 *
 * @param cpu share of all processors that the JVM used, 0 to 1
 * @param heapAfterGc bytes in use right after a collection
 * @param pauses when the JVM stood still, and for how many nanoseconds
 */
public record Vitals(Series cpu, Series heapAfterGc, Series pauses) {

  /**
   * Values over time.
   *
   * @param timeNanos epoch nanoseconds, never decreasing
   * @param value one a moment
   */
  public record Series(long[] timeNanos, double[] value) {
    static final Series NONE = new Series(new long[0], new double[0]);

    public boolean isEmpty() {
      return timeNanos.length == 0;
    }

    public double max() {
      return Arrays.stream(value).max().orElse(0);
    }
  }

  /** Decodes the few event types that tell; never on the UI thread. */
  public static Vitals of(Recording recording) {
    return new Vitals(cpu(recording), heap(recording), pauses(recording));
  }

  /** The events of one of HotSpot's types, by every name that the files have for it. */
  private static List<EventTable> tables(Recording recording, String localName) {
    List<EventTable> tables = new ArrayList<>();
    for (EventType type : recording.eventTypes()) {
      if (type.isJvms(localName) && type.count() > 0) {
        tables.add(recording.events(type.name()));
      }
    }
    return tables;
  }

  /** Moments of several tables, in the order of time. */
  private static Series joined(List<Series> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int size = parts.stream().mapToInt(part -> part.timeNanos.length).sum();
    long[] times = new long[size];
    double[] values = new double[size];
    int[] next = new int[parts.size()];
    for (int at = 0; at < size; at++) {
      int first = -1;
      for (int p = 0; p < next.length; p++) {
        boolean left = next[p] < parts.get(p).timeNanos.length;
        if (left && (first < 0 || time(parts, next, p) < time(parts, next, first))) {
          first = p;
        }
      }
      times[at] = time(parts, next, first);
      values[at] = parts.get(first).value[next[first]++];
    }
    return new Series(times, values);
  }

  private static long time(List<Series> parts, int[] next, int part) {
    return parts.get(part).timeNanos[next[part]];
  }

  private static Series cpu(Recording recording) {
    return joined(tables(recording, "CPULoad").stream().map(Vitals::cpu).toList());
  }

  private static Series cpu(EventTable events) {
    int user = events.field("jvmUser");
    int system = events.field("jvmSystem");
    int time = events.field("startTime");
    if (user < 0 || system < 0 || time < 0) {
      return Series.NONE;
    }
    double[] value = new double[events.rows()];
    for (int row = 0; row < value.length; row++) {
      double sum = events.reals(user)[row] + events.reals(system)[row];
      value[row] = Double.isFinite(sum) ? Math.clamp(sum, 0.0, 1.0) : 0;
    }
    return new Series(Arrays.copyOf(events.longs(time), value.length), value);
  }

  private static Series heap(Recording recording) {
    return joined(
        tables(recording, "GCHeapSummary").stream()
            .map(events -> heap(recording, events))
            .toList());
  }

  private static Series heap(Recording recording, EventTable events) {
    int when = events.field("when");
    int used = events.field("heapUsed");
    int time = events.field("startTime");
    if (when < 0 || used < 0 || time < 0) {
      return Series.NONE;
    }
    long[] times = new long[events.rows()];
    double[] values = new double[events.rows()];
    int count = 0;
    for (int row = 0; row < events.rows(); row++) {
      if (recording.strings().get(events.ids(when)[row]).startsWith("After")) {
        times[count] = events.longs(time)[row];
        values[count++] = events.longs(used)[row];
      }
    }
    return new Series(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
  }

  /** Phase pauses are what the JVM stood still for; the whole of a concurrent collection is not. */
  private static Series pauses(Recording recording) {
    Series phases = pauses(recording, "GCPhasePause", "duration");
    return phases.isEmpty() ? pauses(recording, "GarbageCollection", "sumOfPauses") : phases;
  }

  private static Series pauses(Recording recording, String type, String field) {
    return joined(tables(recording, type).stream().map(events -> pauses(events, field)).toList());
  }

  private static Series pauses(EventTable events, String field) {
    int time = events.field("startTime");
    int length = events.field(field);
    if (time < 0 || length < 0) {
      return Series.NONE;
    }
    double[] values = new double[events.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = Math.max(0, events.longs(length)[row]);
    }
    return new Series(Arrays.copyOf(events.longs(time), values.length), values);
  }
}
