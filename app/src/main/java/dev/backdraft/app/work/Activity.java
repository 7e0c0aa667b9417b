package dev.backdraft.app.work;

import dev.backdraft.analysis.reader.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** One piece of work under way: what it is, how far it is, and a way to stop it. */
public final class Activity implements Progress {
  /** Stands for "not known yet" in {@link #fraction()}. */
  public static final double UNKNOWN = -1;

  /** Often enough to be seen moving; each telling draws a part of the window anew. */
  private static final long BETWEEN_TELLINGS_NANOS = 100_000_000L;

  private final String slot;
  private final String title;
  private final Executor ui;
  private final AtomicBoolean told = new AtomicBoolean();
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(UNKNOWN);
  private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
  private final long startedNanos = System.nanoTime();
  private volatile long toldNanos = startedNanos - BETWEEN_TELLINGS_NANOS;
  private final AtomicReference<@Nullable Runnable> stopping = new AtomicReference<>();
  private volatile boolean cancelled;
  private volatile long done;
  private volatile long total;

  Activity(String slot, String title, Executor ui) {
    this.slot = slot;
    this.title = title;
    this.ui = ui;
  }

  String slot() {
    return slot;
  }

  public String title() {
    return title;
  }

  /** 0 to 1, or {@link #UNKNOWN}; changes on the UI thread. */
  public ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  /** As {@code 12 of 48 MB}; changes on the UI thread. */
  public ReadOnlyStringProperty detail() {
    return detail.getReadOnlyProperty();
  }

  /** From any thread; what was to be done then is done on a thread of its own. */
  public void cancel() {
    cancelled = true;
    stopOnce();
  }

  /** What ends the work where it does not ask; at once if it was cancelled already. */
  public void whenCancelled(Runnable stop) {
    stopping.set(stop);
    if (cancelled) {
      stopOnce();
    }
  }

  private void stopOnce() {
    Runnable stop = stopping.getAndSet(null);
    if (stop != null) {
      Thread.ofPlatform().daemon().name("stopping").start(stop);
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  /** Called as often as the reader likes: the UI thread hears of it ten times a second. */
  @Override
  public void bytes(long doneBytes, long totalBytes) {
    done = doneBytes;
    total = totalBytes;
    long now = System.nanoTime();
    boolean due = now - toldNanos >= BETWEEN_TELLINGS_NANOS || doneBytes >= totalBytes;
    if (due && told.compareAndSet(false, true)) {
      toldNanos = now;
      ui.execute(this::tell);
    }
  }

  /** A part of the result that is of use already; heard on the UI thread unless it is too late. */
  public void early(Runnable news) {
    ui.execute(() -> {
      if (!cancelled) {
        news.run();
      }
    });
  }

  /** How long it will go on if it goes on as until now; -1 where nobody can say. Any thread. */
  public long remainingNanos() {
    long now = done;
    long all = total;
    return now <= 0 || all < now
        ? -1
        : (long) ((double) (System.nanoTime() - startedNanos) / now * (all - now));
  }

  private void tell() {
    told.set(false);
    long all = total;
    reached(
        all <= 0 ? UNKNOWN : Math.min(1.0, (double) done / all),
        all <= 0 ? "" : megabytes(done) + " of " + megabytes(all) + " MB");
  }

  /** For work that is not told in bytes, and behind what was. UI thread. */
  public void reached(double part, String what) {
    detail.set(what);
    fraction.set(part);
  }

  private static long megabytes(long bytes) {
    return (bytes + 500_000) / 1_000_000;
  }
}
