package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.Preflight;
import dev.backdraft.replay.engine.Preflight.Limits;
import dev.backdraft.replay.plan.PlanReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineNeedsTest {
  private static final Limits USUAL = new Limits(1024, 28_000, 4096, 2);

  @TempDir Path folder;

  /** So many requests, ten milliseconds apart, that took so long, each so many in one session. */
  private Path capture(int count, long millis, int perSession, String version) throws Exception {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < count; i++) {
      lines.append("{\"time\":\"").append(start.plusMillis(10L * i));
      lines.append("\",\"durationNanos\":").append(millis * 1_000_000);
      lines.append(",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/\"");
      if (perSession > 0) {
        lines.append(",\"session\":\"s").append(i / perSession).append('"');
      }
      lines.append(",\"version\":\"").append(version).append("\"}\n");
    }
    return Files.writeString(folder.resolve("capture.jsonl"), lines);
  }

  private List<Preflight.Obstacle> obstacles(Path capture, String load) throws Exception {
    String plan =
        "captures: capture.jsonl\nbefore: {command: x}\nafter: {command: y}\n"
            + "check: {symptom: p50}\nload: "
            + load
            + "\n";
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      return MachineNeeds.obstacles(PlanReader.read(plan, folder), requests, USUAL);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {rate: 1000}                              | 20   | 0 |
          {rate: 1000}                              | 400  | 0 | about 400 connections at a time by what was recorded, up to 10000 if the target hangs, may
          {rate: 1000, connections: 700}            | 400  | 0 |
          {rate: 1000, connections: 300}            | 400  | 0 | about 400 requests are under way at a time
          {rate: 1000, timeout: 0.5}                | 400  | 0 |
          {rate: 1000, http: 2}                     | 400  | 0 |
          {mode: recorded}                          | 400  | 0 |
          {mode: recorded, factor: 10}              | 400  | 0 | about 400 connections
          {rate: 1000, measure: 6}                  | 20   | 5 | about 1200 connections
          {rate: 1000, measure: 6, connections: 700} | 20  | 5 | about 1,200 connections are open at a time
          {rate: 1000, measure: 6, connections: 10} | 20   | 5 | about 20 requests are under way at a time
          {rate: 1000, connections: 4, http: 2}     | 400  | 0 |
          {rate: 1000, connections: 3, http: 2}     | 400  | 0 | about 400 requests are under way at a time
          {rate: 1000, measure: 6, reuse: pooled}   | 20   | 5 |
          {rate: 1000, measure: 6, loop: false}     | 20   | 5 |
          {rate: 200000}                            | 0    | 0 | sending that much takes about 1.6 cores
          {mode: inflight, inflight: 5000}          | 20   | 0 | 5000 connections need
          {mode: inflight, inflight: 5000, http: 2} | 20   | 0 |
          """)
  void tellsWhatALoadLikelyLacks(String load, long millis, int perSession, String expected)
      throws Exception {
    List<Preflight.Obstacle> found = obstacles(capture(600, millis, perSession, "1.1"), load);
    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.getFirst().words()).startsWith(expected);
      assertThat(found.getFirst().fatal()).isEqualTo(load.contains("inflight"));
    }
  }

  @Test
  void sessionsOfHttp2AreNotBoundToConnections() throws Exception {
    assertThat(obstacles(capture(600, 20, 5, "2"), "{rate: 1000, measure: 6}")).isEmpty();
  }
}
