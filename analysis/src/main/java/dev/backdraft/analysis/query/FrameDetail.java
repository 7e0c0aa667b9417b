package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What one node of a tree was made of: the threads and the lines, heaviest first, weighed as the
 * tree is.
 *
 * @param node the node
 * @param threads how many threads passed here
 * @param selectedThreads how many threads have samples in the selection at all
 * @param topThreads up to ten thread ids (-1 for none), heaviest first
 * @param topThreadWeights their weights
 * @param lines line numbers, heaviest first; -1 where the line is not known
 * @param lineWeights their weights
 */
public record FrameDetail(
    int node,
    int threads,
    int selectedThreads,
    int[] topThreads,
    long[] topThreadWeights,
    int[] lines,
    long[] lineWeights) {

  private static final int TOP = 10;

  /** One pass over the selected samples: not for the UI thread. */
  public static FrameDetail of(CallTree tree, Selection selection, int node) {
    CallShape shape = tree.shape();
    Samples samples = shape.samples();
    Numbers values = tree.unit() == WeightUnit.EVENTS ? samples.count() : samples.weight();
    int threadCount = shape.recording().threads().size();
    long[] threadWeight = new long[threadCount + 1];
    BitSet here = new BitSet();
    BitSet anywhere = new BitSet();
    long[] stackWeight = new long[shape.recording().stacks().size() + 1];
    int from = node;
    int to = tree.end(node);
    shape.forEachSample(
        selection,
        tree.isPart() ? Integer.MIN_VALUE : 0,
        tree.size(),
        (row, at) -> {
          int thread = samples.thread()[row] + 1;
          anywhere.set(thread);
          if (at >= from && at < to) {
            here.set(thread);
            threadWeight[thread] += values.get(row);
            stackWeight[samples.stack()[row] + 1] += values.get(row);
          }
        });
    int[] threads = heaviest(threadWeight, here, TOP);
    long[] threadWeights = Arrays.stream(threads).mapToLong(t -> threadWeight[t]).toArray();
    LongIntMap rowOfLine = new LongIntMap(16);
    Lines lines = new Lines();
    for (int stack = 0; stack + 1 < stackWeight.length; stack++) {
      if (stackWeight[stack + 1] > 0) {
        lines.add(rowOfLine, lineIn(tree, node, stack), stackWeight[stack + 1]);
      }
    }
    int[] order = heaviest(lines.weight, all(lines.count), Integer.MAX_VALUE);
    return new FrameDetail(
        node,
        here.cardinality(),
        anywhere.cardinality(),
        Arrays.stream(threads).map(t -> t - 1).toArray(),
        threadWeights,
        Arrays.stream(order).map(row -> lines.line[row]).toArray(),
        Arrays.stream(order).mapToLong(row -> lines.weight[row]).toArray());
  }

  /** A growing pair of columns. */
  private static final class Lines {
    int[] line = new int[8];
    long[] weight = new long[8];
    int count;

    void add(LongIntMap rowOfLine, int number, long added) {
      int row = rowOfLine.get(number);
      if (row < 0) {
        row = count++;
        if (row == line.length) {
          line = Arrays.copyOf(line, row * 2);
          weight = Arrays.copyOf(weight, row * 2);
        }
        line[row] = number;
        rowOfLine.put(number, row);
      }
      weight[row] += added;
    }
  }

  private static BitSet all(int count) {
    BitSet bits = new BitSet();
    bits.set(0, count);
    return bits;
  }

  private static int[] heaviest(long[] weight, BitSet members, int limit) {
    int[] ids = members.stream().toArray();
    new IntSort((one, other) -> Long.compare(weight[other], weight[one])).sort(ids, 0, ids.length);
    return ids.length > limit ? Arrays.copyOf(ids, limit) : ids;
  }

  /**
   * The line of a node in one of its stacks. A name that recurs is told apart by how often it
   * stands above the node: the third call in the tree is the third in the stack.
   */
  private static int lineIn(CallTree tree, int node, int stack) {
    int name = tree.name(node);
    int skip = 0;
    for (int at = tree.parent(node); at > 0; at = tree.parent(at)) {
      skip += tree.name(at) == name ? 1 : 0;
    }
    Recording recording = tree.shape().recording();
    FrameTable frames = recording.frames();
    StackTable stacks = recording.stacks();
    int[] path = stacks.framesRootFirst(stack);
    boolean inverted = tree.shape().transforms().inverted();
    String wanted = tree.text(node);
    int found = -1;
    for (int i = 0; i < path.length; i++) {
      int frame = path[inverted ? path.length - 1 - i : i];
      if (tree.shape().names().isNameOf(name, frames.method(frame), wanted)) {
        found = frames.line(frame);
        if (skip-- == 0) {
          return found;
        }
      }
    }
    return found;
  }
}
