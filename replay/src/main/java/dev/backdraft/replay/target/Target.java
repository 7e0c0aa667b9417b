package dev.backdraft.replay.target;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a target, in a session of its own. Beside it runs a guard, in another session, that
 * waits for the end of its input: when we stop the target, end or are killed, that input ends, and
 * the guard stops the target's whole process group with its signal and, after the grace, with
 * SIGKILL, and then whatever carries this start's mark in its environment. Whatever a terminal or a
 * CI job sends to our own group reaches neither of them.
 *
 * <pre>
 * our group:      tool, engine
 * own session:    guard    -- reads its input, until there is none
 * own session:    target and all that it starts
 * </pre>
 */
public final class Target implements AutoCloseable {
  /** The target begins once its guard stands; if we end before that, it never does. */
  private static final String GATE = "read -r _ || exit 1; exec \"$@\" </dev/null";

  /**
   * {@code $1} is the target, {@code $2} the grace in seconds, {@code $3} the signal, {@code $4}
   * the mark. What left the group for a session of its own is found by the mark, where {@code
   * /proc} shows environments; ten rounds, for what is found may start another meanwhile.
   */
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      while read -r _; do :; done
      kill -$3 -$1 2>/dev/null
      left=$(($2 * 20))
      while [ $left -gt 0 ] && kill -0 $1 2>/dev/null; do
        sleep 0.05; left=$((left - 1))
      done
      kill -KILL -$1 2>/dev/null
      left=10
      while [ $left -gt 0 ]; do
        found=$(grep -alsF -e "$4" /proc/[0-9]*/environ 2>/dev/null)
        [ -n "$found" ] || break
        for file in $found; do
          process=${file#/proc/}
          kill -KILL ${process%/environ} 2>/dev/null
        done
        left=$((left - 1))
      done
      """;

  /** Runs the rest of the words in a session of its own, with the same process id. */
  private static final List<String> APART =
      onPath("setsid")
          ? List.of("setsid")
          : List.of(
              "perl",
              "-e",
              "use POSIX; POSIX::setsid(); $SIG{$_} = 'DEFAULT' for qw(INT QUIT HUP TERM);"
                  + " exec @ARGV or exit 127");

  /**
   * A program that is started in the background is told to ignore some signals, and so is all that
   * it starts: a target that is to be stopped by one of them would not hear it.
   */
  private static final List<String> HEARING = hearing();

  /** Every process of a target carries it, with a value of this one start. */
  private static final String MARK = "BACKDRAFT_TARGET";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** To look through all processes of a busy machine. */
  private static final int GUARD_SECONDS = 10;

  private static final int POLL_MILLIS = 20;
  private static final int KILLED = 137;

  private final TargetCommand command;
  private final Process process;
  private final @Nullable Process guard;
  private final TargetOutput output;
  private final ScratchFolder scratch;
  private final int port;
  private final long startedNanos = System.nanoTime();
  private boolean handedOn;

  private Target(
      TargetCommand command,
      Process process,
      @Nullable Process guard,
      TargetOutput output,
      ScratchFolder scratch,
      int port) {
    this.command = command;
    this.process = process;
    this.guard = guard;
    this.output = output;
    this.scratch = scratch;
    this.port = port;
  }

  /**
   * Starts a target and waits until it is ready.
   *
   * @param log where its output is kept
   */
  public static Target start(TargetCommand command, Path log)
      throws TargetException, InterruptedException {
    return start(command, log, () -> false, line -> line);
  }

  /**
   * The same, as long as nobody gives it up.
   *
   * @param shown a line of its output as it may be kept and shown
   * @throws InterruptedException if it was given up before it was ready
   */
  public static Target start(
      TargetCommand command, Path log, BooleanSupplier givenUp, UnaryOperator<String> shown)
      throws TargetException, InterruptedException {
    int port = command.port() == 0 ? freePort() : command.port();
    if (Probe.accepts(port)) {
      throw new TargetException.PortTaken(port);
    }
    ScratchFolder.sweep();
    ScratchFolder scratch;
    try {
      scratch = ScratchFolder.of(command.state());
    } catch (IOException failed) {
      throw new TargetException.BadState(String.valueOf(command.state()), failed);
    }
    Target target = launch(command, log, scratch, port, shown);
    boolean ready = false;
    try {
      target.awaitReady(givenUp);
      ready = true;
      return target;
    } finally {
      if (!ready) {
        target.close();
      }
    }
  }

  private static Target launch(
      TargetCommand command, Path log, ScratchFolder scratch, int port, UnaryOperator<String> shown)
      throws TargetException {
    List<String> words = new ArrayList<>();
    if (!windows()) {
      words.addAll(APART);
      words.addAll(HEARING);
      words.addAll(List.of("/bin/sh", "-c", GATE, "target"));
    }
    for (String word : command.command()) {
      words.add(filled(word, port, scratch.path()));
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(command.folder().toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    command
        .environment()
        .forEach((name, value) -> environment.put(name, filled(value, port, scratch.path())));
    String mark = HexFormat.of().toHexDigits(RANDOM.nextLong());
    environment.put(MARK, mark);
    try {
      Process process = builder.start();
      Process guard = windows() ? null : guard(process, command, MARK + "=" + mark);
      TargetOutput output =
          new TargetOutput(
              process.getInputStream(),
              log,
              command.readiness() instanceof Readiness.Log wanted ? wanted.pattern() : null,
              shown);
      Thread.ofPlatform().daemon().name("target output").start(output);
      return new Target(command, process, guard, output, scratch, port);
    } catch (IOException failed) {
      delete(scratch);
      throw new TargetException.NotStarted(command.command().getFirst(), failed);
    }
  }

  /** Started before the target itself, which waits for a line of its input. */
  private static Process guard(Process target, TargetCommand command, String mark)
      throws IOException {
    List<String> words = new ArrayList<>(APART);
    String grace = Integer.toString(command.graceSeconds());
    words.addAll(List.of("/bin/sh", "-c", GUARD, "guard", Long.toString(target.pid()), grace));
    words.add(command.stopSignal());
    words.add(mark);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Whoever runs us as a target must not end our guards before they have done their work.
    builder.environment().remove(MARK);
    Process guard;
    try {
      guard = builder.start();
    } catch (IOException none) {
      target.destroyForcibly();
      throw none;
    }
    // What it leaves behind when it ends by itself goes at once.
    Thread.ofPlatform().daemon().name("target watch").start(() -> releaseAfter(target, guard));
    try (OutputStream go = target.getOutputStream()) {
      go.write('\n');
    } catch (IOException endedAlready) {
      // Its exit code tells more than this.
      return guard;
    }
    return guard;
  }

  private static void releaseAfter(Process target, Process guard) {
    try {
      target.waitFor();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    release(guard);
  }

  /** The end of its input is the guard's word to act. */
  private static void release(Process guard) {
    try {
      guard.getOutputStream().close();
    } catch (IOException goneAlready) {
      guard.destroyForcibly();
    }
  }

  private static List<String> hearing() {
    List<String> words = List.of("env", "--default-signal=INT,QUIT,HUP,TERM");
    List<String> probe = new ArrayList<>(words);
    probe.add("true");
    try {
      Process tried =
          new ProcessBuilder(probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return tried.waitFor(5, TimeUnit.SECONDS) && tried.exitValue() == 0 ? words : List.of();
    } catch (IOException none) {
      return List.of();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static boolean onPath(String program) {
    return Arrays.stream(
            System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean windows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  private static String filled(String text, int port, Path state) {
    return text.replace("{port}", "" + port).replace("{state}", state.toString());
  }

  private static int freePort() throws TargetException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException none) {
      throw new TargetException.NotStarted("a free port", none);
    }
  }

  private void awaitReady(BooleanSupplier givenUp) throws TargetException, InterruptedException {
    long deadline = startedNanos + TimeUnit.SECONDS.toNanos(command.readySeconds());
    while (!ready()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new TargetException.Ended(process.exitValue(), output.lastWords());
      }
      if (givenUp.getAsBoolean()) {
        throw new InterruptedException("given up before it was ready");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TargetException.NotReady(awaited(), command.readySeconds(), output.tail());
      }
    }
  }

  private boolean ready() {
    return switch (command.readiness()) {
      case Readiness.Path path -> Probe.answers(port, path.path(), command.tls());
      case Readiness.Log ignored -> output.matched();
      case Readiness.Port ignored -> Probe.accepts(port);
    };
  }

  private String awaited() {
    return switch (command.readiness()) {
      case Readiness.Path path -> path.path() + " on port " + port + " did not answer below 400";
      case Readiness.Log log -> "no line of its output matches " + log.pattern();
      case Readiness.Port ignored -> "port " + port + " does not accept connections";
    };
  }

  public int port() {
    return port;
  }

  /** The last lines that it wrote. */
  public List<String> tail() {
    return output.tail();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** The code it ended with; it must have ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** The processes of the target. */
  public List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(all::add);
    return all;
  }

  /** What a kill of our own process does to the guard: its input ends. */
  void abandonForTest() throws IOException {
    if (guard != null) {
      guard.getOutputStream().close();
    }
  }

  public Path state() {
    return scratch.path();
  }

  /**
   * Stops it with SIGTERM and waits for the end.
   *
   * @return false if it had to be killed after the grace
   */
  public boolean stop() throws InterruptedException {
    if (guard == null) {
      process.destroy();
    } else {
      release(guard);
    }
    boolean ended = process.waitFor(command.graceSeconds() + 5L, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor();
    }
    if (guard != null) {
      // It has only to see that the target is gone, with all that it left.
      guard.waitFor(GUARD_SECONDS, TimeUnit.SECONDS);
      guard.destroyForcibly();
    }
    return ended && process.exitValue() != KILLED;
  }

  /**
   * Starts it again on the same port and the state that it left; it must have been stopped.
   *
   * @throws InterruptedException if it was given up before it was ready
   */
  public Target startAgain(Path log, BooleanSupplier givenUp)
      throws TargetException, InterruptedException {
    if (Probe.accepts(port)) {
      throw new TargetException.PortTaken(port);
    }
    Target again = launch(command, log, scratch, port, output.shown());
    handedOn = true;
    boolean ready = false;
    try {
      again.awaitReady(givenUp);
      ready = true;
      return again;
    } finally {
      if (!ready) {
        again.close();
      }
    }
  }

  /** Stops it if it still runs, and deletes its state. */
  @Override
  public void close() {
    boolean interrupted = false;
    try {
      stop();
    } catch (InterruptedException stopping) {
      // The guard goes on with the stopping; nothing stays behind.
      interrupted = true;
    }
    if (!handedOn) {
      delete(scratch);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(ScratchFolder scratch) {
    try {
      scratch.close();
    } catch (IOException left) {
      System.getLogger(Target.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: {0}", scratch.path());
    }
  }
}
