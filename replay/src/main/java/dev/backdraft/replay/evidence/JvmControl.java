package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One JVM among the processes of a target: its recording, its live bytes, its version. */
public final class JvmControl {
  private static final String NAME = "backdraft-replay";
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final Pattern JDK = Pattern.compile("(?m)^JDK (\\S+)");
  private static final Pattern ARGUMENTS = Pattern.compile("(?m)^jvm_args: ?(.*)$");

  private final long pid;
  private boolean ours;
  private boolean recording;

  /** Which JVM it is, and what it was started with. */
  public record Identity(String version, List<String> arguments) {
    public Identity {
      arguments = List.copyOf(arguments);
    }
  }

  private JvmControl(long pid) {
    this.pid = pid;
  }

  /** The first JVM of these processes, or null: no target has to be one. */
  public static @Nullable JvmControl among(List<ProcessHandle> processes) {
    for (ProcessHandle process : processes) {
      if (isJvm(process.pid())) {
        return new JvmControl(process.pid());
      }
    }
    return null;
  }

  private static boolean isJvm(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return lines.anyMatch(line -> line.endsWith("libjvm.so"));
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
  }

  private String ask(String command) throws IOException, InterruptedException {
    return AttachSocket.command(pid, command);
  }

  /**
   * Starts a recording, unless the target has one of its own already, which is respected.
   *
   * @return what was done, for people
   */
  public String startRecording(String settings) throws IOException, InterruptedException {
    recording = true;
    if (ask("JFR.check").contains("(running)")) {
      return "the target makes a recording of its own, which is used";
    }
    ours = true;
    return ask("JFR.start name=" + NAME + " settings=" + settings).strip();
  }

  /** Writes what was recorded so far to a file that is not there yet; false without a recording. */
  public boolean dump(Path file) throws IOException, InterruptedException {
    if (!recording) {
      return false;
    }
    String which = ours ? "name=" + NAME + " " : "";
    String said = ask("JFR.dump " + which + "filename=\"" + file.toAbsolutePath() + "\"");
    if (!Files.exists(file)) {
      throw new IOException(said.strip());
    }
    return true;
  }

  /** Bytes that are still reachable, after a collection that this forces. */
  public long liveBytes() throws IOException, InterruptedException {
    Matcher total = TOTAL.matcher(ask("GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("the JVM did not say how many bytes are live");
    }
    return Long.parseLong(total.group(1));
  }

  public Identity identity() throws IOException, InterruptedException {
    return new Identity(version(), arguments());
  }

  /** As 25.0.3, or empty. */
  private String version() throws IOException, InterruptedException {
    Matcher version = JDK.matcher(ask("VM.version"));
    return version.find() ? version.group(1) : "";
  }

  /** What it was started with, properties and flags. */
  private List<String> arguments() throws IOException, InterruptedException {
    Matcher arguments = ARGUMENTS.matcher(ask("VM.command_line"));
    List<String> found = new ArrayList<>();
    if (arguments.find()) {
      for (String argument : arguments.group(1).strip().split(" ", -1)) {
        if (!argument.isEmpty()) {
          found.add(argument);
        }
      }
    }
    return found;
  }
}
