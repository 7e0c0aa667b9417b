package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Samples;
import java.util.BitSet;

/** The rows of samples that lie in a span of time. */
record SampleRange(int from, int to) {

  static SampleRange of(Samples samples, Selection selection) {
    int from = firstAtOrAfter(samples, selection.fromNanos());
    boolean open = selection.toNanos() == Long.MAX_VALUE;
    int to = open ? samples.size() : firstAtOrAfter(samples, selection.toNanos());
    return new SampleRange(from, Math.max(from, to));
  }

  private static int firstAtOrAfter(Samples samples, long nanos) {
    long[] time = samples.timeNanos();
    int low = 0;
    int high = samples.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time[middle] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** -1 or 0 a thread id, shifted by one: the first is for samples without a thread. */
  static byte[] lets(BitSet threads, int count) {
    byte[] lets = new byte[count + 1];
    for (int thread = threads.nextSetBit(0);
        thread >= 0 && thread < count;
        thread = threads.nextSetBit(thread + 1)) {
      lets[thread + 1] = -1;
    }
    return lets;
  }
}
