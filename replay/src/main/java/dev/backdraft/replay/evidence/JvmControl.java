package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One JVM among the processes of a target: its recording, its live bytes, its version. */
public final class JvmControl {
  private static final String NAME = "backdraft-replay";

  /** A JVM answers at its next safepoint, on a busy machine too. */
  private static final Duration QUICK = Duration.ofSeconds(20);

  /** To walk a heap or to write a recording takes longer: some seconds for 10 GB. */
  private static final Duration SLOW = Duration.ofSeconds(90);

  private static final String STARTED = "Started recording";
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final Pattern JDK = Pattern.compile("(?m)^JDK (\\S+)");
  private static final Pattern ARGUMENTS = Pattern.compile("(?m)^jvm_args: ?(.*)$");

  private final long pid;
  private final BooleanSupplier givenUp;
  private @Nullable SilentJvmException silent;
  private boolean ours;
  private boolean recording;

  /** Which JVM it is, and what it was started with. */
  public record Identity(String version, List<String> arguments) {
    public Identity {
      arguments = List.copyOf(arguments);
    }
  }

  private JvmControl(long pid, BooleanSupplier givenUp) {
    this.pid = pid;
    this.givenUp = givenUp;
  }

  /**
   * The first JVM of these processes, or null: no target has to be one.
   *
   * @param givenUp nobody wants to know any more
   */
  public static @Nullable JvmControl among(List<ProcessHandle> processes, BooleanSupplier givenUp) {
    for (ProcessHandle process : processes) {
      if (isJvm(process.pid())) {
        return new JvmControl(process.pid(), givenUp);
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
    return ask(command, QUICK);
  }

  /** One that did not answer once is not waited for again: each time would cost as much. */
  private String ask(String command, Duration patience) throws IOException, InterruptedException {
    SilentJvmException known = silent;
    if (known != null) {
      throw known;
    }
    try {
      return AttachSocket.command(pid, command, patience, this::hopeless);
    } catch (SilentJvmException now) {
      silent = now;
      throw now;
    }
  }

  /** A process that was stopped answers nobody until somebody lets it go on. */
  private boolean hopeless() {
    return givenUp.getAsBoolean() || ProcessWatch.stopped(pid);
  }

  /**
   * Starts a recording, unless the target has one of its own already, which is respected.
   *
   * @return what was done, for people
   */
  public String startRecording(String settings) throws IOException, InterruptedException {
    if (ask("JFR.check").contains("(running)")) {
      recording = true;
      return "the target makes a recording of its own, which is used";
    }
    String quote = settings.contains("\"") ? "'" : "\"";
    String said = ask("JFR.start name=" + NAME + " settings=" + quote + settings + quote).strip();
    if (!said.startsWith(STARTED)) {
      throw new IOException("the JVM does not take the settings \"" + settings + "\": " + said);
    }
    ours = true;
    recording = true;
    return said;
  }

  /** Writes what was recorded so far to a file that is not there yet; false without a recording. */
  public boolean dump(Path file) throws IOException, InterruptedException {
    if (!recording) {
      return false;
    }
    String which = ours ? "name=" + NAME + " " : "";
    String said = ask("JFR.dump " + which + "filename=\"" + file.toAbsolutePath() + "\"", SLOW);
    if (!Files.exists(file)) {
      throw new IOException(said.strip());
    }
    return true;
  }

  /** Bytes that are still reachable, after a collection that this forces. */
  public long liveBytes() throws IOException, InterruptedException {
    Matcher total = TOTAL.matcher(ask("GC.class_histogram", SLOW));
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
