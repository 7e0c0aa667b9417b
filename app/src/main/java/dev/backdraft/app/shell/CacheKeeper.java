package dev.backdraft.app.shell;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Work;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.util.Duration;

/**
 * Keeps for the next start what was decoded, once nothing else is under way: a person who waits for
 * a picture must not wait for a file to be written.
 */
final class CacheKeeper {
  private static final Duration REST = Duration.seconds(1);

  private final Work work;
  private final RecordingCache cache;
  private final PauseTransition rest = new PauseTransition(REST);
  private boolean due;

  CacheKeeper(Work work, RecordingCache cache) {
    this.work = work;
    this.cache = cache;
    rest.setOnFinished(event -> keepIfIdle());
    work.running().addListener((ListChangeListener<Activity>) change -> waitForRest());
  }

  /** A file was opened or closed. */
  void changed() {
    due = true;
    waitForRest();
  }

  /** Between two pieces of work that follow each other nothing is under way either. */
  private void waitForRest() {
    if (due) {
      rest.playFromStart();
    }
  }

  private void keepIfIdle() {
    if (due && work.running().isEmpty()) {
      due = false;
      work.start(
          "keep recordings",
          "",
          activity -> {
            cache.keep();
            return true;
          },
          done -> {});
    }
  }
}
