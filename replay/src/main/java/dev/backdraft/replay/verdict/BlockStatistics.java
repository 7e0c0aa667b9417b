package dev.backdraft.replay.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Statistics whose unit is the block: requests within a block depend on each other. */
public final class BlockStatistics {
  /** Up to so many pairs every sign is tried; beyond, seeded draws. */
  private static final int EXACT_PAIRS = 30;

  private static final int DRAWS = 100_000;

  private static final String CPU = "cpu";

  /** Of n requests none failed: with 95 % confidence the rate is below 3/n. */
  private static final double RULE_OF_THREE = 3;

  /**
   * What a process may keep or free once and happened not to, in any block of a side: buffers, a
   * pool that grew. Measured services without a leak show jumps of a tenth of a mebibyte in a sixth
   * of their blocks.
   */
  private static final double ONCE_BYTES = 512 << 10;

  /** The system counts processor time in ticks; a block's is the difference of two readings. */
  private static final double TICK_NANOS = 10_000_000;

  /** The deviation of a difference of two roundings down, in ticks. */
  private static final double ROUNDING = 1 / Math.sqrt(6);

  private BlockStatistics() {}

  /**
   * The ratio after/before of a figure: a t-interval on the log-ratios of the pairs.
   *
   * @param alpha on each side
   */
  public static Interval ratio(List<BlockPair> pairs, String metric, double alpha) {
    Interval interval = mean(logRatios(pairs, metric), alpha);
    double half = interval.high() - interval.estimate();
    double rounded = metric.equals(CPU) ? rounding(pairs, alpha) : 0;
    double wide = Math.hypot(half, rounded);
    return new Interval(
        Math.exp(interval.estimate() - wide),
        Math.exp(interval.estimate()),
        Math.exp(interval.estimate() + wide));
  }

  /**
   * Half of the width that ticks alone give the mean of log-ratios: blocks that use few of them
   * read the same time and time again, and are not that certain.
   */
  private static double rounding(List<BlockPair> pairs, double alpha) {
    double squares = 0;
    for (BlockPair pair : pairs) {
      squares += roundingSquared(pair.before()) + roundingSquared(pair.after());
    }
    int n = pairs.size();
    return n < 2 ? 0 : Distributions.tQuantile(1 - alpha, n - 1) * Math.sqrt(squares) / n;
  }

  private static double roundingSquared(BlockPair.Block block) {
    double share = ROUNDING * TICK_NANOS / (figure(block, CPU) * Math.max(1, block.requests()));
    return share * share;
  }

