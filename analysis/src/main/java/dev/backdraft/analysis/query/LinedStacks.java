package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.io.IOException;
import java.util.Arrays;

/**
 * The stacks of a tree's selection as the tree shows them, with the lines that its nodes no longer
 * tell apart. A place is a name at a line; a stack is the places from where it ends in the tree up
 * to the row below the root.
 *
 * <pre>
 *   tree             stacks                    here
 *   Thread.run       run:840 price:17   300    price:17 run:840  300
 *     Cart.price     run:840 price:21    41    price:21 run:840   41
 * </pre>
 */
public final class LinedStacks {
  /** In place of a line that is not known. */
  public static final int NO_LINE = -1;

  private final CallTree tree;
  private final FrameTable frames;
  private final StackTable stacks;
  private final boolean lined;
  private final LongIntMap placeOf = new LongIntMap(1024);
  private final LongIntMap rowOf = new LongIntMap(1024);
  private int[] nameOfPlace = new int[1024];
  private int[] lineOfPlace = new int[1024];
  private int placeCount;
  private int[] node = new int[1024];
  private int[] stack = new int[1024];
  private long[] weight = new long[1024];
  private int size;

  private LinedStacks(CallTree tree) {
    this.tree = tree;
    this.frames = tree.shape().recording().frames();
    this.stacks = tree.shape().recording().stacks();
    this.lined = tree.shape().by() != By.CLASS && tree.shape().by() != By.PACKAGE;
  }

  /** One pass over the selected samples: not for the UI thread. */
  public static LinedStacks of(CallTree tree) {
    LinedStacks lines = new LinedStacks(tree);
    Samples samples = tree.shape().samples();
    Numbers values = tree.unit() == WeightUnit.EVENTS ? samples.count() : samples.weight();
    tree.shape()
        .forEachSample(
            tree.selection(),
            tree.top(),
            tree.end(tree.top()),
            (row, at) -> lines.add(at, lines.stackOf(samples, row), values.get(row)));
    return lines;
  }

  /** Classes and packages have no line: what ends in one node is one stack. */
  private int stackOf(Samples samples, int row) {
    return lined ? samples.stack()[row] : StackTable.NONE;
  }

  private void add(int endNode, int stackId, long added) {
    long key = Grouping.pair(endNode, stackId);
    int row = rowOf.get(key);
    if (row < 0) {
      row = size++;
      rowOf.put(key, row);
      if (row == node.length) {
        node = Arrays.copyOf(node, row * 2);
        stack = Arrays.copyOf(stack, row * 2);
        weight = Arrays.copyOf(weight, row * 2);
      }
      node[row] = endNode;
      stack[row] = stackId;
    }
    weight[row] += added;
  }

  /** Sees one stack, its end first; the array is used again for the next. */
  public interface Visitor {
    void visit(int[] places, int length, long weight) throws IOException;
  }

  /** Visits the stacks that weigh something; places are numbered in the order they are met. */
  public void forEach(Visitor visitor) throws IOException {
    int[] places = new int[tree.maxDepth() + 1];
    for (int row = 0; row < size; row++) {
      if (weight[row] > 0) {
        visitor.visit(places, fill(places, node[row], stack[row]), weight[row]);
      }
    }
  }

  /**
   * Transforms take frames out of a stack, or turn it round; they never change an order. So each
   * name is found by going on from where the one below it was found.
   */
  private int fill(int[] places, int endNode, int stackId) {
    int depth = tree.depth(endNode);
    boolean turned = tree.shape().transforms().inverted();
    int at = endNode;
    for (int i = 0; i < depth; i++) {
      // The end of the stack first: in a tree that is turned round it stands below the root.
      places[turned ? depth - 1 - i : i] = tree.name(at);
      at = tree.parent(at);
    }
    int step = stackId;
    for (int i = 0; i < depth; i++) {
      int found = lined ? find(places[i], step) : StackTable.NONE;
      int line = found < 0 ? NO_LINE : frames.line(stacks.frame(found));
      places[i] = place(places[i], line);
      step = found < 0 ? step : stacks.parent(found);
    }
    if (turned) {
      for (int low = 0, high = depth - 1; low < high; low++, high--) {
        int place = places[low];
        places[low] = places[high];
        places[high] = place;
      }
    }
    return depth;
  }

  private int find(int name, int from) {
    Names names = tree.names();
    for (int at = from; at >= 0; at = stacks.parent(at)) {
      if (names.isMethod(name, frames.method(stacks.frame(at)))) {
        return at;
      }
    }
    return StackTable.NONE;
  }

  private int place(int name, int line) {
    int known = line < 1 ? NO_LINE : line;
    long key = Grouping.pair(name, known);
    int place = placeOf.get(key);
    if (place < 0) {
      place = placeCount++;
      placeOf.put(key, place);
      if (place == nameOfPlace.length) {
        nameOfPlace = Arrays.copyOf(nameOfPlace, place * 2);
        lineOfPlace = Arrays.copyOf(lineOfPlace, place * 2);
      }
      nameOfPlace[place] = name;
      lineOfPlace[place] = known;
    }
    return place;
  }

  /** How many places the visited stacks had. */
  public int places() {
    return placeCount;
  }

  /** The name of a place, an id of the tree's names. */
  public int name(int place) {
    return nameOfPlace[place];
  }

  /** The line of a place, or {@link #NO_LINE}. */
  public int line(int place) {
    return lineOfPlace[place];
  }
}
