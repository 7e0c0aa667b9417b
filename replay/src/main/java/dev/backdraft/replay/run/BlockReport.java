package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.ConnectionUse;
import dev.backdraft.replay.verdict.BlockPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that one block measured.
 *
 * @param pair from 1; of the parts in which a soak settles, which of them it is
 * @param before the side
 * @param first ran before the other block of its pair
 * @param fault why it is void, or empty
 * @param block what is judged
 * @param outcomes how many requests ended how: {@code status_200}, {@code reset_mid_body} ...
 * @param endpoints each for itself, the busiest first; shown, not judged
 * @param response from the moment a request was due
 * @param service from the moment it was sent
 * @param lag how late the generator was
 * @param seconds measured, with the wait for the last answers
 * @param sendingSeconds of these, while requests were due
 * @param mostInFlight at one time
 * @param connections how they were used
 * @param generatorCpu cores that the generator used
 * @param lost requests broken while the target was stopped or restarted, by kind
 * @param watched of the target: {@code rssPeakBytes}, {@code filesBefore}, {@code gcPauseNanos} ...
 * @param metrics differences of the target's own counters over the measured slice
 * @param files that belong to it
 * @param notes what the person should know
 */
public record BlockReport(
    int pair,
    boolean before,
    boolean first,
    String fault,
    BlockPair.Block block,
    Map<String, Long> outcomes,
    List<Endpoint> endpoints,
    Latency response,
    Latency service,
    Latency lag,
    double seconds,
    double sendingSeconds,
    int mostInFlight,
    ConnectionUse connections,
    double generatorCpu,
    Map<String, Long> lost,
    Map<String, Double> watched,
    Map<String, Double> metrics,
    Files files,
    List<String> notes) {
  /**
   * Quantiles in nanoseconds.
   *
   * @param curve from the fastest to the slowest, for drawing; empty where nobody draws it
   */
  public record Latency(
      long count,
      long p50Nanos,
      long p90Nanos,
      long p99Nanos,
      long p999Nanos,
      long maxNanos,
      double meanNanos,
      List<Point> curve) {}

  /** So large a part of the requests took so long at most. */
  public record Point(double quantile, long nanos) {}

  /** One operation. */
  public record Endpoint(
      String name, long requests, long failures, Latency response, Map<String, Long> outcomes) {}

  /**
   * Files of one block in the result folder.
   *
   * @param log what the target wrote, or null if we did not start it
   * @param recording the JVM's, cut to the measured slice, or null
   * @param histograms latencies and lag in HdrHistogram's log format, or null
   */
  public record Files(@Nullable Path log, @Nullable Path recording, @Nullable Path histograms) {}

  BlockReport withLost(Map<String, Long> more) {
    return new BlockReport(
        pair,
        before,
        first,
        fault,
        block,
        outcomes,
        endpoints,
        response,
        service,
        lag,
        seconds,
        sendingSeconds,
        mostInFlight,
        connections,
        generatorCpu,
        more,
        watched,
        metrics,
        files,
        notes);
  }

  /** What a bound on connections did to all blocks together; empty if it did nothing. */
  static Optional<String> bounded(List<BlockReport> blocks, int most) {
    long cut = blocks.stream().mapToLong(block -> block.connections().cut()).sum();
    long waited = blocks.stream().mapToLong(block -> block.connections().waited()).sum();
    return cut + waited == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the plan allows %,d connections at a time: in all blocks together %,d requests"
                    + " waited for one, which counts as latency, and %,d recorded connections were"
                    + " cut into several",
                most,
                waited,
                cut));
  }

  /** Requests that were sent per second of sending: a last time-out is not waited for in it. */
  public double ratePerSecond() {
    return sendingSeconds > 0 ? block.requests() / sendingSeconds : 0;
  }

  public String side() {
    return before ? "before" : "after";
  }
}