  static double[] logRatios(List<BlockPair> pairs, String metric) {
    double[] logs = new double[pairs.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] =
          Math.log(figure(pairs.get(i).after(), metric) / figure(pairs.get(i).before(), metric));
    }
    return logs;
  }

  private static double figure(BlockPair.Block block, String metric) {
    Double value = block.figures().get(metric);
    if (value == null || !(value > 0)) {
      throw new IllegalArgumentException("a block without a figure above 0 for " + metric);
    }
    return value;
  }

  /**
   * The ratio after/before of a figure that may be 0 or below: the set of factors for which the
   * t-interval of after - factor x before holds 0. Its ends are the roots of a quadratic (Fieller).
   *
   * <p>What varies besides is added, not multiplied: a build whose blocks jump by some bytes now
   * and then does so before and after. Six blocks after may show no jump by chance, so each side is
   * also taken to spread as far as the other, and the wider of the two intervals counts. Neither
   * side may have shown one, so that each is at least as uncertain as one jump among its blocks
   * makes it; over more requests that is less for each.
   *
   * @param metric in bytes per request
   */
  public static Interval ratioOfMeans(List<BlockPair> pairs, String metric, double alpha) {
    double[] before = values(pairs, metric, true);
    double[] after = values(pairs, metric, false);
    double t = Distributions.tQuantile(1 - alpha, before.length - 1);
    double weight = t * t / before.length;
    double ofBefore = weight * covariance(before, before) + onceSquared(pairs, true);
    double ofAfter = weight * covariance(after, after) + onceSquared(pairs, false);
    double widest = Math.max(ofBefore, ofAfter);
    double meanBefore = Arrays.stream(before).average().orElse(0);
    double meanAfter = Arrays.stream(after).average().orElse(0);
    Interval seen =
        fieller(meanBefore, meanAfter, ofBefore, weight * covariance(before, after), ofAfter);
    Interval even = fieller(meanBefore, meanAfter, widest, 0, widest);
    return new Interval(
        Math.min(seen.low(), even.low()), seen.estimate(), Math.max(seen.high(), even.high()));
  }

  private static double onceSquared(List<BlockPair> pairs, boolean before) {
    long requests = 0;
    for (BlockPair pair : pairs) {
      requests += before ? pair.before().requests() : pair.after().requests();
    }
    double each = ONCE_BYTES / Math.max(1, requests);
    return each * each;
  }

  /** Of two means, with the squares of their half widths and what these have in common. */
  private static Interval fieller(
      double before, double after, double ofBefore, double common, double ofAfter) {
    double square = before * before - ofBefore;
    if (!(before > 0 && square > 0)) {
      // Not above 0 for certain: any ratio may be.
      return new Interval(Double.NEGATIVE_INFINITY, after / before, Double.POSITIVE_INFINITY);
    }
    double middle = before * after - common;
    double constant = after * after - ofAfter;
    double root = Math.sqrt(Math.max(0, middle * middle - square * constant));
    return new Interval((middle - root) / square, after / before, (middle + root) / square);
  }

  private static double covariance(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / (a.length - 1);
  }

  /** The difference after - so many times before of a figure, pair by pair. */
  static double[] differences(List<BlockPair> pairs, String metric, double times) {
    double[] before = values(pairs, metric, true);
    double[] after = values(pairs, metric, false);
    for (int i = 0; i < after.length; i++) {
      after[i] -= times * before[i];
    }
    return after;
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
    for (int i = 0; i < falls.length; i++) {
      falls[i] = pairs.get(i).before().failureRate() - pairs.get(i).after().failureRate();
    }
    return chance(falls, seed);
  }

  /**
   * The share of all ways to turn signs whose sum is at least the seen one: exact for any spread,
   * so long as a pair's difference is as likely on either side of 0.
   */
  static double chance(double[] differences, long seed) {
    double seen = 0;
    for (double difference : differences) {
      seen += difference;
    }
    // Equal sums differ in their last bits when they are added in another order.
    double limit = seen - 1e-12 * Math.max(1e-9, Math.abs(seen));
    return differences.length > EXACT_PAIRS
        ? drawn(differences, limit, seed)
        : exact(differences, limit);
  }

  /** All signs of one half against all signs of the other: 2^15 sums instead of 2^30. */
  private static double exact(double[] falls, double limit) {
    int half = falls.length / 2;
    double[] some = sums(falls, 0, half);
    double[] others = sums(falls, half, falls.length);
    Arrays.sort(some);
    Arrays.sort(others);
    long atLeast = 0;
    int from = others.length;
    for (double sum : some) {
      while (from > 0 && sum + others[from - 1] >= limit) {
        from--;
      }
      atLeast += others.length - from;
    }
    return (double) atLeast / (1L << falls.length);
  }

  private static double[] sums(double[] values, int from, int to) {
    double[] sums = new double[1 << (to - from)];
    for (int i = from; i < to; i++) {
      int known = 1 << (i - from);
      for (int signs = known - 1; signs >= 0; signs--) {
        double sum = sums[signs];
        sums[signs] = sum + values[i];
        sums[signs + known] = sum - values[i];
      }
    }
    return sums;
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
   * The difference of failure rates, after less before: a t-interval over the pairs. Where nothing
   * failed after, its blocks show no spread of their own: nothing of n is still up to 3/n, which is
   * added.
   */
  public static Interval failureDifference(List<BlockPair> pairs, double alpha) {
    Interval paired = mean(failureDifferences(pairs), alpha);
    return new Interval(paired.low(), paired.estimate(), paired.high() + unseen(pairs));
  }

  /** Pair by pair, after less before. */
  static double[] failureDifferences(List<BlockPair> pairs) {
    double[] differences = new double[pairs.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = pairs.get(i).after().failureRate() - pairs.get(i).before().failureRate();
    }
    return differences;
  }

  /** What may fail after though none did: 3/n, or 0 where some did. */
  static double unseen(List<BlockPair> pairs) {
    long requests = pairs.stream().mapToLong(pair -> pair.after().requests()).sum();
    boolean seen = pairs.stream().anyMatch(pair -> pair.after().failures() > 0);
    return seen ? 0 : requests == 0 ? 1 : Math.min(1, RULE_OF_THREE / requests);
  }

  /** So many requests without a failure are needed to say that fewer than this part fail. */
  public static long requestsToRuleOut(double rate) {
    return (long) Math.floor(RULE_OF_THREE / rate) + 1;
  }
}
