package dev.backdraft.app.result;

import dev.backdraft.app.result.VerdictPage.LatencyPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A logarithmic line of latencies, 0 at the bottom and 1 at the top: a p99 of seconds must not
 * flatten a median of microseconds.
 */
public record LatencyScale(double lowNanos, double highNanos) {
  /** The quantiles that are named below the curves. */
  public static final Map<String, Double> QUANTILES = quantiles();

  private static final long FIRST_TICK = 1_000;

  /** Tenths of what is left, until the slowest: 90, 99, 99.9 and 99.99 %. */
  private static final double DECADES = 4;

  private static Map<String, Double> quantiles() {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    quantiles.put("p0", 0.0);
    quantiles.put("p50", 0.5);
    quantiles.put("p90", 0.9);
    quantiles.put("p99", 0.99);
    quantiles.put("p99.9", 0.999);
    quantiles.put("max", 1.0);
    return quantiles;
  }

  /** From 0 to 1; each further tenth of what is left takes as much room as the one before. */
  public static double across(double quantile) {
    return quantile >= 1 ? 1 : Math.min(1, -Math.log10(1 - quantile) / DECADES);
  }

  /** From below the least to above the most of all curves. */
  public static LatencyScale of(VerdictPage.Latency latency) {
    double low = Double.MAX_VALUE;
    double high = 1;
    for (List<List<LatencyPoint>> side : List.of(latency.before(), latency.after())) {
      for (List<LatencyPoint> curve : side) {
        for (LatencyPoint point : curve) {
          if (point.nanos() > 0) {
            low = Math.min(low, point.nanos());
            high = Math.max(high, point.nanos());
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
