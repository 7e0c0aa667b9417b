package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.cli.Said;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every number of a truth file, held against the capture and the spans. The machine that recorded
 * them did other things as well, so that times may lie well above the truth's, and a little below.
 */
final class TruthNumbersTest {
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;
  private static final double LEAST = 0.7;
  private static final double MOST = 2.5;

  /** Those that another test holds against the running service or the recording. */
  private static final List<String> ELSEWHERE =
      List.of(
          // CheckoutTest: one at a time, and on an empty store.
          "failuresAtConcurrency1",
          "failuresOnEmptyStore",
          // TruthTest, of the samples.
          "shareOfCpu");

  @TempDir Path folder;

  /** A span: which, when it began and how long it took. */
  private record Timed(String name, boolean server, long startNanos, long tookNanos) {}

  @ParameterizedTest
  @EnumSource
  void everyNumberIsCheckedHereOrElsewhereOrWaitsForACommand(Incident incident) throws Exception {
    Truth truth = Truth.of(incident.id());
    for (Map.Entry<String, Double> number : truth.numbers().entrySet()) {
      boolean waits =
          truth.later().stream().anyMatch(later -> later.number().equals(number.getKey()));
      if (!waits && !ELSEWHERE.contains(number.getKey())) {
        check(incident, number.getKey(), number.getValue());
      }
    }
  }

  @Test
  void whatWaitsForACommandIsANumberOfTheTruth() throws Exception {
    for (Incident incident : Incident.values()) {
      Truth truth = Truth.of(incident.id());
      assertThat(truth.later())
          .allMatch(
              later -> later.number().isEmpty() || truth.numbers().containsKey(later.number()));
    }
  }

  private void check(Incident incident, String key, double told) throws Exception {
    switch (key) {
      case "droppedOf10000", "failingOf10000" ->
          near(incident, key, told, 10_000 * failing(incident));
      case "p50MillisBefore", "carrierMillis" ->
          near(incident, key, told, quantile(captured(incident), 0.5) / MILLI);
      case "p99MillisBefore" ->
          near(incident, key, told, quantile(captured(incident), 0.99) / MILLI);
      case "p50MillisAfter" -> near(incident, key, told, quantile(served(incident), 0.5) / MILLI);
      case "p99MillisAfter" -> near(incident, key, told, quantile(served(incident), 0.99) / MILLI);
      case "offerMillis" -> near(incident, key, told, usual(calls(incident, "offer")));
      case "renewalMillis" -> near(incident, key, told, usual(calls(incident, "tariff")));
      case "everyMillis" -> near(incident, key, told, gap(calls(incident, "tariff")));
      case "drainedPerSecond" -> near(incident, key, told, rate(calls(incident, "archive")));
      case "reportsAtOnce" -> near(incident, key, told, reportsAtOnce(incident));
      case "loops" -> near(incident, key, told, loopsThatWait(incident));
      default -> fail("nothing checks the number " + key + " of " + incident.id());
    }
  }

  private static void near(Incident incident, String key, double told, double found) {
    assertThat(found).as("%s %s", incident.id(), key).isBetween(LEAST * told, MOST * told);
  }

  private Requests requests(Incident incident) throws Exception {
    Path capture = EvidenceFiles.copyCapture(incident, folder);
    return CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE);
  }

  private double failing(Incident incident) throws Exception {
    try (Requests requests = requests(incident)) {
      return (double)
              IntStream.range(0, requests.size())
                  .filter(i -> requests.status(i) <= 0 || requests.status(i) >= 500)
                  .count()
          / requests.size();
    }
  }

  private long[] captured(Incident incident) throws Exception {
    try (Requests requests = requests(incident)) {
      return IntStream.range(0, requests.size()).mapToLong(requests::durationNanos).toArray();
    }
  }

  /** How many reports were asked for within ten milliseconds, at most. */
  private double reportsAtOnce(Incident incident) throws Exception {
    try (Requests requests = requests(incident)) {
      long[] at =
          IntStream.range(0, requests.size())
              .filter(i -> requests.target(i).startsWith("/reports/"))
              .mapToLong(requests::timeNanos)
              .sorted()
              .toArray();
      return Arrays.stream(at)
          .map(from -> Arrays.stream(at).filter(t -> t >= from && t < from + 10 * MILLI).count())
          .max()
          .orElse(0);
    }
  }

  private double loopsThatWait(Incident incident) throws Exception {
    Path file = EvidenceFiles.copy(incident, "before.jfr.gz", folder);
    Said said =
        Said.by(
            "top",
            file.toString(),
            "--event",
            "io",
            "--thread",
            "loop.*",
            "--by",
            "thread",
            "--json");
    return said.out().split("\"name\": ?\"loop", -1).length - 1;
  }

  private List<Timed> spans(Incident incident, String build) throws IOException {
    Path file = EvidenceFiles.copy(incident, build + ".spans.jsonl.gz", folder);
    List<Timed> spans = new ArrayList<>();
    byte[] all;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      all = in.readAllBytes();
    }
    for (int from = 0, end; from < all.length; from = end + 1) {
      end = from;
      while (all[end] != '\n') {
        end++;
      }
      JsonNode line = JsonReader.parse(all, from, end - from);
      for (JsonNode resource : line.get("resourceSpans").items()) {
        for (JsonNode scope : resource.get("scopeSpans").items()) {
          scope.get("spans").items().forEach(span -> spans.add(timed(span)));
        }
      }
    }
    return spans;
  }

  private static Timed timed(JsonNode span) {
    long start = span.get("startTimeUnixNano").asLong(-1);
    return new Timed(
        span.get("name").asText(),
        span.get("kind").asLong(0) == 2,
        start,
        span.get("endTimeUnixNano").asLong(-1) - start);
  }

  /** What the build with the fix took, without the seconds in which it was warmed up. */
  private long[] served(Incident incident) throws IOException {
    List<Timed> spans = spans(incident, "after").stream().filter(Timed::server).toList();
    long end = spans.stream().mapToLong(Timed::startNanos).max().orElse(0);
    return spans.stream()
        .filter(span -> span.startNanos() > end - 30 * SECOND)
        .mapToLong(Timed::tookNanos)
        .toArray();
  }

  private List<Timed> calls(Incident incident, String partner) throws IOException {
    return spans(incident, "before").stream()
        .filter(span -> !span.server() && span.name().equals(partner))
        .toList();
  }

  private static double usual(List<Timed> spans) {
    return quantile(spans.stream().mapToLong(Timed::tookNanos).toArray(), 0.5) / MILLI;
  }

  private static double gap(List<Timed> spans) {
    long[] starts = spans.stream().mapToLong(Timed::startNanos).sorted().toArray();
    long[] gaps =
        IntStream.range(1, starts.length).mapToLong(i -> starts[i] - starts[i - 1]).toArray();
    return quantile(gaps, 0.5) / MILLI;
  }

  private static double rate(List<Timed> spans) {
    return 1_000 / gap(spans);
  }

  private static double quantile(long[] values, double part) {
    assertThat(values).as("enough of them for a quantile").hasSizeGreaterThan(5);
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.round(part * sorted.length))];
  }
}
