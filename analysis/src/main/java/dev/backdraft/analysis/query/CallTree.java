package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;

/**
 * Who called whom, with the weights of one selection. Node 0 is the root ("all"); nodes are in
 * preorder, so what is below node {@code n} are the nodes {@code n + 1 .. end(n)}. A node of which
 * nothing is selected keeps its id and weighs 0.
 */
public final class CallTree {
  public static final int ROOT = 0;

  private final CallShape shape;
  private final CallShape.Nodes nodes;
  private final Selection selection;
  private final WeightUnit unit;
  private final long[] total;
  private final long[] cut;
  private final long offered;
  private final int top;
  private final long whole;

  /**
   * @param cut at each node the weight of the stacks whose leaf was cut off, added up where leaves
   *     are roots; empty where nothing was cut
   */
  CallTree(
      CallShape shape,
      Selection selection,
      WeightUnit unit,
      long[] total,
      long[] cut,
      long offered) {
    this(shape, selection, unit, total, cut, offered, ROOT, total[ROOT]);
  }

  private CallTree(
      CallShape shape,
      Selection selection,
      WeightUnit unit,
      long[] total,
      long[] cut,
      long offered,
      int top,
      long whole) {
    this.top = top;
    this.whole = whole;
    this.shape = shape;
    this.nodes = shape.nodes();
    this.selection = selection;
    this.unit = unit;
    this.total = total;
    this.cut = cut;
    this.offered = offered;
  }

  /** Shape and weights in one go, for one answer only; a window keeps the {@link CallShape}. */
  public static CallTree of(
      Recording recording, Selection selection, By by, Transforms transforms) {
    return CallShape.of(recording, selection.kind(), by, transforms).weigh(selection);
  }

  /**
   * The tree of one selection, for an answer after which nothing else is asked: reading then takes
   * memory for the stacks and not for the samples. Who looks on asks {@link CallShape#of}.
   */
  public static CallTree once(
      Recording recording, Selection selection, By by, Transforms transforms, Weighing weighing) {
    if (selection.states() != null) {
      // The states stand in the events, which are found again by time and thread of each sample.
      return CallShape.of(recording, selection.kind(), by, transforms).weigh(selection, weighing);
    }
    SampleFilter filter =
        new SampleFilter(
            selection.fromNanos(), selection.toNanos(), selection.threads(), by.rootedByThread());
    Samples sums = recording.sums(selection.kind(), filter);
    return new ShapeBuilder(recording, sums, by, transforms).build().weigh(selection, weighing);
  }

  public CallShape shape() {
    return shape;
  }

  /** Whose weights these are. */
  Selection selection() {
    return selection;
  }

  public Names names() {
    return shape.names();
  }

  public WeightUnit unit() {
    return unit;
  }

  public int size() {
    return nodes.size();
  }

  /** True if nothing weighs anything: an empty selection, or all of it hidden. */
  public boolean isEmpty() {
    return total[ROOT] == 0;
  }

  /** The weight of all that is shown. */
  public long total() {
    return total[ROOT];
  }

  /** The weight of the selection before transforms took something out of it. */
  public long selectedTotal() {
    return offered;
  }

  /** The same tree, whose shares are of the selection and not of what is shown of it. */
  public CallTree partOfSelection() {
    return new CallTree(shape, selection, unit, total, cut, offered, top, offered);
  }

  /** True if shares, and what is counted beside them, are of more than the tree. */
  boolean isPart() {
    return whole > total[ROOT];
  }

  /** What shares are of: all that is shown, also in a part of it, or the selection. */
  public long whole() {
    return whole;
  }

  /** The share of a weight in the {@link #whole}: 0 to 1. */
  public double share(long weight) {
    return (double) weight / Math.max(1, whole);
  }

  public int parent(int node) {
    return nodes.parent()[node];
  }

  /** An id of {@link #names()}. */
  public int name(int node) {
    return nodes.name()[node];
  }

  /** 0 for the root. */
  public int depth(int node) {
    return nodes.depth()[node];
  }

  /** The first node that is no longer below this one. */
  public int end(int node) {
    return nodes.end()[node];
  }

  /**
   * The weight of stacks that end here: what of its total the node's children do not have. Not
   * kept, for a column of its own would double what each step of a brush leaves behind.
   */
  public long self(int node) {
    int[] end = nodes.end();
    long self = total[node];
    for (int child = node + 1; child < end[node]; child = end[child]) {
      self -= total[child];
    }
    return self;
  }

  /**
   * The weight of stacks that have this frame for their leaf, whichever way up the tree stands. A
   * frame that only ends here because its callees were cut off has none.
   */
  public long own(int node) {
    long whole;
    if (shape.inverted()) {
      whole = depth(node) == 1 ? total[node] : 0;
    } else {
      whole = self(node);
    }
    return whole == 0 || cut.length == 0 ? whole : whole - cut[node];
  }

  /** The weight of stacks that pass here. */
  public long total(int node) {
    return total[node];
  }

  /** How most of the node's weight ran, in the whole recording. */
  public FrameKind kind(int node) {
    return shape.kind(node);
  }

  public String text(int node) {
    return names().text(name(node));
  }

  /**
   * What is below a node, with its callers above it: nodes keep their ids, all others weigh
   * nothing. Shares go on being of what they were.
   */
  public CallTree within(int node) {
    if (node == ROOT) {
      return this;
    }
    return new CallTree(
        shape, selection, unit, within(total, node), within(cut, node), offered, node, whole);
  }

  private long[] within(long[] weights, int node) {
    long[] part = new long[weights.length];
    if (weights.length > 0) {
      System.arraycopy(weights, node, part, node, end(node) - node);
      for (int at = parent(node); at >= ROOT; at = parent(at)) {
        part[at] = weights[node];
      }
    }
    return part;
  }

  /** The node that every stack of the tree passes: the root, but for {@link #within}. */
  int top() {
    return top;
  }

  /** The frames of a stack, a line each and its root first, whichever way up the tree stands. */
  public String stackText(int node) {
    StringBuilder text = new StringBuilder();
    int[] path = path(node);
    boolean inverted = shape.transforms().inverted();
    for (int i = 0; i < path.length; i++) {
      text.append(text(path[inverted ? path.length - 1 - i : i])).append('\n');
    }
    return text.toString();
  }

  /** The nodes from the row below the root down to this one. */
  public int[] path(int node) {
    int[] path = new int[depth(node)];
    int at = node;
    for (int i = path.length - 1; i >= 0; i--) {
      path[i] = at;
      at = parent(at);
    }
    return path;
  }

  /** The path as text, for {@link Transform.Kind#FOCUS_SUBTREE}. */
  public String pathText(int node) {
    StringBuilder text = new StringBuilder();
    for (int step : path(node)) {
      if (!text.isEmpty()) {
        text.append(Transform.PATH_SEPARATOR);
      }
      text.append(text(step));
    }
    return text.toString();
  }

  /** The node of a path of names below the root, or as far down as it goes. */
  public int find(String pathText) {
    int at = ROOT;
    for (String step : pathText.split(String.valueOf(Transform.PATH_SEPARATOR))) {
      int child = at + 1;
      while (child < end(at) && !text(child).equals(step)) {
        child = end(child);
      }
      if (child >= end(at)) {
        return at;
      }
      at = child;
    }
    return at;
  }

  /** The largest depth of a node that weighs something. */
  public int maxDepth() {
    int deepest = 0;
    for (int node = 0; node < size(); node++) {
      if (total[node] > 0 && depth(node) > deepest) {
        deepest = depth(node);
      }
    }
    return deepest;
  }
}
