package dev.backdraft.replay.outcome;

/**
 * How much was read to compare answers: the bytes of bodies as often as they were parsed, packed
 * ones as they unpack. A measure of time that is the same on each machine. For one thread.
 */
public final class ComparingWork {
  /** What a value that is hashed takes, set against parsing it. */
  private static final int VALUE_BYTES = 16;

  /** Finding the secrets of a body parses it, and writes it anew. */
  private static final int SHOWN = 2;

  private long bytes;

  public ComparingWork() {}

  /** So far. */
  public long bytes() {
    return bytes;
  }

  void parsed(byte[] body) {
    bytes += body.length;
  }

  void hashed(long values) {
    bytes += VALUE_BYTES * values;
  }

  void shown(ResponseView answer) {
    bytes += answer.body() == null ? 0 : (long) SHOWN * answer.body().length;
  }
}
