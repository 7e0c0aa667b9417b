package dev.backdraft.viewers.surface;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

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

  private final Executor painter;
  private final Executor ui;
  private final Supplier<Frame> next;
  private boolean painting;
  private boolean again;

  /**
   * Makes a loop.
   *
   * @param next gives the frame for the state of this moment; called on the UI thread
   */
  public FrameLoop(Executor painter, Executor ui, Supplier<Frame> next) {
    this.painter = painter;
    this.ui = ui;
    this.next = next;
  }

  /** The thread that paints every control's pictures. */
  public static Executor sharedPainter() {
    return PAINTER;
  }

  public void request() {
    if (painting) {
      again = true;
    } else {
      start();
    }
  }

  private void start() {
    painting = true;
    Frame frame = next.get();
    painter.execute(() -> {
      try {
        frame.paint();
      } finally {
        ui.execute(() -> finish(frame));
      }
    });
  }

  private void finish(Frame frame) {
    painting = false;
    frame.show();
    if (again) {
      again = false;
      start();
    }
  }
}
