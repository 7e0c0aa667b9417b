package dev.backdraft.replay.run;

/** A replay that cannot be run as planned. */
public final class ReplayException extends Exception {
  private static final long serialVersionUID = 1;

  private final String remedy;

  ReplayException(String message) {
    this(message, "Change the plan, or capture other requests.");
  }

  ReplayException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What to do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
