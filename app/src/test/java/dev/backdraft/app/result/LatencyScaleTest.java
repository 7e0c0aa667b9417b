package dev.backdraft.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatencyScaleTest {
  private static final double MILLI = 1e6;

  /** However near or far its ends are, a scale can be read. */
  @ParameterizedTest
  @CsvSource({"0.001, 10000", "1, 1000", "200, 380", "1, 420", "0.9, 9", "300, 340"})
  void everyScaleHasSomeTicksAndNotTooMany(double low, double high) {
    LatencyScale scale = new LatencyScale(low * MILLI, high * MILLI);
    assertThat(scale.ticks())
        .hasSizeBetween(3, 9)
        .isSorted()
        .allSatisfy(tick -> assertThat((double) tick).isBetween(low * MILLI, high * MILLI));
  }
}
