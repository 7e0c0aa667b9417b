package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;

/**
 * How much of the samples lies in each of a row of equal spans of time.
 *
 * @param fromNanos start of the first bucket
 * @param toNanos end of the last
 * @param weight one sum a bucket
 */
public record TimeBuckets(long fromNanos, long toNanos, long[] weight) {

  /**
   * The selection's threads, frames and states count, its time does not: buckets show what could be
   * chosen.
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
    Masks.Mask[] masks = new Masks(recording, samples).of(selection);
    double perNano = buckets / ((double) toNanos - fromNanos);
    Numbers values = weighing == Weighing.COUNT ? samples.count() : samples.weight();
    long[] sum = new long[buckets];
    for (int i = range.from(); i < range.to(); i++) {
      if (Masks.let(masks, i)) {
        int bucket = (int) ((samples.timeNanos()[i] - fromNanos) * perNano);
        sum[Math.min(bucket, buckets - 1)] += values.get(i);
      }
    }
    return new TimeBuckets(fromNanos, toNanos, sum);
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
