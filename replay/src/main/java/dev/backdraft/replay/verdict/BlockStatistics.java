package dev.backdraft.replay.verdict;

import java.util.List;
import java.util.SplittableRandom;

/** Statistics whose unit is the block: requests within a block depend on each other. */
public final class BlockStatistics {
  /** Up to so many pairs every sign is tried; beyond, seeded draws. */
  private static final int EXACT_PAIRS = 20;

  private static final int DRAWS = 100_000;

  private BlockStatistics() {}

  /**
   * The ratio after/before of a figure: a t-interval on the log-ratios of the pairs.
   *
   * @param alpha on each side
   */
  public static Interval ratio(List<BlockPair> pairs, String metric, double alpha) {
    double[] logs = new double[pairs.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] =
          Math.log(figure(pairs.get(i).after(), metric) / figure(pairs.get(i).before(), metric));
    }
    Interval interval = mean(logs, alpha);
    return new Interval(
        Math.exp(interval.low()), Math.exp(interval.estimate()), Math.exp(interval.high()));
  }

  private static double figure(BlockPair.Block block, String metric) {
    Double value = block.figures().get(metric);
    if (value == null || !(value > 0)) {
      throw new IllegalArgumentException("a block without a figure above 0 for " + metric);
    }
    return value;
  }

  /**
   * The ratio after/before of a figure that may be 0 or below: where the paired differences from so
   * many times the figure before leave 0 outside. Solved for the times at both ends of the
   * interval.
   */
  static Interval ratioOfMeans(List<BlockPair> pairs, String metric, double alpha) {
    double[] before = values(pairs, metric, true);
    double[] after = values(pairs, metric, false);
    double estimate = mean(after, alpha).estimate() / mean(before, alpha).estimate();
    if (!mean(before, alpha).above(0)) {
      return new Interval(Double.NEGATIVE_INFINITY, estimate, Double.POSITIVE_INFINITY);
    }
    return new Interval(
        crossing(before, after, alpha, estimate, -1),
        estimate,
        crossing(before, after, alpha, estimate, 1));
  }

  /** Goes out from the estimate until the interval of after - times * before leaves 0. */
  private static double crossing(
      double[] before, double[] after, double alpha, double estimate, int direction) {
    double inside = estimate;
    double step = 0.01 + Math.abs(estimate);
    double outside = estimate + direction * step;
    for (int i = 0; i < 60 && holdsZero(before, after, outside, alpha); i++) {
      inside = outside;
      step *= 2;
      outside += direction * step;
    }
    if (holdsZero(before, after, outside, alpha)) {
      return direction * Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < 80; i++) {
      double middle = (inside + outside) / 2;
      if (holdsZero(before, after, middle, alpha)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }

  private static boolean holdsZero(double[] before, double[] after, double times, double alpha) {
    double[] differences = new double[before.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = after[i] - times * before[i];
    }
    Interval interval = mean(differences, alpha);
    return interval.low() <= 0 && interval.high() >= 0;
  }

  /** The difference after - before of a figure, over the pairs. */
  static Interval difference(List<BlockPair> pairs, String metric, double alpha) {
    double[] before = values(pairs, metric, true);
    double[] after = values(pairs, metric, false);
    for (int i = 0; i < after.length; i++) {
      after[i] -= before[i];
    }
    return mean(after, alpha);
  }

  static double[] values(List<BlockPair> pairs, String metric, boolean before) {
    double[] values = new double[pairs.size()];
    for (int i = 0; i < values.length; i++) {
      BlockPair.Block block = before ? pairs.get(i).before() : pairs.get(i).after();
      Double value = block.figures().get(metric);
      if (value == null) {
        throw new IllegalArgumentException("a block without " + metric);
      }
      values[i] = value;
    }
    return values;
  }

  /** The mean with its t-interval. One value alone says nothing of its spread. */
  static Interval mean(double[] values, double alpha) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    if (n < 2) {
      return new Interval(Double.NEGATIVE_INFINITY, mean, Double.POSITIVE_INFINITY);
    }
    double half =
        Distributions.tQuantile(1 - alpha, n - 1) * deviation(values, mean) / Math.sqrt(n);
    return new Interval(mean - half, mean, mean + half);
  }

  static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * How likely failures fall this much by chance: the share of all ways to swap before and after
   * within the pairs whose sum of differences is at least the seen one.
   */
  public static double failuresFell(List<BlockPair> pairs, long seed) {
    double[] falls = new double[pairs.size()];
    double seen = 0;
    for (int i = 0; i < falls.length; i++) {
      falls[i] = pairs.get(i).before().failureRate() - pairs.get(i).after().failureRate();
      seen += falls[i];
    }
    // Equal sums differ in their last bits when they are added in another order.
    double limit = seen - 1e-12 * Math.max(1e-9, Math.abs(seen));
    if (falls.length > EXACT_PAIRS) {
      return drawn(falls, limit, seed);
    }
    long ways = 1L << falls.length;
    long atLeast = 0;
    for (long signs = 0; signs < ways; signs++) {
      atLeast += sum(falls, signs) >= limit ? 1 : 0;
    }
    return (double) atLeast / ways;
  }

  private static double drawn(double[] falls, double limit, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long atLeast = 1;
    for (int i = 0; i < DRAWS; i++) {
      double sum = 0;
      for (double fall : falls) {
        sum += random.nextBoolean() ? fall : -fall;
      }
      atLeast += sum >= limit ? 1 : 0;
    }
    return (double) atLeast / (DRAWS + 1);
  }

  private static double sum(double[] values, long signs) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
    }
    return sum;
  }

  /**
   * How much more the failures of blocks vary than if each request failed by itself; at least 1. A
   * bad block must not count as so many independent failures.
   */
  public static double dispersion(List<BlockPair.Block> blocks) {
    double requests = 0;
    double failures = 0;
    for (BlockPair.Block block : blocks) {
      requests += block.requests();
      failures += block.failures();
    }
    double rate = requests == 0 ? 0 : failures / requests;
    if (rate <= 0 || rate >= 1 || blocks.size() < 2) {
      return 1;
    }
    double squares = 0;
    for (BlockPair.Block block : blocks) {
      double expected = block.requests() * rate;
      double difference = block.failures() - expected;
      squares += expected == 0 ? 0 : difference * difference / (expected * (1 - rate));
    }
    return Math.max(1, squares / (blocks.size() - 1));
  }

  /**
   * The ratio of failure rates, after to before: given all failures, how many fell to after is
   * binomial. Counts are divided by the dispersion first.
   */
  public static Interval failureRatio(List<BlockPair> pairs, double alpha) {
    double before = 0;
    double after = 0;
    double requestsBefore = 0;
    double requestsAfter = 0;
    for (BlockPair pair : pairs) {
      before += pair.before().failures();
      after += pair.after().failures();
      requestsBefore += pair.before().requests();
      requestsAfter += pair.after().requests();
    }
    double spread =
        Math.max(
            dispersion(pairs.stream().map(BlockPair::before).toList()),
            dispersion(pairs.stream().map(BlockPair::after).toList()));
    double k = after / spread;
    double n = (before + after) / spread;
    if (n == 0 || requestsAfter == 0) {
      return new Interval(0, Double.NaN, Double.POSITIVE_INFINITY);
    }
    double share = requestsBefore / requestsAfter;
    return new Interval(
        odds(Distributions.binomialLower(k, n, alpha)) * share,
        before == 0 ? Double.POSITIVE_INFINITY : after / before * share,
        odds(Distributions.binomialUpper(k, n, alpha)) * share);
  }

  private static double odds(double p) {
    return p >= 1 ? Double.POSITIVE_INFINITY : p / (1 - p);
  }

  /**
   * The difference of failure rates, after less before: a t-interval over the pairs, widened where
   * nothing was seen, for nothing of n is still up to 3/n.
   */
  public static Interval failureDifference(List<BlockPair> pairs, double alpha) {
    double[] differences = new double[pairs.size()];
    double requests = 0;
    double failures = 0;
    for (int i = 0; i < differences.length; i++) {
      BlockPair pair = pairs.get(i);
      differences[i] = pair.after().failureRate() - pair.before().failureRate();
      requests += pair.after().requests();
      failures += pair.after().failures();
    }
    Interval paired = mean(differences, alpha);
    double atMost = requests == 0 ? 1 : Math.min(1, 3 / requests);
    return failures == 0
        ? new Interval(paired.low(), paired.estimate(), Math.max(paired.high(), atMost))
        : paired;
  }
}
