package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
      long lagMaxNanos) {}

  /** Sends for as long as asked, from a process of its own that warms up first. */
  public static Figures run(Settings settings) throws IOException {
    try (EngineProcess process = new EngineProcess()) {
      var _ = process.run(job(settings, Math.min(2, settings.seconds())), progress -> {});
      return figures(process.run(job(settings, settings.seconds()), progress -> {}));
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
        lag.getMaxValue());
  }

  /**
   * For the script that measures wrk beside it: host, port, path, connections, seconds, and whether
   * bodies are kept.
   */
  public static void main(String[] args) throws IOException {
    int connections = Integer.parseInt(args[3]);
    Figures figures =
        run(
            new Settings(
                args[0],
                Integer.parseInt(args[1]),
                args[2],
                new Pace.InFlight(connections),
                connections,
                Double.parseDouble(args[4]),
                1,
                Boolean.parseBoolean(args[5])));
    System.out.printf(
        Locale.ROOT,
        "engine %9.0f/s, %.1f us CPU a request, %d MB heap, %d failures%s%n",
        figures.perSecond(),
        figures.cpuNanosPerRequest() / 1e3,
        figures.heapBytes() >> 20,
        figures.failures(),
        Boolean.parseBoolean(args[5]) ? ", bodies kept" : "");
  }
}
