package dev.backdraft.viewers.surface;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** The one way onto the UI thread: at once if the caller is on it already. */
public final class UiThread implements Executor {
  public static final UiThread INSTANCE = new UiThread();

  private UiThread() {}

  @Override
  public void execute(Runnable task) {
    if (Platform.isFxApplicationThread()) {
      task.run();
    } else {
      Platform.runLater(task);
    }
  }
}
