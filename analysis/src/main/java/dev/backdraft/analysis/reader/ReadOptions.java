package dev.backdraft.analysis.reader;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import org.jspecify.annotations.Nullable;

/**
 * How to read.
 *
 * @param threads how many threads read at once; the result is the same for any number
 * @param cache what was decoded of recordings opened before, or null to read everything anew
 */
public record ReadOptions(int threads, @Nullable RecordingCache cache) {
  public ReadOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
  }

  /** So many threads and no cache. */
  public ReadOptions(int threads) {
    this(threads, null);
  }

  public ReadOptions withCache(@Nullable RecordingCache kept) {
    return new ReadOptions(threads, kept);
  }

  /** As many threads as there are processors, and no cache. */
  public static ReadOptions plain() {
    return new ReadOptions(Runtime.getRuntime().availableProcessors());
  }
}
