package dev.backdraft.replay.verdict;

import java.util.Map;

/**
 * The figures of one block before and one after, run next to each other.
 *
 * @param valid false if the generator itself failed in either: the pair is dropped whole
 */
public record BlockPair(Block before, Block after, boolean valid) {
  /** The pair as the symptom sees it. */
  BlockPair symptom() {
    return new BlockPair(before.symptom(), after.symptom(), valid);
  }

  /**
   * The requests that the symptom is about, and those that ended as it says.
   *
   * @param requests sent to its endpoint
   * @param failures with one of its outcomes
   */
  public record Checked(long requests, long failures) {
    public Checked {
      if (requests < 0 || failures < 0 || failures > requests) {
        throw new IllegalArgumentException(failures + " failures of " + requests);
      }
    }
  }

  /**
   * What one block measured.
   *
   * @param requests that were sent and ended
   * @param failures of the declared sort among them
   * @param figures one number per metric: p50 in nanoseconds, bytes per request ...; above 0, but
   *     for leaked bytes
   * @param kinds how often each kind of failure was seen, by outcome or status
   * @param checked what the symptom is about
   */
  public record Block(
      long requests,
      long failures,
      Map<String, Double> figures,
      Map<String, Long> kinds,
      Checked checked) {
    /** All requests and all failures are what the symptom is about. */
    public Block(
        long requests, long failures, Map<String, Double> figures, Map<String, Long> kinds) {
      this(requests, failures, figures, kinds, new Checked(requests, failures));
    }

    public Block {
      if (requests < 0 || failures < 0 || failures > requests) {
        throw new IllegalArgumentException(failures + " failures of " + requests);
      }
      figures = Map.copyOf(figures);
      kinds = Map.copyOf(kinds);
    }

    /** Only what the symptom is about. */
    Block symptom() {
      return new Block(checked.requests(), checked.failures(), figures, kinds);
    }

    double failureRate() {
      return requests == 0 ? 0 : (double) failures / requests;
    }
  }
}
