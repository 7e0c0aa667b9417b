package dev.backdraft.replay.plan;

/** A plan that cannot be used, with the line that is wrong and what may have been meant. */
public final class PlanException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  PlanException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
