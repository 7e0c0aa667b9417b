package dev.backdraft.replay.verdict;

import java.util.List;

/**
 * How responses changed, already set against the noise between equal builds.
 *
 * @param undeclared fields that surely differ and were not declared so
 * @param doubtful fields that differ in too few blocks to be sure
 * @param expected how much of what was declared shows after
 * @param symptomBefore the wrong response shows before
 */
public record ResponseFindings(
    List<String> undeclared, List<String> doubtful, Shown expected, boolean symptomBefore) {
  public static final ResponseFindings NONE =
      new ResponseFindings(List.of(), List.of(), Shown.NOTHING, false);

  /** How much of what was declared can be seen. */
  public enum Shown {
    NOTHING,
    /** Not in every declared field, or in too few answers to be sure. */
    SOME,
    ALL
  }

  public ResponseFindings {
    undeclared = List.copyOf(undeclared);
    doubtful = List.copyOf(doubtful);
  }
}
