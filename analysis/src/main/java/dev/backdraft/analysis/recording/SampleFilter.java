package dev.backdraft.analysis.recording;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are to be added up.
 *
 * @param fromNanos first moment that belongs, in epoch nanoseconds
 * @param toNanos first moment that no longer belongs, or the largest number for no end
 * @param threads ids that belong, or null for all, also for samples without a thread
 * @param byThread true if sums are wanted for each thread
 */
public record SampleFilter(
    long fromNanos, long toNanos, @Nullable BitSet threads, boolean byThread) {

  public SampleFilter {
    threads = threads == null ? null : (BitSet) threads.clone();
  }

  /** True if a sample of this moment and thread belongs. */
  public boolean lets(long nanos, int thread) {
    if (nanos < fromNanos || (nanos >= toNanos && toNanos != Long.MAX_VALUE)) {
      return false;
    }
    BitSet wanted = threads;
    return wanted == null || (thread >= 0 && wanted.get(thread));
  }
}
