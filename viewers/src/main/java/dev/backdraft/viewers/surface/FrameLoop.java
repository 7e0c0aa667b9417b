package dev.backdraft.viewers.surface;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Paints pictures one at a time: a request while one is being painted waits, further requests join
 * it, so a slow picture drops frames and never queues them. UI thread, but for the painting.
 */
public final class FrameLoop {
  private static final ExecutorService PAINTER =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "backdraft-painter");
        thread.setDaemon(true);
        return thread;
      });

  /** One picture: painted on a thread of its own, then shown on the UI thread. */
  public interface Frame {
    void paint();

    void show();
  }

  /**
   * A pulse waits no longer for a picture: what else it has to do takes less than the rest of it.
   */
  private static final long PATIENCE_NANOS = 6_000_000;

  private final Executor painter;
  private final Executor ui;
  private final Supplier<Frame> next;
  private final long patienceNanos;
  private @Nullable Turn turn;
  private boolean again;
  private long lastNanos;

  /** One picture on its way. */
  private static final class Turn {
    final Frame frame;
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch painted = new CountDownLatch(1);
    boolean waitedFor;

    /** Written before {@code painted}, read after it. */
    long nanos;

    Turn(Frame frame) {
      this.frame = frame;
    }

    void paint() {
      begun.countDown();
      long from = System.nanoTime();
      try {
        frame.paint();
      } finally {
        nanos = System.nanoTime() - from;
        painted.countDown();
      }
    }
  }

  /**
   * Makes a loop.
   *
   * @param next gives the frame for the state of this moment; called on the UI thread
   */
  public FrameLoop(Executor painter, Executor ui, Supplier<Frame> next) {
    this(painter, ui, next, PATIENCE_NANOS);
  }

  FrameLoop(Executor painter, Executor ui, Supplier<Frame> next, long patienceNanos) {
    this.painter = painter;
    this.ui = ui;
    this.next = next;
    this.patienceNanos = patienceNanos;
  }

  /** The thread that paints every control's pictures. */
  public static Executor sharedPainter() {
    return PAINTER;
  }

  /** From now on the pulses of the node's scene wait a moment for pictures, see {@link #settle}. */
  public void settleWith(Node node) {
    Runnable settle = this::settle;
    if (node.getScene() != null) {
      node.getScene().addPreLayoutPulseListener(settle);
    }
    node.sceneProperty()
        .addListener((property, before, now) -> {
          if (before != null) {
            before.removePreLayoutPulseListener(settle);
          }
          if (now != null) {
            now.addPreLayoutPulseListener(settle);
          }
        });
  }

  public void request() {
    if (turn != null) {
      again = true;
    } else {
      start();
    }
  }

  private void start() {
    Turn mine = new Turn(next.get());
    turn = mine;
    painter.execute(() -> {
      try {
        mine.paint();
      } finally {
        ui.execute(() -> finish(mine));
      }
    });
  }

  /**
   * As a pulse begins: a picture that is nearly ready is waited for and goes into this pulse. Else
   * it would lie there until the UI thread has ended the pulse and be drawn by the next. A picture
   * whose turn has not come, or that is slow to paint, is not waited for, and none twice.
   */
  void settle() {
    Turn mine = turn;
    if (mine == null || mine.waitedFor || lastNanos > patienceNanos) {
      return;
    }
    mine.waitedFor = true;
    try {
      if (mine.begun.await(patienceNanos / 4, TimeUnit.NANOSECONDS)
          && mine.painted.await(patienceNanos, TimeUnit.NANOSECONDS)) {
        finish(mine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Turn mine) {
    if (turn != mine) {
      return; // a pulse was first
    }
    turn = null;
    lastNanos = mine.nanos;
    mine.frame.show();
    if (again) {
      again = false;
      start();
    }
  }
}
