package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.engine.OwnJava;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class KilledRunTest {
  @TempDir Path folder;

  /** Alone, as by hand; or with all of its group, as a CI job or a terminal's end does it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noProcessIsLeftWhenTheToolIsKilled(boolean wholeGroup) throws Exception {
    if (wholeGroup) {
      assumeTrue(Files.exists(Path.of("/usr/bin/setsid")), "needs setsid for a group of its own");
    }
    Files.writeString(
        folder.resolve("capture.jsonl"),
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:00Z","method":"GET","scheme":"http","host":"h","target":"/a"}
        {"time":"2026-01-01T00:00:01Z","method":"GET","scheme":"http","host":"h","target":"/b"}
        """);
    StringBuilder words = new StringBuilder();
    for (String word :
        OwnJava.command(List.of("-Xmx64m"), SelfTestTarget.class, List.of("{port}", "100"))) {
      words.append(words.isEmpty() ? "'" : ", '").append(word).append('\'');
    }
    String side = ": {command: [" + words + "]}\n";
    Files.writeString(
        folder.resolve("plan.yaml"),
        "captures: capture.jsonl\nbefore"
            + side
            + "after"
            + side
            + "load: {rate: 50, warmup: 0, measure: 600}\ncheck: {symptom: failures}\njfr: off\n");
    Path temp = Files.createDirectories(folder.resolve("temp"));
    List<String> command = new ArrayList<>(wholeGroup ? List.of("setsid") : List.of());
    command.addAll(
        OwnJava.command(
            List.of("-Xmx256m", "-Djava.io.tmpdir=" + temp),
            KilledRun.class,
            List.of(folder.toString())));
    Process tool =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("measuring");
    }
    List<ProcessHandle> all = tool.descendants().toList();
    // The engine, the guard and the target.
    assertThat(all).hasSizeGreaterThanOrEqualTo(3);
    String whom = wholeGroup ? "-" + tool.pid() : Long.toString(tool.pid());
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + whom).start().waitFor())
        .isZero();
    tool.waitFor();
    for (ProcessHandle one : all) {
      one.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(all).noneMatch(ProcessHandle::isAlive);
    try (var left = Files.list(temp)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.startsWith("backdraft-state-"));
    }
  }
}
