package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The real command, in a process and a group of its own. */
final class ToolProcess implements AutoCloseable {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /**
   * Whoever runs the tests in the background of a script has them ignore interrupts, and so would
   * the tool.
   */
  private static final List<String> HEEDING =
      List.of("/usr/bin/env", "--default-signal=INT,HUP,TERM");

  /** Far beyond what any of them takes. */
  private static final int MOST_MINUTES = 4;

  private final Process process;
  private final BufferedReader lines;
  private final List<String> said = new ArrayList<>();
  private final List<ProcessHandle> seen = new ArrayList<>();

  private ToolProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ToolProcess start(String... words) throws IOException {
    assumeTrue(Files.exists(SETSID), "needs setsid for a group of its own");
    assumeTrue(canHeed(), "needs an env that undoes ignored signals");
    List<String> command = new ArrayList<>(List.of(SETSID.toString()));
    command.addAll(HEEDING);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(words));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread.ofPlatform().daemon().name("tool watch").start(() -> endInTime(started));
    return new ToolProcess(started);
  }

  private static boolean canHeed() throws IOException {
    List<String> trying = new ArrayList<>(HEEDING);
    trying.add("true");
    try {
      return new ProcessBuilder(trying).start().waitFor() == 0;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One that hangs fails its test, with all that it said, and not the whole build. */
  private static void endInTime(Process process) {
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
    }
  }

  /** Until it has said so many lines of this kind; its processes are looked at then. */
  void awaitLines(int count, Predicate<String> kind) throws IOException {
    for (int found = 0; found < count; ) {
      String line = lines.readLine();
      assertThat(line).as("%s", said).isNotNull();
      said.add(line);
      found += kind.test(line) ? 1 : 0;
    }
    process.descendants().forEach(seen::add);
  }

  /** Alone, as by hand; or with all of its group, as a terminal or a CI job does it. */
  void signal(String signal, boolean wholeGroup) throws Exception {
    String whom = wholeGroup ? "-" + process.pid() : Long.toString(process.pid());
    assertThat(
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + whom).start().waitFor())
        .isZero();
  }

  /** All that it said, until it ended by itself with this code. */
  List<String> endsWith(int exitCode) throws Exception {
    lines.lines().forEach(said::add);
    assertThat(process.waitFor()).as("%s", said).isEqualTo(exitCode);
    return List.copyOf(said);
  }

  /** Of the processes that were there when it was looked. */
  void nothingIsLeft() throws Exception {
    assertThat(seen).as("at least the engine ran").isNotEmpty();
    for (ProcessHandle one : seen) {
      one.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }
}
