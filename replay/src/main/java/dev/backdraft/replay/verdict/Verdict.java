package dev.backdraft.replay.verdict;

import java.util.List;

/**
 * The answer, with what it rests on.
 *
 * @param reasons in the order of weight, each a sentence
 * @param checks every figure that was looked at
 * @param morePairs so many more would likely settle an unclear one, 0 if more would not help, -1 if
 *     that cannot be said
 */
public record Verdict(
    Answer answer,
    List<String> reasons,
    List<Check> checks,
    String rule,
    long seed,
    int morePairs) {
  /** The three answers; the ids stand in the result file. */
  public enum Answer {
    HOLDS("holds", 0),
    DOES_NOT_HOLD("does not hold", 3),
    UNCLEAR("unclear", 4);

    private final String id;
    private final int exitCode;

    Answer(String id, int exitCode) {
      this.id = id;
      this.exitCode = exitCode;
    }

    public String id() {
      return id;
    }

    /** What the command line ends with. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** How one figure stands to its limit. */
  public enum State {
    PASSED,
    BROKEN,
    OPEN
  }

  /** One figure against its limit. */
  public record Check(String label, Interval interval, double limit, State state) {}

  public Verdict {
    reasons = List.copyOf(reasons);
    checks = List.copyOf(checks);
  }
}
