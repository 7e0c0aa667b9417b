package dev.backdraft.analysis.reader;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to read.
 *
 * @param threads how many threads read at once; the result is the same for any number
 * @param cacheFolder where decoded recordings are kept for the next opening, or null for nowhere
 */
public record ReadOptions(int threads, @Nullable Path cacheFolder) {
  public ReadOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
  }

  /** As many threads as there are processors, and no cache. */
  public static ReadOptions plain() {
    return new ReadOptions(Runtime.getRuntime().availableProcessors(), null);
  }
}
