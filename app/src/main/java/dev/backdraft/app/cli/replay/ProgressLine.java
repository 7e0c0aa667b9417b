package dev.backdraft.app.cli.replay;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.replay.run.ReplayListener;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * How a replay goes, on standard error: one line that is written over on a terminal, elsewhere a
 * plain line for each block.
 */
public final class ProgressLine implements ReplayListener {
  private static final double SECOND = 1e9;
  private static final double MILLI = 1e6;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean live;
  private String block = "";
  private int parts;
  private Stage stage = Stage.STARTING;
  private double remainingSeconds = -1;
  private boolean shown;
  private long lastNanos;
  private long lastEnded;

  /** With {@code live}, the line is written over. */
  public ProgressLine(PrintWriter err, boolean live) {
    this.err = err;
    this.live = live;
  }

  /** True if a person looks at it as it goes. */
  public static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  @Override
  public synchronized void block(int pair, int pairs, String side) {
    block = parts > 0 ? "soak, " + side : "pair " + pair + " of " + pairs + ", " + side;
  }

  @Override
  public synchronized void parts(int judged) {
    parts = judged;
  }

  @Override
  public synchronized void stage(Stage next) {
    stage = next;
    lastNanos = 0;
    lastEnded = 0;
    if (live) {
      over(block + ", " + stage.label());
    }
  }

  @Override
  public synchronized void remaining(double seconds) {
    remainingSeconds = seconds;
  }

  @Override
  public synchronized void progress(boolean measured, EngineProgress progress) {
    double seconds = (progress.elapsedNanos() - lastNanos) / SECOND;
    long ended = progress.ended() - lastEnded;
    lastNanos = progress.elapsedNanos();
    lastEnded = progress.ended();
    if (live && seconds > 0 && ended >= 0) {
      over(
          String.format(
              Locale.ROOT,
              "%s, %s: %,.0f/s, %,d in flight, %,d failed, %.1f ms late%s",
              block,
              stage.label(),
              ended / seconds,
              progress.inFlight(),
              progress.failures(),
              progress.lagNanos() / MILLI,
              left()));
    }
  }

  @Override
  public synchronized void comparing(long done, long all) {
    if (live) {
      over(
          String.format(
              Locale.ROOT, "%s, %s: %,d of %,d%s", block, stage.label(), done, all, left()));
    }
  }

  @Override
  public synchronized void measured(BlockReport report) {
    clear();
    boolean last = parts == 0 || report.pair() == parts;
    err.println("backdraft: " + blockLine(report) + (last ? left() : ""));
  }

  /** One block in a line. */
  private String blockLine(BlockReport report) {
    return String.format(
        Locale.ROOT,
        "%s: %,d requests at %,.0f/s, %,d failed, p50 %s, p99 %s, late p99 %.2f ms",
        parts == 0 ? block : block + ", part " + report.pair() + " of " + parts,
        report.block().requests(),
        report.ratePerSecond(),
        report.block().failures(),
        millis(report.response(), report.response().p50Nanos()),
        millis(report.response(), report.response().p99Nanos()),
        report.lag().p99Nanos() / MILLI);
  }

  /** Where nothing was answered there is no latency. */
  private static String millis(BlockReport.Latency latency, long nanos) {
    return latency.count() == 0 ? "–" : String.format(Locale.ROOT, "%.2f ms", nanos / MILLI);
  }

  private String left() {
    if (remainingSeconds < 0) {
      return "";
    }
    long seconds = Math.round(remainingSeconds);
    return String.format(Locale.ROOT, ", about %d:%02d left", seconds / 60, seconds % 60);
  }

  @Override
  public synchronized void note(String note) {
    clear();
    err.println("backdraft: " + note);
    err.flush();
  }

  /** Takes the line away, so that what follows begins on one of its own. */
  public synchronized void clear() {
    if (shown) {
      err.print(CLEAR);
      err.flush();
      shown = false;
    }
  }

  private void over(String text) {
    err.print(CLEAR + text);
    err.flush();
    shown = true;
  }
}
