package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole replays of builds whose faults are known. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class ReplayRunTest {
  /** A busy machine must not make a block void here: what is tested is the verdict. */
  private static final BlockLimits ANY = new BlockLimits(60_000_000_000L, 1e9, 1, 1e9);

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private final ReplayListener listener =
      new ReplayListener() {
        @Override
        public void block(int pair, int pairs, String side) {}

        @Override
        public void progress(boolean measured, EngineProgress progress) {}

        @Override
        public void note(String note) {
          notes.add(note);
        }
      };

  private ReplayRun.Result replay(String before, String after) throws Exception {
    Path capture = folder.resolve("capture.jsonl");
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < 60; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:00.").append(String.format("%03d", i));
      lines.append(
          "Z\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/carts/");
      lines.append(i % 20 == 7 ? 12 : 3).append("\"}\n");
    }
    Files.writeString(capture, lines);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "[\""
            + java
            + "\", -XX:TieredStopAtLevel=1, -cp, \""
            + System.getProperty("java.class.path")
            + "\", "
            + ShopTarget.class.getName()
            + ", \"{port}\", ";
    String plan =
        "captures: capture.jsonl\nbefore:\n  command: "
            + command
            + before
            + "]\n  ready: /\n"
            + "after:\n  command: "
            + command
            + after
            + "]\n  ready: /\n"
            + "load: {rate: 300, warmup: 0.2, measure: 1}\ncheck: {symptom: failures}\n";
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      return new ReplayRun(
              PlanReader.read(plan, folder), requests, folder.resolve("out"), ANY, listener)
          .run();
    }
  }

  @Test
  void aDroppedConnectionOnLargeCartsIsFoundAndItsFixHasNoFailures() throws Exception {
    ReplayRun.Result result = replay("drop", "none");
    long before = result.pairs().stream().mapToLong(pair -> pair.before().failures()).sum();
    long after = result.pairs().stream().mapToLong(pair -> pair.after().failures()).sum();
    assertThat(before).isGreaterThan(30);
    assertThat(after).isLessThan(before / 20);
    assertThat(result.pairs().getFirst().before().kinds())
        .containsOnlyKeys("closed_before_response");
    // Latency guards may stay open on a busy machine; the symptom itself is settled.
    assertThat(result.verdict().checks().getFirst().state()).isEqualTo(Verdict.State.PASSED);
    assertThat(Files.readString(folder.resolve("out/result.json")))
        .startsWith("{\"format\":\"backdraft-replay-result\",\"version\":1,\"verdict\":");
  }

  @Test
  void aChangedEnumDoesNotHold() throws Exception {
    ReplayRun.Result result = replay("drop", "enum");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(result.fields())
        .filteredOn(FieldComparison.Field::certain)
        .extracting(FieldComparison.Field::path)
        .contains("$.state");
  }

  @Test
  void aCaptureOfNothingIsAClearError() {
    assertThatThrownBy(
            () -> {
              Path empty = folder.resolve("empty.jsonl");
              Files.writeString(empty, "{\"backdraft\":\"requests\",\"version\":1}\n");
              String plan =
                  """
                  captures: empty.jsonl
                  before: {command: x}
                  after: {command: x}
                  check: {symptom: failures}
                  """;
              try (Requests requests =
                  CaptureReader.open(List.of(empty), CaptureOptions.usual(1), Progress.NONE)) {
                var _ =
                    new ReplayRun(PlanReader.read(plan, folder), requests, folder, ANY, listener)
                        .run();
              }
            })
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("0 requests that can be sent");
  }
}
