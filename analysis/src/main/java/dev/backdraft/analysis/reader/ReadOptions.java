package dev.backdraft.analysis.reader;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to read.
 *
 * @param threads how many threads read at once; the result is the same for any number
 * @param cache what was decoded of recordings opened before, or null to read everything anew
 * @param only the kinds of samples whose stacks will be asked for, or null for all: where many
 *     stacks belong to other kinds, reading is quicker without them. What goes into a cache is read
 *     whole all the same
 */
public record ReadOptions(
    int threads, @Nullable RecordingCache cache, @Nullable Set<SampleKind> only) {
  public ReadOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    only = only == null ? null : Set.copyOf(only);
  }

  /** So many threads and no cache. */
  public ReadOptions(int threads) {
    this(threads, null, null);
  }

  public ReadOptions withCache(@Nullable RecordingCache kept) {
    return new ReadOptions(threads, kept, only);
  }

  /** For an answer about samples of one kind alone. */
  public ReadOptions withOnly(SampleKind kind) {
    return new ReadOptions(threads, cache, Set.of(kind));
  }

  ReadOptions whole() {
    return new ReadOptions(threads, cache, null);
  }

  /** As many threads as there are processors, and no cache. */
  public static ReadOptions plain() {
    return new ReadOptions(Runtime.getRuntime().availableProcessors());
  }
}
