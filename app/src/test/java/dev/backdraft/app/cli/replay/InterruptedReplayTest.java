package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.app.Main;
import dev.backdraft.app.result.ResultReader;
import java.io.BufferedReader;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Real signals to the real command, as Ctrl+C and the end of a CI job send them. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
final class InterruptedReplayTest {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  @TempDir Path folder;

  private Path plan() throws IOException {
    Files.writeString(
        folder.resolve("capture.jsonl"),
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:00Z","method":"GET","scheme":"http","host":"h","target":"/a"}
        {"time":"2026-01-01T00:00:01Z","method":"GET","scheme":"http","host":"h","target":"/b"}
        """);
    String side = ": {command: " + TillTarget.command("none") + ", ready: /}\n";
    return Files.writeString(
        folder.resolve("plan.yaml"),
        "captures: capture.jsonl\nbefore"
            + side
            + "after"
            + side
            + "load: {rate: 100, warmup: 0.1, measure: 0.5, countLost: false}\n"
            + "check: {symptom: failures}\njfr: off\n");
  }

  private Process tool(Path plan) throws IOException {
    List<String> command = new ArrayList<>(List.of(SETSID.toString()));
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "replay",
            plan.toString(),
            "-o",
            folder.resolve("out").toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @ParameterizedTest
  @CsvSource({"INT, true", "INT, false", "TERM, true", "TERM, false"})
  void whatWasMeasuredIsKeptAndNoProcessStays(String signal, boolean wholeGroup) throws Exception {
    assumeTrue(Files.exists(SETSID), "needs setsid for a group of its own");
    Process tool = tool(plan());
    List<String> said = new ArrayList<>();
    List<ProcessHandle> all = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      // The second line of a block is the end of the first pair.
      for (int blocks = 0; blocks < 2; ) {
        String line = lines.readLine();
        assertThat(line).as("%s", said).isNotNull();
        said.add(line);
        blocks += line.contains("pair ") && line.contains(" requests at ") ? 1 : 0;
      }
      tool.descendants().forEach(all::add);
      String whom = wholeGroup ? "-" + tool.pid() : Long.toString(tool.pid());
      assertThat(
              new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + whom).start().waitFor())
          .isZero();
      lines.lines().forEach(said::add);
    }
    assertThat(tool.waitFor()).as("%s", said).isEqualTo(4);
    assertThat(all).as("at least the engine ran").isNotEmpty();
    for (ProcessHandle one : all) {
      one.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(said).anyMatch(line -> line.contains("of 6 pairs were run"));
    Path out = folder.resolve("out");
    assertThat(ResultReader.read(out).reasons()).anyMatch(why -> why.contains("of 6 pairs"));
    assertThat(out.resolve("report.html")).exists();
    assertThat(out.resolve("junit.xml")).exists();
  }
}
