package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import java.util.Arrays;

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

  private static boolean has(Recording recording, String name) {
    for (EventType type : recording.eventTypes()) {
      if (type.name().equals(name) && type.count() > 0) {
        return true;
      }
    }
    return false;
  }

  private static Series cpu(Recording recording) {
    if (!has(recording, "jdk.CPULoad")) {
      return Series.NONE;
    }
    EventTable events = recording.events("jdk.CPULoad");
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
    if (!has(recording, "jdk.GCHeapSummary")) {
      return Series.NONE;
    }
    EventTable events = recording.events("jdk.GCHeapSummary");
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
    Series phases = pauses(recording, "jdk.GCPhasePause", "duration");
    return phases.isEmpty() ? pauses(recording, "jdk.GarbageCollection", "sumOfPauses") : phases;
  }

  private static Series pauses(Recording recording, String type, String field) {
    if (!has(recording, type)) {
      return Series.NONE;
    }
    EventTable events = recording.events(type);
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
