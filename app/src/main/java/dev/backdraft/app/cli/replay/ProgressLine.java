package dev.backdraft.app.cli.replay;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.run.ReplayListener;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * How a replay goes, on standard error: one line that is written over on a terminal, a plain line
 * for each stage of a block elsewhere.
 */
final class ProgressLine implements ReplayListener {
  private static final double SECOND = 1e9;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean live;
  private String block = "";
  private boolean shown;
  private long lastNanos;
  private long lastEnded;

  /** With {@code live}, the line is written over. */
  ProgressLine(PrintWriter err, boolean live) {
    this.err = err;
    this.live = live;
  }

  /** True if a person looks at it as it goes. */
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  @Override
  public synchronized void block(int pair, int pairs, String side) {
    block = "pair " + pair + " of " + pairs + ", " + side;
    lastNanos = 0;
    lastEnded = 0;
    if (live) {
      over(block + ": starting");
    } else {
      err.println("backdraft: " + block);
    }
  }

  @Override
  public synchronized void progress(boolean measured, EngineProgress progress) {
    double seconds = (progress.elapsedNanos() - lastNanos) / SECOND;
    long ended = progress.ended() - lastEnded;
    if (seconds < 0 || ended < 0) {
      seconds = progress.elapsedNanos() / SECOND;
      ended = progress.ended();
    }
    lastNanos = progress.elapsedNanos();
    lastEnded = progress.ended();
    if (live && seconds > 0) {
      over(
          String.format(
              Locale.ROOT,
              "%s, %s: %,.0f/s, %,d in flight",
              block,
              measured ? "measuring" : "warming up",
              ended / seconds,
              progress.inFlight()));
    }
  }

  @Override
  public synchronized void note(String note) {
    clear();
    err.println("backdraft: " + note);
    err.flush();
  }

  /** Takes the line away, so that what follows begins on one of its own. */
  synchronized void clear() {
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
