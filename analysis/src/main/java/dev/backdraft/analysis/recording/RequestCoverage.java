package dev.backdraft.analysis.recording;

import java.util.Map;

/**
 * How much of a capture can be replayed, and why not the rest.
 *
 * @param seen every request that the files speak of
 * @param replayable those that can be sent again
 * @param timeShare the replayable requests' part of all recorded time, or -1 without durations
 * @param faults how many cannot be sent, by reason, in the order of {@link RequestFault}
 */
public record RequestCoverage(
    long seen, long replayable, double timeShare, Map<RequestFault, Long> faults) {

  /** One line for people. */
  public String message() {
    StringBuilder text = new StringBuilder();
    text.append(replayable).append(" of ").append(seen).append(" requests can be replayed");
    if (timeShare >= 0) {
      text.append(" (").append(Math.round(timeShare * 1000) / 10.0).append(" % of recorded time)");
    }
    faults.forEach(
        (fault, count) -> text.append("; ").append(count).append(": ").append(fault.meaning()));
    return text.toString();
  }
}
