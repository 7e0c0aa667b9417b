package dev.backdraft.app.replay;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.replay.run.ReplayListener.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** What a run under way has shown so far. On the UI thread. */
final class LiveRun {
  /** Twice a second: the last two minutes. */
  static final int POINTS = 240;

  private static final double SECOND = 1e9;

  private final Track rate = new Track();
  private final Track inFlight = new Track();
  private final Track failures = new Track();
  private final Track lagMillis = new Track();
  private final Track p50Nanos = new Track();
  private final Track p99Nanos = new Track();
  private final List<BlockReport> blocks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
  private String block = "";
  private Stage stage = Stage.STARTING;
  private String compared = "";
  private double remainingSeconds = -1;
  private long lastNanos;
  private long lastEnded;
  private long lastFailures;
  private double done;
  private final LongSupplier nanos;
  private final long startNanos;

  LiveRun() {
    this(System::nanoTime);
  }

  /** With a clock of one's own. */
  LiveRun(LongSupplier nanos) {
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
  }

  /** The last values of one figure, the oldest first. */
  static final class Track {
    private final double[] values = new double[POINTS];
    private int size;

    void add(double value) {
      if (size == POINTS) {
        System.arraycopy(values, 1, values, 0, POINTS - 1);
        size--;
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    double value(int index) {
      return values[index];
    }

    double last() {
      return size == 0 ? 0 : values[size - 1];
    }
  }

  /** Counts up whenever something is new. */
  ReadOnlyIntegerProperty changes() {
    return changes.getReadOnlyProperty();
  }

  void block(int number, int all, String side) {
    block = "Pair " + number + " of " + all + ", " + side;
    changed();
  }

  void stage(Stage next) {
    stage = next;
    compared = "";
    lastNanos = 0;
    lastEnded = 0;
    lastFailures = 0;
    changed();
  }

  void comparing(long done, long all) {
    compared = String.format(": %,d of %,d", done, all);
    changed();
  }

  void remaining(double seconds) {
    remainingSeconds = seconds;
    double spent = (nanos.getAsLong() - startNanos) / SECOND;
    if (seconds >= 0 && spent > 0) {
      done = Math.max(done, spent / (spent + seconds));
    }
  }

  void progress(EngineProgress progress) {
    double seconds = (progress.elapsedNanos() - lastNanos) / SECOND;
    long ended = progress.ended() - lastEnded;
    long failed = progress.failures() - lastFailures;
    lastNanos = progress.elapsedNanos();
    lastEnded = progress.ended();
    lastFailures = progress.failures();
    if (seconds > 0 && ended >= 0) {
      rate.add(ended / seconds);
      inFlight.add(progress.inFlight());
      failures.add(Math.max(0, failed) / seconds);
      lagMillis.add(progress.lagNanos() / 1e6);
      // Where nothing was answered for a second there is no latency: a gap, not a zero.
      p50Nanos.add(progress.p50Nanos() > 0 ? progress.p50Nanos() : Double.NaN);
      p99Nanos.add(progress.p99Nanos() > 0 ? progress.p99Nanos() : Double.NaN);
      changed();
    }
  }

  void measured(BlockReport report) {
    blocks.add(report);
    changed();
  }

  void note(String note) {
    notes.add(note);
    changed();
  }

  private void changed() {
    changes.set(changes.get() + 1);
  }

  Track rate() {
    return rate;
  }

  Track inFlight() {
    return inFlight;
  }

  Track failures() {
    return failures;
  }

  Track lagMillis() {
    return lagMillis;
  }

  /** From the moment a request was due, over about the last second. */
  Track p50Nanos() {
    return p50Nanos;
  }

  Track p99Nanos() {
    return p99Nanos;
  }

  List<BlockReport> blocks() {
    return List.copyOf(blocks);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** As {@code Pair 2 of 6, after · measuring}. */
  String where() {
    return block.isEmpty() ? "Reading the captures" : block + " · " + stage.label() + compared;
  }

  String left() {
    if (remainingSeconds < 0) {
      return "";
    }
    long seconds = Math.round(remainingSeconds);
    return String.format("about %d:%02d left", seconds / 60, seconds % 60);
  }

  /** How much of its time is over, 0 to 1, by what it says is left; it does not go back. */
  double done() {
    return done;
  }
}
