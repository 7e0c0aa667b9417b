package dev.backdraft.app.cli.bench;

import dev.backdraft.replay.engine.BenchReplay;
import dev.backdraft.replay.engine.BenchReplay.Figures;
import dev.backdraft.replay.engine.OwnJava;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.run.SelfTestTarget;
import dev.backdraft.replay.target.Readiness;
import dev.backdraft.replay.target.Target;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows that need no peer: how exact the schedule is kept, and how much is held in flight. */
final class ReplayRows {
  private static final double MILLI = 1e6;
  private static final int IN_FLIGHT = 10_000;
  private static final long SECOND_MICROS = 1_000_000;

  private final double seconds;
  private final Output row;

  /** Where the table goes. */
  @FunctionalInterface
  interface Output {
    void print(String line) throws IOException;
  }

  /** With {@code seconds} for each row, and the drift over six times as long. */
  ReplayRows(double seconds, Output row) {
    this.seconds = seconds;
    this.row = row;
  }

  /** True if each row reaches its aim. */
  boolean run() throws TargetException, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("backdraft-bench");
    row.print("| row | measured | aim | reached |");
    row.print("|---|---|---|---|");
    boolean all = true;
    try (Target target = target(folder, 0)) {
      all &= late(target, 2_000, 1);
      all &= late(target, 5_000, 2);
      all &= drift(target, 2_000);
    }
    try (Target slow = target(folder, SECOND_MICROS)) {
      all &= inFlight(slow);
    }
    Files.deleteIfExists(folder.resolve("target.log"));
    Files.deleteIfExists(folder);
    return all;
  }

  private static Target target(Path folder, long delayMicros)
      throws TargetException, InterruptedException {
    List<String> words =
        OwnJava.command(
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            SelfTestTarget.class,
            List.of("{port}", Long.toString(delayMicros)));
    return Target.start(
        new TargetCommand(words, Map.of(), folder, 0, null, new Readiness.Port(), 30, 5),
        folder.resolve("target.log"));
  }

  private static Figures measure(Target target, Pace pace, int connections, double seconds)
      throws IOException {
    return BenchReplay.run(
        new BenchReplay.Settings(
            "127.0.0.1", target.port(), "/", pace, connections, seconds, 1, false));
  }

  private boolean late(Target target, double rate, double aimMillis) throws IOException {
    Figures figures = measure(target, new Pace.Rate(rate), 1_000, seconds);
    double p99 = figures.lagP99Nanos() / MILLI;
    return row(
        String.format(Locale.ROOT, "sent late at %,.0f/s, p99", rate),
        String.format(
            Locale.ROOT,
            "%.2f ms (p50 %.2f, p99.9 %.2f, most %.2f)",
            p99,
            figures.lagP50Nanos() / MILLI,
            figures.lagP999Nanos() / MILLI,
            figures.lagMaxNanos() / MILLI),
        String.format(Locale.ROOT, "%.0f ms", aimMillis),
        p99 < aimMillis && figures.failures() == 0);
  }

  private boolean drift(Target target, double rate) throws IOException {
    double longer = 6 * seconds;
    Figures figures = measure(target, new Pace.Rate(rate), 1_000, longer);
    double end = figures.endLagNanos() / MILLI;
    double duration = 100 * Math.abs(figures.seconds() - longer) / longer;
    return row(
        String.format(Locale.ROOT, "end of %.0f s at %,.0f/s", longer, rate),
        String.format(Locale.ROOT, "%.2f ms from the plan, duration %.3f %% off", end, duration),
        "1 ms, 0.1 %",
        end < 1 && duration < 0.1);
  }

  private boolean inFlight(Target slow) throws IOException {
    Figures figures = measure(slow, new Pace.InFlight(IN_FLIGHT), IN_FLIGHT, seconds);
    double heap = figures.heapBytes() / 1e6;
    return row(
        String.format(Locale.ROOT, "%,d in flight", IN_FLIGHT),
        String.format(
            Locale.ROOT,
            "%,d held, %.0f MB of heap, %,.0f/s, %,d failed",
            figures.mostInFlight(),
            heap,
            figures.perSecond(),
            figures.failures()),
        "300 MB",
        figures.mostInFlight() == IN_FLIGHT && heap < 300 && figures.failures() == 0);
  }

  private boolean row(String what, String measured, String aim, boolean reached)
      throws IOException {
    row.print(
        "| " + what + " | " + measured + " | " + aim + " | " + (reached ? "yes" : "no") + " |");
    return reached;
  }
}
