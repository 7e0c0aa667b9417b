package dev.backdraft.replay.engine;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of the last two reports, about a second: written by one loop, read by one other thread,
 * neither of which waits for the other.
 */
final class LiveLatency {
  private static final long MOST_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 2;

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(MOST_NANOS, DIGITS);
  private @Nullable Histogram last;
  private @Nullable Histogram older;

  static Histogram empty() {
    return new Histogram(MOST_NANOS, DIGITS);
  }

  void record(long nanos) {
    recorder.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
  }

  /** Adds what ended since the report before the last one. */
  void addTo(Histogram all) {
    Histogram fresh = recorder.getIntervalHistogram(older);
    older = last;
    last = fresh;
    all.add(fresh);
    if (older != null) {
      all.add(older);
    }
  }
}
