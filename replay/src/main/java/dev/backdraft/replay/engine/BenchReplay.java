package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Measures the engine itself against a server that answers one path. */
public final class BenchReplay {
  private static final double SECOND = 1e9;
  private static final int KEEP_EACH = 4 << 10;

  private BenchReplay() {}

  /**
   * What is measured.
   *
   * @param pace so many in flight for throughput, a rate for the schedule error
   * @param bodies looked at and kept to be compared
   */
  public record Settings(
      String host,
      int port,
      String path,
      Pace pace,
      int connections,
      double seconds,
      int threads,
      boolean bodies) {}

  /**
   * What was seen.
   *
   * @param cpuNanosPerRequest of the whole generator
   * @param heapBytes the most that the generator used
   * @param endLagNanos how far from the plan the last request was sent
   */
  public record Figures(
      long requests,
      long failures,
      double perSecond,
      double seconds,
      double cpuNanosPerRequest,
      int mostInFlight,
      long heapBytes,
      long latencyP50Nanos,
      long latencyP99Nanos,
      long lagP50Nanos,
      long lagP99Nanos,
      long lagP999Nanos,
      long lagMaxNanos,
      long endLagNanos) {}

  /** Sends for as long as asked, from a process of its own that warms up first. */
  public static Figures run(Settings settings) throws IOException {
    try (EngineProcess process = new EngineProcess()) {
      EngineJob measured = job(settings, settings.seconds());
      process.reserve(measured);
      var _ = process.run(job(settings, Math.min(2, settings.seconds())), progress -> {});
      return figures(process.run(measured, progress -> {}));
    }
  }

  private static EngineJob job(Settings settings, double seconds) {
    String text =
        "GET "
            + settings.path()
            + " HTTP/1.1\r\nHost: "
            + settings.host()
            + ":"
            + settings.port()
            + "\r\n\r\n";
    EngineSettings engine =
        EngineSettings.plain(settings.host(), settings.port())
            .withThreads(settings.threads(), settings.connections());
    return new EngineJob(
        settings.bodies() ? engine.keepingBodies(KEEP_EACH, 64L << 20) : engine,
        new EngineRequests(
            List.of(text.getBytes(StandardCharsets.ISO_8859_1)), new int[] {-1}, new boolean[1]),
        new long[1],
        settings.pace(),
        Slice.all(1),
        true,
        0,
        (long) (seconds * SECOND));
  }

  private static Figures figures(EngineResults results) {
    long answered = results.counts().getOrDefault(Outcome.STATUS, 0L);
    double seconds = results.elapsedNanos() / SECOND;
    Histogram latency = results.serviceHistogram();
    Histogram lag = results.lagHistogram();
    return new Figures(
        results.size(),
        results.size() - answered,
        answered / seconds,
        seconds,
        answered == 0 ? 0 : (double) results.cpuNanos() / answered,
        results.mostInFlight(),
        results.heapBytes(),
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        lag.getValueAtPercentile(50),
        lag.getValueAtPercentile(99),
        lag.getValueAtPercentile(99.9),
        lag.getMaxValue(),
        endLag(results));
  }

  private static long endLag(EngineResults results) {
    long due = -1;
    long lag = 0;
    for (int row = 0; row < results.size(); row++) {
      if (results.dueNanos(row) > due) {
        due = results.dueNanos(row);
        lag = results.lagNanos(row);
      }
    }
    return lag;
  }
}
