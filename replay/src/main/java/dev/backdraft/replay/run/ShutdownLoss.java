package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.outcome.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a target that was being stopped had taken and never answered. How an endpoint ends while
 * nobody stops the target is no loss of the shutdown: of each kind of end as many are taken off as
 * the measured slice had of it, by the number of requests.
 */
final class ShutdownLoss {
  private final RenderedRequests rendered;
  private final Map<End, Long> usual = new HashMap<>();
  private final Map<String, Long> usualRequests = new HashMap<>();

  private record End(String endpoint, Outcome outcome) {}

  private ShutdownLoss(RenderedRequests rendered, EngineResults measured) {
    this.rendered = rendered;
    count(measured, usual, usualRequests);
  }

  /**
   * By outcome.
   *
   * @param measured of the same target, before it was stopped
   */
  static Map<String, Long> of(
      RenderedRequests rendered, EngineResults measured, EngineResults stopping) {
    return new ShutdownLoss(rendered, measured).in(stopping);
  }

  /** What all stops of a run lost, in words; nothing if they lost nothing. */
  static List<String> notes(List<BlockReport> blocks) {
    Map<String, Long> kinds = new TreeMap<>();
    blocks.forEach(
        block -> block.lost().forEach((kind, count) -> kinds.merge(kind, count, Long::sum)));
    if (kinds.isEmpty()) {
      return List.of();
    }
    return List.of(
        "while they were stopped under load, targets left requests that they had taken without an"
            + " answer: "
            + side(blocks, "before")
            + ", "
            + side(blocks, "after")
            + " ("
            + kinds.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "))
            + "); that is not judged");
  }

  private static String side(List<BlockReport> blocks, String side) {
    long lost = 0;
    long stops = 0;
    for (BlockReport block : blocks) {
      if (block.side().equals(side)) {
        stops++;
        lost += block.lost().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    return side + " " + lost + " in " + stops + (stops == 1 ? " block" : " blocks");
  }

  private Map<String, Long> in(EngineResults stopping) {
    Map<End, Long> ends = new HashMap<>();
    Map<String, Long> requests = new HashMap<>();
    count(stopping, ends, requests);
    Map<String, Long> lost = new TreeMap<>();
    ends.forEach((end, count) -> {
      double before = usualRequests.getOrDefault(end.endpoint(), 0L);
      double share = before == 0 ? 0 : usual.getOrDefault(end, 0L) / before;
      long expected = (long) Math.ceil(share * requests.getOrDefault(end.endpoint(), 0L));
      if (count > expected) {
        lost.merge(end.outcome().id(), count - expected, Long::sum);
      }
    });
    return lost;
  }

  private void count(EngineResults results, Map<End, Long> ends, Map<String, Long> requests) {
    for (int row = 0; row < results.size(); row++) {
      Outcome outcome = results.outcome(row);
      String endpoint = rendered.endpoint(results.request(row));
      if (outcome.leftUnanswered()) {
        ends.merge(new End(endpoint, outcome), 1L, Long::sum);
      }
      if (!outcome.notSent()) {
        requests.merge(endpoint, 1L, Long::sum);
      }
    }
  }
}
