package dev.backdraft.app.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.viewers.timeline.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedRangeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START =
      Instant.parse("2026-03-12T23:59:50Z").getEpochSecond() * SECOND;
  private static final TimeRange WHOLE = new TimeRange(START, START + 60 * SECOND);

  @ParameterizedTest
  @ValueSource(strings = {"", "+10s", "+10s +20s +30s", "ten twenty", "+90s +95s", "+5s +5s", "25:00 26:00"})
  void whatIsNoRangeIsNone(String typed) {
    assertThat(TypedRange.parse(typed, WHOLE, ZoneOffset.UTC)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "+10s +20s, 10000, 20000",
    "10 20, 10000, 20000",
    "1.5 2.25, 1500, 2250",
    "+500ms - 1min, 500, 60000",
    "20 to 10, 10000, 20000",
    "50 100, 50000, 60000",
    "23:59:52 00:00:04, 2000, 14000"
  })
  void twoMomentsAreARange(String typed, long fromMillis, long toMillis) {
    assertThat(TypedRange.parse(typed, WHOLE, ZoneOffset.UTC))
        .contains(new TimeRange(START + fromMillis * 1_000_000, START + toMillis * 1_000_000));
  }
}
