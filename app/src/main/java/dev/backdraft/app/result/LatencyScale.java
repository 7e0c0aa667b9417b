package dev.backdraft.app.result;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic line of latencies, 0 at the bottom and 1 at the top: a p99 of seconds must not
 * flatten a median of microseconds.
 */
public record LatencyScale(double lowNanos, double highNanos) {
  private static final long FIRST_TICK = 1_000;

  /** From below the least to above the most of all curves. */
  public static LatencyScale of(VerdictPage.Latency latency) {
    double low = Double.MAX_VALUE;
    double high = 1;
    for (List<long[]> side : List.of(latency.before(), latency.after())) {
      for (long[] curve : side) {
        for (long nanos : curve) {
          if (nanos > 0) {
            low = Math.min(low, (double) nanos);
            high = Math.max(high, (double) nanos);
          }
        }
      }
    }
    return low > high ? new LatencyScale(1e6, 1e9) : new LatencyScale(low / 1.5, high * 1.25);
  }

  /** From 0 to 1. */
  public double place(double nanos) {
    double at = Math.log(Math.max(1, nanos) / lowNanos) / Math.log(highNanos / lowNanos);
    return Math.clamp(at, 0.0, 1.0);
  }

  /** 1, 10, 100 ... of what lies between; with few of them also 3. */
  public List<Long> ticks() {
    List<Long> ticks = new ArrayList<>();
    boolean wide = highNanos / lowNanos > 300;
    for (long tick = FIRST_TICK; tick < highNanos; tick *= 10) {
      for (long one : wide ? new long[] {tick} : new long[] {tick, 3 * tick}) {
        if (one > lowNanos && one < highNanos) {
          ticks.add(one);
        }
      }
    }
    return ticks;
  }
}
