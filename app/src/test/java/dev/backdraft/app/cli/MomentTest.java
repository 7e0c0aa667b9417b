package dev.backdraft.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class MomentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "12", "+", "+5parsecs", "2026-13-01T00:00:00Z", "+99999999999h"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Moment.parse(text, ZoneOffset.UTC))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "+12.5s, 12500000000",
    "+500ms, 500000000",
    "+2m, 120000000000",
    "+0.000000001s, 1",
    "+3, 3000000000",
    "-1s, -1000000000"
  })
  void offsetsCountFromTheStart(String text, long nanos) {
    assertThat(Moment.parse(text, ZoneOffset.UTC).nanosFrom(1_000)).isEqualTo(1_000 + nanos);
  }

  @Test
  void isoTimesAreAbsolute() {
    long expected = 1_773_326_822_000_000_000L;
    assertThat(Moment.parse("2026-03-12T14:47:02Z", ZoneOffset.UTC).nanosFrom(7))
        .isEqualTo(expected);
    assertThat(Moment.parse("2026-03-12T15:47:02+01:00", ZoneOffset.UTC).nanosFrom(7))
        .isEqualTo(expected);
    assertThat(Moment.parse("2026-03-12T15:47:02", ZoneId.of("Europe/Berlin")).nanosFrom(7))
        .isEqualTo(expected);
  }
}
