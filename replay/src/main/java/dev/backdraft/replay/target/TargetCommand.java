package dev.backdraft.replay.target;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start a target. {@code {port}} and {@code {state}} in the command and the environment
 * stand for the port and the fresh copy of the state folder.
 *
 * @param port 0 picks a free one
 * @param state copied fresh for each start, or null for an empty scratch folder
 * @param readySeconds how long it may take to get ready
 * @param stopSignal asks it to end: TERM, INT, QUIT or HUP
 * @param graceSeconds from the request to stop until it is killed
 * @param restartAtSeconds into the measured slice it is stopped and started again on the same
 *     state; 0 never
 */
public record TargetCommand(
    List<String> command,
    Map<String, String> environment,
    Path folder,
    int port,
    @Nullable Path state,
    Readiness readiness,
    int readySeconds,
    String stopSignal,
    int graceSeconds,
    double restartAtSeconds,
    boolean tls,
    String metrics)
    implements TargetSpec {
  public TargetCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || port < 0 || port > 65_535 || readySeconds < 1 || graceSeconds < 0) {
      throw new IllegalArgumentException("a command, a port and a time to get ready");
    }
    if (!List.of("TERM", "INT", "QUIT", "HUP").contains(stopSignal)) {
      throw new IllegalArgumentException("a signal that asks to end, not " + stopSignal);
    }
  }

  /** Plain HTTP, ended by SIGTERM, never restarted, without metrics. */
  public TargetCommand(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      int port,
      @Nullable Path state,
      Readiness readiness,
      int readySeconds,
      int graceSeconds) {
    this(
        command,
        environment,
        folder,
        port,
        state,
        readiness,
        readySeconds,
        "TERM",
        graceSeconds,
        0,
        false,
        "");
  }
}
