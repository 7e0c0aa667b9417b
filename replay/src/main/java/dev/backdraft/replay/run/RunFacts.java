package dev.backdraft.replay.run;

import java.util.List;
import java.util.Map;

/**
 * What surrounds a run: where it ran, what it left out, what it warns of.
 *
 * @param machine facts such as cores, kernel and Java, by name
 * @param differs what differs between the builds, as found
 * @param leftOut requests that were not sent, by outcome
 * @param notes in the order in which they were made
 * @param problems what could not be kept: a full disk leaves a verdict without its files
 */
public record RunFacts(
    Map<String, String> machine,
    List<Differing> differs,
    Map<String, Long> leftOut,
    List<String> notes,
    List<String> problems) {
  /**
   * One difference between the builds' surroundings.
   *
   * @param kind jdk, flags, env ...
   * @param meant the plan's {@code vary} names it
   */
  public record Differing(String kind, String before, String after, boolean meant) {}

  RunFacts withProblems(List<String> more) {
    return new RunFacts(machine, differs, leftOut, notes, more);
  }
}
