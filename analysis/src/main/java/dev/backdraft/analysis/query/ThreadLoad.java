package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.ThreadTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.BitSet;

/**
 * How much each thread and each group of threads weighs, whatever threads are selected: what a
 * person chooses threads by.
 *
 * @param table the threads
 * @param groups their groups
 * @param unit of the weights
 * @param threadWeight one a thread id
 * @param groupWeight one a group
 * @param noThread the weight of samples that name no thread
 * @param total of all samples in the selected time, those without a thread too
 */
public record ThreadLoad(
    ThreadTable table,
    ThreadGroups groups,
    WeightUnit unit,
    long[] threadWeight,
    long[] groupWeight,
    long noThread,
    long total) {

  /** One pass over the samples of the selected kind and time: not for the UI thread. */
  public static ThreadLoad of(Recording recording, Selection selection) {
    Samples samples = recording.samples(selection.kind());
    ThreadTable table = recording.threads();
    ThreadGroups groups = ThreadGroups.of(table);
    long[] shifted = new long[table.size() + 1];
    SampleRange range = SampleRange.of(samples, selection);
    for (int i = range.from(); i < range.to(); i++) {
      shifted[samples.thread()[i] + 1] += samples.weight().get(i);
    }
    long[] threads = new long[table.size()];
    long[] byGroup = new long[groups.groups().size()];
    long total = shifted[0];
    for (int thread = 0; thread < threads.length; thread++) {
      threads[thread] = shifted[thread + 1];
      byGroup[groups.indexOf(thread)] += threads[thread];
      total += threads[thread];
    }
    return new ThreadLoad(table, groups, samples.unit(), threads, byGroup, shifted[0], total);
  }

  /** The groups, heaviest first, then by name. */
  public int[] groupOrder() {
    int[] order = new int[groupWeight.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new IntSort((one, other) -> Long.compare(groupWeight[other], groupWeight[one]))
        .sort(order, 0, order.length);
    return order;
  }

  /** The threads of a group, heaviest first, then in the order of the table. */
  public int[] members(int group) {
    BitSet threads = groups.groups().get(group).threads();
    int[] order = threads.stream().toArray();
    new IntSort((one, other) -> Long.compare(threadWeight[other], threadWeight[one]))
        .sort(order, 0, order.length);
    return order;
  }
}
