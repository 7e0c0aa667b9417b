package dev.backdraft.analysis.reader;

/**
 * How to read.
 *
 * @param threads how many threads read at once; the result is the same for any number
 */
public record ReadOptions(int threads) {
  public ReadOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
  }

  /** As many threads as there are processors. */
  public static ReadOptions plain() {
    return new ReadOptions(Runtime.getRuntime().availableProcessors());
  }
}
