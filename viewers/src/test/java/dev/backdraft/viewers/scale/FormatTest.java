package dev.backdraft.viewers.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.WeightUnit;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void countsHaveCommasBetweenThousands() {
    assertThat(Format.count(0)).isEqualTo("0");
    assertThat(Format.count(999)).isEqualTo("999");
    assertThat(Format.count(1_243_118)).isEqualTo("1,243,118");
    assertThat(Format.count(-1000)).isEqualTo("-1,000");
  }

  @Test
  void durationsChooseTheirUnit() {
    assertThat(Format.duration(0)).isEqualTo("0 ns");
    assertThat(Format.duration(1_210_000_000)).isEqualTo("1.21 s");
    assertThat(Format.duration(10_000_000)).isEqualTo("10.0 ms");
    assertThat(Format.duration(999_600_000)).isEqualTo("1.00 s");
    assertThat(Format.duration(192e9)).isEqualTo("3 min 12 s");
    assertThat(Format.duration(7_260e9)).isEqualTo("2 h 1 min");
    assertThat(Format.duration(-5_000)).isEqualTo("-5.00 µs");
  }

  @Test
  void bytesAndSharesAreShort() {
    assertThat(Format.bytes(61_400)).isEqualTo("61.4 kB");
    assertThat(Format.bytes(999_999)).isEqualTo("1.00 MB");
    assertThat(Format.bytes(12)).isEqualTo("12 B");
    assertThat(Format.percent(0.184)).isEqualTo("18.4 %");
    assertThat(Format.percent(0.0001)).isEqualTo("<0.1 %");
    assertThat(Format.percent(0)).isEqualTo("0.0 %");
  }

  @Test
  void weightsSayTheirUnit() {
    assertThat(Format.weight(1, WeightUnit.SAMPLES)).isEqualTo("1 sample");
    assertThat(Format.weight(12_408, WeightUnit.EVENTS)).isEqualTo("12,408 events");
    assertThat(Format.weight(1_000_000, WeightUnit.NANOSECONDS)).isEqualTo("1.00 ms");
  }

  private static String ticks(long from, long to, double width) {
    return new TimeAxis(from, to, width)
        .ticks(90, ZoneOffset.UTC).stream()
            .map(tick -> Math.round(tick.xPx()) + "=" + tick.label())
            .collect(Collectors.joining(" "));
  }

  @Test
  void ticksStandAtRoundMoments() {
    long second = 1_000_000_000L;
    long start = 1_773_326_707L * second;
    assertThat(ticks(start, start + 60 * second, 600))
        .isEqualTo("30=14:45:10 130=14:45:20 230=14:45:30 330=14:45:40 430=14:45:50 530=14:46:00");
    assertThat(ticks(start, start + second / 10, 300))
        .isEqualTo("0=14:45:07.000 150=14:45:07.050 300=14:45:07.100");
  }

  @Test
  void anAxisGoesThereAndBack() {
    TimeAxis axis = new TimeAxis(1000, 3000, 500);
    assertThat(axis.x(2000)).isEqualTo(250);
    assertThat(axis.nanos(250)).isEqualTo(2000);
    assertThat(new TimeAxis(5, 5, 100).spanNanos()).isEqualTo(1);
  }
}
