package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes for the progress of many threads at once, and stops them when asked. */
final class Monitor {
  private final Progress progress;
  private final long totalBytes;
  private final AtomicLong doneBytes = new AtomicLong();
  private volatile boolean stopped;

  Monitor(Progress progress, long totalBytes) {
    this.progress = progress;
    this.totalBytes = totalBytes;
  }

  /**
   * Tells how far it is.
   *
   * @throws CancellationException if nobody wants the result any more
   */
  void advance(long bytes) {
    if (stopped || progress.cancelled()) {
      stopped = true;
      throw new CancellationException("reading was cancelled");
    }
    if (bytes > 0) {
      long done = doneBytes.addAndGet(bytes);
      synchronized (this) {
        // Under the lock so that numbers never go back.
        long now = Math.max(done, doneBytes.get());
        progress.bytes(Math.min(now, totalBytes), totalBytes);
      }
    }
  }

  void stop() {
    stopped = true;
  }
}
