package dev.backdraft.replay.verdict;

import java.util.Map;

/**
 * The figures of one block before and one after, run next to each other.
 *
 * @param valid false if the generator itself failed in either: the pair is dropped whole
 */
public record BlockPair(Block before, Block after, boolean valid) {
  /**
   * What one block measured.
   *
   * @param requests that were sent and ended
   * @param failures of the declared sort among them
   * @param figures one number per metric: p50 in nanoseconds, bytes per request ...; above 0, but
   *     for leaked bytes
   * @param kinds how often each kind of failure was seen, by outcome or status
   */
  public record Block(
      long requests, long failures, Map<String, Double> figures, Map<String, Long> kinds) {
    public Block {
      if (requests < 0 || failures < 0 || failures > requests) {
        throw new IllegalArgumentException(failures + " failures of " + requests);
      }
      figures = Map.copyOf(figures);
      kinds = Map.copyOf(kinds);
    }

    double failureRate() {
      return requests == 0 ? 0 : (double) failures / requests;
    }
  }
}
