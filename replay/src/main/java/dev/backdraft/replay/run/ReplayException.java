package dev.backdraft.replay.run;

/** A replay that cannot be run as planned. */
public final class ReplayException extends Exception {
  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }
}
