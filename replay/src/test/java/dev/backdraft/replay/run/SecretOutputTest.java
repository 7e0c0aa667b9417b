package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.TargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a target prints is kept and shown without the plan's secrets. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class SecretOutputTest {
  private static final String SECRET = "open-sesame-4711";

  @TempDir Path folder;

  @Test
  void aSecretThatTheTargetPrintsIsInNoLogAndNoMessage() throws Exception {
    Path capture = folder.resolve("capture.jsonl");
    String line =
        "{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"GET\",\"scheme\":\"http\","
            + "\"host\":\"h\",\"target\":\"/\"}\n";
    Files.writeString(capture, "{\"backdraft\":\"requests\",\"version\":1}\n" + line + line);
    ReplayPlan plan =
        PlanReader.read(
            """
            captures: capture.jsonl
            before:
              command: [/bin/sh, -c, 'echo "the key is $THE_KEY"; exit 3']
              env: {THE_KEY: %s, DB_PASSWORD: first}
            after:
              command: [/bin/sh, -c, 'echo "the key is $THE_KEY"; exit 3']
              env: {THE_KEY: %s, DB_PASSWORD: second}
            check: {symptom: failures}
            load: {rate: 10}
            secrets: {Authorization: KEY}
            """
                .formatted(SECRET, SECRET),
            folder);
    Told told = new Told();
    TargetException ended;
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      ReplayOptions options = ReplayOptions.usual().withEnvironment(Map.of("KEY", SECRET));
      ReplayRun run = new ReplayRun(plan, requests, folder.resolve("out"), options, told);
      ended = catchThrowableOfType(TargetException.class, run::run);
    }
    assertThat(ended.output()).containsExactly("the key is bd-secret-KEY");
    try (var files = Files.list(folder.resolve("out"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).doesNotContain(SECRET);
      }
    }
    assertThat(told.notes)
        .anyMatch(note -> note.contains("env \"DB_PASSWORD=(hidden)\""))
        .noneMatch(note -> note.contains("first") || note.contains(SECRET));
  }

  private static final class Told implements ReplayListener {
    final List<String> notes = new ArrayList<>();

    @Override
    public void block(int pair, int pairs, String side) {}

    @Override
    public void progress(boolean measured, EngineProgress progress) {}

    @Override
    public void note(String note) {
      notes.add(note);
    }
  }
}
