package dev.backdraft.replay.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a target. It is started under a guard that waits for the end of its own input: when we
 * stop it, end or are killed, that input ends, and the guard stops the whole process group with
 * SIGTERM and, after the grace, with SIGKILL.
 */
public final class Target implements AutoCloseable {
  /**
   * {@code $1} is the grace in seconds, {@code $2} the signal, the rest the command. The target
   * must have a process group of its own: by setsid, or by job control where the shell has it
   * without a terminal. The guard ignores what a terminal sends to all of us.
   */
  private static final String GUARD =
      """
      grace=$1; signal=$2; shift 2
      exec 3<&0
      if command -v setsid >/dev/null 2>&1; then
        setsid "$@" </dev/null 3<&- &
      else
        set -m
        "$@" </dev/null 3<&- &
      fi
      target=$!
      trap '' INT HUP TERM
      {
        while read -r _ <&3; do :; done
        kill -$signal -$target 2>/dev/null
        left=$((grace * 10))
        while [ $left -gt 0 ] && kill -0 -$target 2>/dev/null; do
          sleep 0.1; left=$((left - 1))
        done
        kill -KILL -$target 2>/dev/null
      } >/dev/null 2>&1 &
      guard=$!
      exec 3<&- >/dev/null 2>&1
      wait $target
      code=$?
      kill -KILL -$target 2>/dev/null
      kill -KILL $guard 2>/dev/null
      exit $code
      """;

  private static final int POLL_MILLIS = 20;
  private static final int KILLED = 137;

  private final TargetCommand command;
  private final Process process;
  private final TargetOutput output;
  private final ScratchFolder scratch;
  private final int port;
  private final long startedNanos = System.nanoTime();
  private boolean handedOn;

  private Target(
      TargetCommand command,
      Process process,
      TargetOutput output,
      ScratchFolder scratch,
      int port) {
    this.command = command;
    this.process = process;
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
    Target target = launch(command, log, scratch, port);
    boolean ready = false;
    try {
      target.awaitReady();
      ready = true;
      return target;
    } finally {
      if (!ready) {
        target.close();
      }
    }
  }

  private static Target launch(TargetCommand command, Path log, ScratchFolder scratch, int port)
      throws TargetException {
    List<String> words = new ArrayList<>();
    if (!windows()) {
      String grace = Integer.toString(command.graceSeconds());
      words.addAll(List.of("/bin/sh", "-c", GUARD, "target", grace, command.stopSignal()));
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
    try {
      Process process = builder.start();
      TargetOutput output =
          new TargetOutput(
              process.getInputStream(),
              log,
              command.readiness() instanceof Readiness.Log wanted ? wanted.pattern() : null);
      Thread.ofPlatform().daemon().name("target output").start(output);
      return new Target(command, process, output, scratch, port);
    } catch (IOException failed) {
      delete(scratch);
      throw new TargetException.NotStarted(command.command().getFirst(), failed);
    }
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

  private void awaitReady() throws TargetException, InterruptedException {
    long deadline = startedNanos + TimeUnit.SECONDS.toNanos(command.readySeconds());
    while (!ready()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new TargetException.Ended(process.exitValue(), output.tail());
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

  /** The processes of the target, without its guard. */
  public List<ProcessHandle> processes() {
    // The target was started first; its guard is a copy of the shell that started both.
    List<ProcessHandle> children =
        process.children().sorted(Comparator.comparingLong(ProcessHandle::pid)).limit(1).toList();
    List<ProcessHandle> all = new ArrayList<>(children);
    children.forEach(child -> child.descendants().forEach(all::add));
    return all;
  }

  /** What a kill of our own process does: the guard's shell and its input are gone at once. */
  void killGuardForTest() throws IOException {
    process.destroyForcibly();
    process.getOutputStream().close();
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
    try {
      process.getOutputStream().close();
    } catch (IOException goneAlready) {
      process.destroy();
    }
    if (windows()) {
      process.destroy();
    }
    boolean ended = process.waitFor(command.graceSeconds() + 5L, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor();
    }
    return ended && process.exitValue() != KILLED;
  }

  /** Starts it again on the same port and the state that it left; it must have been stopped. */
  public Target startAgain(Path log) throws TargetException, InterruptedException {
    if (Probe.accepts(port)) {
      throw new TargetException.PortTaken(port);
    }
    Target again = launch(command, log, scratch, port);
    handedOn = true;
    boolean ready = false;
    try {
      again.awaitReady();
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
