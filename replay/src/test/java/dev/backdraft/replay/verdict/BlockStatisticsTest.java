package dev.backdraft.replay.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockStatisticsTest {
  static BlockPair pair(long before, long after, long requests, double p50Before, double p50After) {
    return new BlockPair(
        new BlockPair.Block(requests, before, Map.of("p50", p50Before, "p99", 9.0), Map.of()),
        new BlockPair.Block(requests, after, Map.of("p50", p50After, "p99", 9.0), Map.of()),
        true);
  }

  @ParameterizedTest
  @CsvSource({
    "0.975, 5, 2.5706",
    "0.975, 9, 2.2622",
    "0.95, 1, 6.3138",
    "0.5, 7, 0",
    "0.975, 200, 1.9719"
  })
  void knowsStudentsTable(double p, double degrees, double t) {
    assertThat(Distributions.tQuantile(p, degrees)).isCloseTo(t, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 0.3085", "1, 10, 0.4450", "5, 10, 0.8129", "10, 10, 1"})
  void knowsTheExactBinomialBounds(double k, double n, double upper) {
    assertThat(Distributions.binomialUpper(k, n, 0.025)).isCloseTo(upper, within(2e-4));
    assertThat(Distributions.binomialLower(n - k, n, 0.025)).isCloseTo(1 - upper, within(2e-4));
  }

  @Test
  void theRatioIsThatOfEachPairNotOfTheMeans() {
    List<BlockPair> pairs = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      pairs.add(pair(0, 0, 100, i * 10, i * 11));
    }
    Interval ratio = BlockStatistics.ratio(pairs, "p50", 0.025);
    assertThat(ratio.estimate()).isCloseTo(1.1, within(1e-9));
    assertThat(ratio.high() - ratio.low()).isLessThan(1e-9);
    assertThat(ratio.asChange()).isEqualTo("+10.0 % (+10.0 to +10.0)");
  }

  /** Five ticks of 10 ms in each block: the next reading may be four or six. */
  @ParameterizedTest
  @CsvSource({"100, 0.88, 0.91, 1.10, 1.14", "100000, 0.9998, 1, 1, 1.0002"})
  void equalReadingsOfProcessorTimeAreAsCoarseAsTheirTicks(
      long requests, double lowest, double low, double high, double highest) {
    BlockPair.Block block = new BlockPair.Block(requests, 0, Map.of("cpu", 500_000.0), Map.of());
    List<BlockPair> pairs = Collections.nCopies(6, new BlockPair(block, block, true));
    Interval ratio = BlockStatistics.ratio(pairs, "cpu", 0.025);
    assertThat(ratio.estimate()).isEqualTo(1);
    assertThat(ratio.low()).isBetween(lowest, low);
    assertThat(ratio.high()).isBetween(high, highest);
  }

  /** So many requests that what a process keeps once is nothing to each. */
  private static List<BlockPair> leaking(double[] before, double[] after) {
    return leaking(1_000_000, before, after);
  }

  private static List<BlockPair> leaking(long requests, double[] before, double[] after) {
    List<BlockPair> pairs = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      pairs.add(
          new BlockPair(
              new BlockPair.Block(requests, 0, Map.of("leak", before[i]), Map.of()),
              new BlockPair.Block(requests, 0, Map.of("leak", after[i]), Map.of()),
              true));
    }
    return pairs;
  }

  @Test
  void theRatioOfAFigureBelowZeroEndsWhereItsDifferencesLeaveZero() {
    // After varies more than before, so that the interval of the differences is the wider one.
    List<BlockPair> pairs =
        leaking(
            new double[] {503, 498, 501, 505, 497, 502}, new double[] {62, -59, 33, -44, 50, -22});
    Interval ratio = BlockStatistics.ratioOfMeans(pairs, "leak", 0.025);
    assertThat(ratio.estimate()).isCloseTo(20 / 3006.0, within(1e-12));
    Interval low =
        BlockStatistics.mean(BlockStatistics.differences(pairs, "leak", ratio.low()), 0.025);
    Interval high =
        BlockStatistics.mean(BlockStatistics.differences(pairs, "leak", ratio.high()), 0.025);
    assertThat(low.low()).isCloseTo(0, within(1.0));
    assertThat(high.high()).isCloseTo(0, within(1.0));
    Interval unknown =
        BlockStatistics.ratioOfMeans(
            leaking(new double[] {1, -2, 3}, new double[] {1, 1, 1}), "leak", 0.025);
    assertThat(unknown.high()).isInfinite();
  }

  @Test
  void aBuildWhoseBlocksJumpedBeforeMayJumpAfterToo() {
    double[] before = {500, 500, 640, 500, 640, 500};
    Interval calm =
        BlockStatistics.ratioOfMeans(
            leaking(
                new double[] {500, 501, 500, 499, 500, 501}, new double[] {80, 81, 79, 80, 80, 81}),
            "leak",
            0.025);
    Interval jumping =
        BlockStatistics.ratioOfMeans(
            leaking(before, new double[] {80, 81, 79, 80, 80, 81}), "leak", 0.025);
    assertThat(calm.below(0.2)).isTrue();
    assertThat(jumping.below(0.2)).isFalse();
  }

  @Test
  void whatNoBlockKeptMayYetBeKeptOnce() {
    double[] before = {506, 507, 506, 505, 506, 506};
    double[] after = {96, 96, 97, 96, 95, 96};
    assertThat(BlockStatistics.ratioOfMeans(leaking(before, after), "leak", 0.025).high())
        .isLessThan(0.195);
    Interval few = BlockStatistics.ratioOfMeans(leaking(3_000, before, after), "leak", 0.025);
    assertThat(few.estimate()).isCloseTo(0.19, within(0.001));
    // Half a mebibyte over 18,000 requests is 29 bytes on either side.
    assertThat(few.high()).isBetween(0.24, 0.26);
    assertThat(few.low()).isBetween(0.12, 0.14);
  }

  @Test
  void sixPairsThatAllFellAreOneInSixtyFour() {
    List<BlockPair> pairs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pairs.add(pair(10 + i, 0, 1000, 1, 1));
    }
    assertThat(BlockStatistics.failuresFell(pairs, 1)).isEqualTo(1 / 64.0);
    pairs.add(pair(0, 0, 1000, 1, 1));
    assertThat(BlockStatistics.failuresFell(pairs, 1)).isEqualTo(2 / 128.0);
    assertThat(BlockStatistics.failuresFell(List.of(pair(5, 5, 10, 1, 1)), 1)).isEqualTo(1);
  }

  @Test
  void manyPairsAreDrawnBySeed() {
    List<BlockPair> pairs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      pairs.add(pair(10 + i % 3, 9, 1000, 1, 1));
    }
    assertThat(BlockStatistics.failuresFell(pairs, 1)).as("exact").isEqualTo(1.0 / (1 << 25));
    pairs.addAll(List.copyOf(pairs));
    assertThat(BlockStatistics.failuresFell(pairs, 1))
        .isEqualTo(BlockStatistics.failuresFell(pairs, 1))
        .isBetween(1e-6, 1e-3);
  }

  @Test
  void oneBadBlockDoesNotCountAsManyIndependentFailures() {
    List<BlockPair> even = new ArrayList<>();
    List<BlockPair> clumped = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      even.add(pair(20, 2, 10_000, 1, 1));
      clumped.add(pair(i == 0 ? 120 : 0, i == 0 ? 12 : 0, 10_000, 1, 1));
    }
    assertThat(BlockStatistics.failureRatio(even, 0.025).high()).isLessThan(0.2);
    assertThat(BlockStatistics.failureRatio(clumped, 0.025).high()).isGreaterThan(0.5);
  }

  @Test
  void nothingSeenIsAtMostThreeByN() {
    List<BlockPair> pairs = List.of(pair(0, 0, 1_000, 1, 1), pair(0, 0, 2_000, 1, 1));
    assertThat(BlockStatistics.failureDifference(pairs, 0.025).high())
        .isCloseTo(0.001, within(1e-9));
  }

  @Test
  void theIntervalCoversTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(17);
    int missed = 0;
    int runs = 4_000;
    for (int run = 0; run < runs; run++) {
      List<BlockPair> pairs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        double load = Math.exp(random.nextGaussian());
        pairs.add(
            pair(
                0,
                0,
                100,
                load * Math.exp(0.1 * random.nextGaussian()),
                1.2 * load * Math.exp(0.1 * random.nextGaussian())));
      }
      Interval ratio = BlockStatistics.ratio(pairs, "p50", 0.025);
      missed += ratio.below(1.2) || ratio.above(1.2) ? 1 : 0;
    }
    assertThat(missed / (double) runs).isCloseTo(0.05, within(0.012));
  }
}
