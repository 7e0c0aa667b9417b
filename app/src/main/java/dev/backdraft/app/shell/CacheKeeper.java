package dev.backdraft.app.shell;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Work;
import javafx.collections.ListChangeListener;

/**
 * Keeps for the next start what was decoded, once nothing else is under way: a person who waits for
 * a picture must not wait for a file to be written.
 */
final class CacheKeeper {
  private final Work work;
  private final RecordingCache cache;
  private boolean due;

  CacheKeeper(Work work, RecordingCache cache) {
    this.work = work;
    this.cache = cache;
    work.running().addListener((ListChangeListener<Activity>) change -> keepIfIdle());
  }

  /** A file was opened or closed. */
  void changed() {
    due = true;
    keepIfIdle();
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
