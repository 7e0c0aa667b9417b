package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.result.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real signals to the real command, as Ctrl+C and the end of a CI job send them. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
final class InterruptedReplayTest {
  @TempDir Path folder;

  private ToolProcess replay(String side) throws IOException {
    Files.writeString(
        folder.resolve("capture.jsonl"),
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:00Z","method":"GET","scheme":"http","host":"h","target":"/a"}
        {"time":"2026-01-01T00:00:01Z","method":"GET","scheme":"http","host":"h","target":"/b"}
        """);
    Path plan =
        Files.writeString(
            folder.resolve("plan.yaml"),
            "captures: capture.jsonl\nbefore: "
                + side
                + "\nafter: "
                + side
                + "\nload: {rate: 100, warmup: 0.1, measure: 0.5, countLost: false}\n"
                + "check: {symptom: failures}\njfr: off\n");
    return ToolProcess.start("replay", plan.toString(), "-o", out().toString());
  }

  private Path out() {
    return folder.resolve("out");
  }

  @ParameterizedTest
  @CsvSource({"INT, true", "INT, false", "TERM, true", "TERM, false"})
  void whatWasMeasuredIsKeptAndNoProcessStays(String signal, boolean wholeGroup) throws Exception {
    try (ToolProcess tool = replay("{command: " + TillTarget.command("none") + ", ready: /}")) {
      // The second line of a block is the end of the first pair.
      tool.awaitLines(2, line -> line.contains("pair ") && line.contains(" requests at "));
      tool.signal(signal, wholeGroup);
      assertThat(tool.endsWith(4)).anyMatch(line -> line.contains("of 6 pairs were run"));
      tool.nothingIsLeft();
    }
    assertThat(ResultReader.read(out()).reasons()).anyMatch(why -> why.contains("of 6 pairs"));
    assertThat(out().resolve("report.html")).exists();
    assertThat(out().resolve("junit.xml")).exists();
  }

  /** Its target asks for the end itself while it is waited for, and would be for an hour. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aTargetThatIsNotReadyYetIsNotWaitedFor(String signal) throws Exception {
    String side =
        "{command: [sh, -c, 'echo $$; kill -"
            + signal
            + " $PPID; exec sleep 3600'], ready: port, readySeconds: 3600}";
    try (ToolProcess tool = replay(side)) {
      assertThat(tool.endsWith(4))
          .contains(
              "backdraft: the run was asked to stop; what it had measured until then is judged",
              "  Only 0 of 6 pairs were run")
          .anyMatch(line -> line.contains("the result is in "))
          .noneMatch(line -> line.startsWith("\tat "));
    }
    assertThat(ResultReader.read(out()).reasons()).contains("Only 0 of 6 pairs were run");
    List<Path> logs;
    try (var files = Files.list(out())) {
      logs = files.filter(file -> file.toString().endsWith(".log")).toList();
    }
    assertThat(logs).as("of the first block alone").hasSize(1);
    var target = ProcessHandle.of(Long.parseLong(Files.readString(logs.getFirst()).strip()));
    if (target.isPresent()) {
      target.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  /** Its target is restarted late and asks for the end when nothing is sent any more. */
  @Test
  void aTargetThatDoesNotComeBackIsNotWaitedFor() throws Exception {
    String serve = TillTarget.command("none").replace("', '", " ").replaceAll("^\\['|']$", "");
    String script =
        "if [ -e {state}/once ]; then sleep 1; kill -INT $PPID; exec sleep 3600; fi;"
            + " : > {state}/once; exec "
            + serve;
    String side =
        "{command: [sh, -c, '" + script + "'], ready: /, readySeconds: 3600, restartAt: 0.45}";
    try (ToolProcess tool = replay(side)) {
      assertThat(tool.endsWith(4)).contains("  Only 0 of 6 pairs were run");
    }
    assertThat(Files.readString(out().resolve("result.json")))
        .contains("the run was asked to stop");
  }
}
