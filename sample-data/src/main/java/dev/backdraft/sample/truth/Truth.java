package dev.backdraft.sample.truth;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wrong, where, and what must be found.
 *
 * @param where class and method of the fault
 * @param stacks that recordings of the build with the fault show, and those with the fix do not
 * @param requests which are struck
 * @param captured how many of the captured requests fail
 * @param symptom as the plan names it
 * @param verdict of replaying before and after
 * @param changedField of a response, or empty
 * @param later what commands that are still to come must say
 */
public record Truth(
    String incident,
    String cause,
    String fix,
    String where,
    List<Stack> stacks,
    Map<String, Object> requests,
    Captured captured,
    Map<String, Double> numbers,
    String symptom,
    String verdict,
    String changedField,
    List<Later> later) {
  /**
   * A stack that tells the cause.
   *
   * @param event the kind of sample
   * @param thread a pattern, or empty for all
   * @param frames that lie on it, the outer ones first, others between them
   * @param leastEvents in the build with the fault
   * @param leastShare of all events of that kind
   * @param mostAfter events in the build with the fix
   */
  public record Stack(
      String event,
      String thread,
      List<String> frames,
      int leastEvents,
      double leastShare,
      int mostAfter) {}

  /** How many fail in the capture. */
  public record Captured(int leastFailing, int mostFailing) {}

  /**
   * What cannot be checked yet.
   *
   * @param command that will say it
   * @param number of the truth that waits for it, or empty
   */
  public record Later(String truth, String command, String number) {}

  /** The truth of one incident. */
  public static Truth of(String incident) throws IOException {
    try (InputStream in = Truth.class.getResourceAsStream(incident + ".json")) {
      if (in == null) {
        throw new IOException("there is no truth of " + incident);
      }
      return JsonMapper.builder().build().readValue(in, Truth.class);
    }
  }
}
