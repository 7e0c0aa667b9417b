package dev.backdraft.app.result;

import dev.backdraft.app.result.VerdictPage.LatencyPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A logarithmic line of latencies, 0 at the bottom and 1 at the top: a p99 of seconds must not
 * flatten a median of microseconds.
 */
public record LatencyScale(double lowNanos, double highNanos) {
  /** The quantiles that are named below the curves. */
  public static final Map<String, Double> QUANTILES = quantiles();

  private static final double FIRST_TICK = 1_000;
  private static final int LEAST_TICKS = 3;

  /** From the widest of scales to the narrowest. */
  private static final List<double[]> STEPS =
      List.of(
          new double[] {1},
          new double[] {1, 3},
          new double[] {1, 2, 5},
          new double[] {1, 1.5, 2, 3, 4, 5, 7},
          parts(2),
          parts(5),
          parts(10));

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

  /** 1 to 10 in so many steps each. */
  private static double[] parts(int each) {
    return IntStream.range(0, 9 * each).mapToDouble(i -> 1 + (double) i / each).toArray();
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

  /** 1, 10, 100 ... of what lies between; the fewer of them, the more of what is between those. */
  public List<Long> ticks() {
    List<Long> ticks = List.of();
    for (int i = 0; ticks.size() < LEAST_TICKS && i < STEPS.size(); i++) {
      ticks = ticks(STEPS.get(i));
    }
    return ticks;
  }

  private List<Long> ticks(double[] steps) {
    List<Long> ticks = new ArrayList<>();
    for (double decade = FIRST_TICK; decade < highNanos; decade *= 10) {
      for (double step : steps) {
        long tick = Math.round(decade * step);
        if (tick > lowNanos && tick < highNanos) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
