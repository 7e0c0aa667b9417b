package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * How much of the samples lies in each of a row of equal spans of time.
 *
 * @param fromNanos start of the first bucket
 * @param toNanos end of the last
 * @param weight one sum a bucket
 */
public record TimeBuckets(long fromNanos, long toNanos, long[] weight) {

  /**
   * The selection's threads and frames count, its time does not: buckets show what could be chosen.
   */
  public static TimeBuckets of(
      Recording recording,
      Selection selection,
      Weighing weighing,
      long fromNanos,
      long toNanos,
      int buckets) {
    if (buckets < 1 || toNanos <= fromNanos) {
      throw new IllegalArgumentException(buckets + " buckets from " + fromNanos + " to " + toNanos);
    }
    Samples samples = recording.samples(selection.kind());
    SampleRange range = SampleRange.of(samples, selection.withTime(fromNanos, toNanos));
    boolean @Nullable [] threads = threads(recording, selection);
    boolean @Nullable [] stacks = stacks(recording, selection);
    double perNano = buckets / ((double) toNanos - fromNanos);
    long[] sum = new long[buckets];
    for (int i = range.from(); i < range.to(); i++) {
      if ((threads == null || threads[samples.thread()[i] + 1])
          && (stacks == null || stacks[samples.stack()[i] + 1])) {
        int bucket = (int) ((samples.timeNanos()[i] - fromNanos) * perNano);
        sum[Math.min(bucket, buckets - 1)] +=
            weighing == Weighing.COUNT ? samples.count()[i] : samples.weight()[i];
      }
    }
    return new TimeBuckets(fromNanos, toNanos, sum);
  }

  static boolean @Nullable [] threads(Recording recording, Selection selection) {
    BitSet threads = selection.threads();
    return threads == null ? null : SampleRange.flags(threads, recording.threads().size());
  }

  static boolean @Nullable [] stacks(Recording recording, Selection selection) {
    NamePattern frames = selection.frames();
    return frames == null ? null : StackFilter.holding(recording, frames);
  }

  public int size() {
    return weight.length;
  }

  /** The start of a bucket. */
  public long startNanos(int bucket) {
    return fromNanos + (long) ((double) (toNanos - fromNanos) * bucket / weight.length);
  }

  public long max() {
    long max = 0;
    for (long value : weight) {
      max = Math.max(max, value);
    }
    return max;
  }
}
