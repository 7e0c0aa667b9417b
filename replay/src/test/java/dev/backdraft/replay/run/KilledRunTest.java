package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.engine.OwnJava;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class KilledRunTest {
  @TempDir Path folder;

  @Test
  void noProcessIsLeftWhenTheToolIsKilled() throws Exception {
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
    Process tool =
        new ProcessBuilder(
                OwnJava.command(
                    List.of("-Xmx256m", "-Djava.io.tmpdir=" + temp),
                    KilledRun.class,
                    List.of(folder.toString())))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("measuring");
    }
    List<ProcessHandle> all = tool.descendants().toList();
    // The engine, the guard's two shells and the target.
    assertThat(all).hasSizeGreaterThanOrEqualTo(4);
    tool.destroyForcibly().waitFor();
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
