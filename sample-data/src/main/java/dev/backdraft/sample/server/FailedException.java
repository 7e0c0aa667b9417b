package dev.backdraft.sample.server;

/** A request that cannot be answered for a reason that is known. */
public final class FailedException extends Exception {
  private static final long serialVersionUID = 1;

  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
