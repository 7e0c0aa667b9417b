package dev.backdraft.app.cli.bench;

import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.replay.engine.BenchReplay;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.target.TargetHosts;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft bench replay}: what the load engine does. */
@Command(
    name = "replay",
    description = {
      "Without a URL: how exact the schedule is kept at 2,000 and 5,000 a second and at the end of"
          + " a run, and 10,000 in flight, against a server of its own; a table, and 1 if an aim is"
          + " missed.",
      "With one: GET requests as fast as so many connections allow, or at a rate, and one line of"
          + " figures. bench/replay.sh runs it beside wrk."
    },
    footer = {
      "",
      "Example: backdraft bench replay",
      "Example: backdraft bench replay http://127.0.0.1:8080/ --connections 100"
    })
public final class BenchReplayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "0..1", paramLabel = "URL", description = "On this machine only.")
  private @Nullable URI url;

  @Option(names = "--connections", paramLabel = "N", defaultValue = "100")
  private int connections;

  @Option(names = "--rate", paramLabel = "N", description = "Requests per second; else in flight.")
  private double rate;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "5")
  private double seconds;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "1")
  private int threads;

  @Option(names = "--bodies", description = "Keep bodies and hash them, as a comparison does.")
  private boolean bodies;

  public BenchReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    URI given = url;
    if (given == null) {
      boolean reached = new ReplayRows(seconds, line -> terminal.print(line + "\n")).run();
      return reached ? ExitCode.OK : ExitCode.FAILED;
    }
    return one(given);
  }

  private int one(URI given) throws Exception {
    String host = String.valueOf(given.getHost());
    try {
      TargetHosts.check(host, Set.of());
    } catch (TargetException far) {
      throw new Refusal(host + " is not this machine", "Load goes to loopback only.");
    }
    String path = given.getRawPath();
    BenchReplay.Figures figures =
        BenchReplay.run(
            new BenchReplay.Settings(
                host,
                given.getPort() > 0 ? given.getPort() : 80,
                path == null || path.isEmpty() ? "/" : path,
                rate > 0 ? new Pace.Rate(rate) : new Pace.InFlight(connections),
                connections,
                seconds,
                threads,
                bodies));
    terminal.print(
        String.format(
            Locale.ROOT,
            "%.0f requests/s, %d requests in %.3f s, %d failed, %.1f us CPU a request,"
                + " p50 %.3f ms, p99 %.3f ms, late p50 %.3f p99 %.3f p99.9 %.3f max %.3f ms,"
                + " %d in flight, heap %.0f MB%n",
            figures.perSecond(),
            figures.requests(),
            figures.seconds(),
            figures.failures(),
            figures.cpuNanosPerRequest() / 1e3,
            figures.latencyP50Nanos() / 1e6,
            figures.latencyP99Nanos() / 1e6,
            figures.lagP50Nanos() / 1e6,
            figures.lagP99Nanos() / 1e6,
            figures.lagP999Nanos() / 1e6,
            figures.lagMaxNanos() / 1e6,
            figures.mostInFlight(),
            figures.heapBytes() / 1e6));
    return figures.failures() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }
}
