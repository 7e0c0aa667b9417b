package dev.backdraft.replay.target;

import java.io.IOException;
import java.util.List;

/** A target that could not be brought up, with the facts. */
public abstract sealed class TargetException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> output;

  private TargetException(String message, List<String> output) {
    super(message);
    this.output = List.copyOf(output);
  }

  /** The last lines that it wrote. */
  public List<String> output() {
    return output;
  }

  /** The command could not be started. */
  public static final class NotStarted extends TargetException {
    private static final long serialVersionUID = 1;

    NotStarted(String command, IOException cause) {
      super(command + " could not be started: " + cause.getMessage(), List.of());
      initCause(cause);
    }
  }

  /** It ended before it was ready. */
  public static final class Ended extends TargetException {
    private static final long serialVersionUID = 1;

    Ended(int code, List<String> output) {
      super("the target ended with code " + code + " before it was ready", output);
    }
  }

  /** It did not get ready in time. */
  public static final class NotReady extends TargetException {
    private static final long serialVersionUID = 1;

    NotReady(String awaited, long seconds, List<String> output) {
      super("the target was not ready after " + seconds + " s: " + awaited, output);
    }
  }

  /** Another process listens on the port. */
  public static final class PortTaken extends TargetException {
    private static final long serialVersionUID = 1;

    PortTaken(int port) {
      super("port " + port + " is taken by another process", List.of());
    }
  }

  /** The state folder could not be copied. */
  public static final class BadState extends TargetException {
    private static final long serialVersionUID = 1;

    BadState(String folder, IOException cause) {
      super("the state folder " + folder + " could not be copied: " + cause, List.of());
      initCause(cause);
    }
  }

  /** Not loopback, and not allowed by name. */
  public static final class Forbidden extends TargetException {
    private static final long serialVersionUID = 1;

    Forbidden(String host) {
      super(
          host + " is not this machine; load is sent elsewhere only if the host is allowed by name",
          List.of());
    }
  }
}
