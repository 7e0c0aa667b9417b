package dev.backdraft.app.work;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** The one door to the UI thread; tests give a direct executor instead. */
public final class UiThread implements Executor {
  @Override
  public void execute(Runnable task) {
    Platform.runLater(task);
  }
}
