package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Numbers;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/**
 * Adds the weights of the chosen samples to nodes. A sample that is not chosen weighs nothing: to
 * multiply by a mask costs less than to guess wrongly which half of the threads the next sample
 * belongs to. Blocks are small enough for the first cache, halves run on two cores.
 *
 * @param node of each sample; those without a node have one behind the last
 * @param value of each sample: a weight, or a count
 * @param masks all must let a sample through
 */
record Chosen(int[] node, Numbers value, Masks.Mask... masks) {
  private static final int BLOCK = 2048;

  /** Fewer are not worth a second core. */
  private static final int SHARED = 200_000;

  /** Adds to {@code self} and gives the weight of all chosen samples, placed or not. */
  long addTo(long[] self, int from, int to, Spare spare) {
    if (to - from < SHARED || ForkJoinPool.getCommonPoolParallelism() < 1) {
      return add(self, from, to);
    }
    int middle = (from + to) >>> 1;
    long[] other = spare.take(self.length);
    RecursiveTask<Long> half =
        new RecursiveTask<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected Long compute() {
            return add(other, middle, to);
          }
        };
    half.fork();
    long sum = add(self, from, middle);
    sum += half.join();
    for (int i = 0; i < self.length; i++) {
      self[i] += other[i];
    }
    spare.give(other);
    return sum;
  }

  private long add(long[] self, int from, int to) {
    long[] block = new long[BLOCK];
    long sum = 0;
    for (int start = from; start < to; start += BLOCK) {
      int length = Math.min(BLOCK, to - start);
      value.read(start, length, block);
      for (Masks.Mask mask : masks) {
        apply(mask, start, length, block);
      }
      sum += scatter(node, start, length, block, self);
    }
    return sum;
  }

  private static void apply(Masks.Mask mask, int start, int length, long[] block) {
    int[] key = mask.key();
    byte[] lets = mask.lets();
    int shift = mask.shift();
    for (int i = 0; i < length; i++) {
      block[i] &= lets[key[start + i] + shift];
    }
  }

  private static long scatter(int[] node, int start, int length, long[] block, long[] self) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      long weight = block[i];
      self[node[start + i]] += weight;
      sum += weight;
    }
    return sum;
  }
}
