package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Requests;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedDurationTest {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  @TempDir Path folder;

  /** Lines so many milliseconds apart. */
  private Requests log(int millis, String... members) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < members.length; i++) {
      int at = i * millis;
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"time\":\"2026-01-01T00:%02d:%02d.%03dZ\",\"method\":\"GET\",\"path\":\"/\",%s}%n",
              at / 60_000,
              at / 1_000 % 60,
              at % 1_000,
              members[i]));
    }
    return Captures.read(folder, lines.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"duration_ms\":12.5; 12500",
        "\"durationMs\":12; 12000",
        "\"latency_ns\":12300000; 12300",
        "\"elapsed_us\":40; 40",
        "\"took\":12; 12000",
        "\"duration_seconds\":0.5; 500000",
        "\"latency\":\"1.5ms\"; 1500",
        "\"latency\":\"15µs\"; 15",
        "\"latency\":\"15000ns\"; 15",
        "\"latency\":\"0.012s\"; 12000",
        "\"request_time\":0.25; 250000",
        "\"duration\":12.34,\"controller\":\"c\",\"format\":\"html\"; 12340",
        "\"duration\":7,\"controller\":\"c\",\"action\":\"show\"; 7000",
        "\"duration\":11,\"response_code\":200,\"response_flags\":\"-\"; 11000",
        "\"Duration\":4000,\"DownstreamStatus\":200; 4",
        "\"Elapsed\":1.5,\"RequestPath\":\"/\",\"RequestMethod\":\"GET\"; 1500",
      })
  void theNameTheNumberOrTheProductTellsTheUnit(String member, long micros) throws Exception {
    try (Requests requests = log(1, member)) {
      assertThat(requests.durationNanos(0)).isEqualTo(micros * MICRO);
      assertThat(requests.notes()).noneMatch(note -> note.contains("counts"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0123, 12300, seconds",
    "12300000, 12300, nanoseconds",
    "12, 12000, milliseconds",
    "45.6, 45600, milliseconds",
    "12300, 12300, microseconds",
  })
  void elseItsSizeTellsAndANoteSaysSo(String number, long micros, String unit) throws Exception {
    try (Requests requests = log(1, "\"latency\":" + number)) {
      assertThat(requests.durationNanos(0)).isEqualTo(micros * MICRO);
      assertThat(requests.notes())
          .anyMatch(note -> note.contains("\"latency\"") && note.contains("taken for " + unit));
    }
  }

  @Test
  void requestsThatWouldCrowdTheServiceTookLess() throws Exception {
    String[] members = new String[100];
    java.util.Arrays.fill(members, "\"latency\":1500");
    try (Requests close = log(1, members);
        Requests apart = log(1_000, members)) {
      assertThat(close.durationNanos(7)).isEqualTo(1_500 * MICRO);
      assertThat(apart.durationNanos(7)).isEqualTo(1_500 * MILLI);
    }
  }

  @Test
  void wholeNumbersAmongFractionsCountTheSame() throws Exception {
    try (Requests same = log(5, "\"latency\":0.5", "\"latency\":1", "\"latency\":0.25");
        Requests other = log(5, "\"latency\":0.5", "\"latency\":12300000")) {
      assertThat(same.durationNanos(1)).isEqualTo(1_000 * MILLI);
      assertThat(other.durationNanos(0)).isEqualTo(500 * MILLI);
      assertThat(other.durationNanos(1)).isEqualTo(12_300 * MICRO);
      assertThat(other.notes()).filteredOn(note -> note.contains("counts")).hasSize(2);
    }
  }
}
