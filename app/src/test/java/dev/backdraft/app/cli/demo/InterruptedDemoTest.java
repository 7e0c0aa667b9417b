package dev.backdraft.app.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.Main;
import dev.backdraft.app.result.ResultReader;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real signal to the real command, in the middle of all incidents. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
final class InterruptedDemoTest {
  @TempDir Path folder;

  private Process tool() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("demo", "--headless", "all", "-o", folder.resolve("out").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BACKDRAFT_HOME", folder.resolve("home").toString());
    return builder.start();
  }

  @Test
  void whatWasMeasuredIsKeptAndNoProcessStays() throws Exception {
    Process tool = tool();
    List<String> said = new ArrayList<>();
    List<ProcessHandle> all = new ArrayList<>();
    try (BufferedReader lines = tool.inputReader(StandardCharsets.UTF_8)) {
      // Its first line is the incident's, the next ones are the blocks'.
      for (boolean measured = false; !measured; ) {
        String line = lines.readLine();
        assertThat(line).as("%s", said).isNotNull();
        said.add(line);
        measured = line.contains("pair 1") && line.contains(" requests at ");
      }
      tool.descendants().forEach(all::add);
      assertThat(tool.toHandle().destroy()).isTrue();
      lines.lines().forEach(said::add);
    }
    assertThat(tool.waitFor()).as("%s", said).isEqualTo(1);
    assertThat(all).as("at least the engine ran").isNotEmpty();
    for (ProcessHandle one : all) {
      one.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(said)
        .anyMatch(line -> line.contains("stopped: what was measured until then is kept"))
        .anyMatch(line -> line.matches("  capacity +unclear +stopped"))
        .anyMatch(line -> line.matches("  queue +not run"));
    Path out = folder.resolve("out").resolve("capacity").resolve("result");
    assertThat(ResultReader.read(out).reasons()).anyMatch(why -> why.contains("of 6 pairs"));
    assertThat(out.resolve("report.html")).exists();
    assertThat(out.resolve("junit.xml")).exists();
  }
}
