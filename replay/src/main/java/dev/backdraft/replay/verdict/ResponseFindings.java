package dev.backdraft.replay.verdict;

import java.util.List;

/**
 * How responses changed, already set against the noise between equal builds.
 *
 * @param undeclared fields that surely differ and were not declared
 * @param expectedShown the declared change shows after
 * @param symptomBefore the wrong response shows before
 */
public record ResponseFindings(
    List<String> undeclared, boolean expectedShown, boolean symptomBefore) {
  public static final ResponseFindings NONE = new ResponseFindings(List.of(), false, false);

  public ResponseFindings {
    undeclared = List.copyOf(undeclared);
  }
}
