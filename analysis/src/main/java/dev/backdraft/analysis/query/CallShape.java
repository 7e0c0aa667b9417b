package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a call tree without their weights: what depends on the stacks, the grouping and the
 * transforms, but not on the selected time and threads. It is made once; each new selection then
 * costs one pass over the samples and one over the nodes, and a node keeps its id.
 *
 * <p>Nodes are in preorder; siblings stand in the order of their weight in the whole recording, so
 * that they do not change places while a range is being brushed.
 *
 * <pre>
 *   node  parent  depth  end   name             end: first node that is no longer below
 *   0     -1      0      5     all
 *   1      0      1      4     Thread.run
 *   2      1      2      3     Cart.price
 *   3      1      2      4     Cart.total
 *   4      0      1      5     [no stack]
 * </pre>
 */
public final class CallShape {
  private final Recording recording;
  private final Samples samples;
  private final By by;
  private final Transforms transforms;
  private final Names names;
  private final Nodes nodes;

  /** What a sample is looked up by: its stack, or the number of its thread and stack. */
  private final int[] keyOfSample;

  /** The node at which a key's stack ends, or -1; shifted by one, as a key may be -1. */
  private final int[] nodeOfKey;

  private final Outcome outcome;
  private final boolean inverted;
  private final Masks masks;
  private final Spare spare = new Spare();
  private volatile int @Nullable [] nodeOfSample;
  private volatile int @Nullable [] cutNodeOfSample;

  /** The columns, one row a node. */
  record Nodes(int size, int[] parent, int[] name, int[] depth, int[] end, byte[] kind) {}

  /**
   * What the transforms did besides the tree.
   *
   * @param cut the keys whose stacks lost their leaf, shifted by one
   * @param idle the steps that found nothing to change
   */
  record Outcome(BitSet cut, List<Transform> idle) {}

  CallShape(
      Recording recording,
      Samples samples,
      By by,
      Transforms transforms,
      Names names,
      Nodes nodes,
      int[] keyOfSample,
      int[] nodeOfKey,
      Outcome outcome) {
    this.recording = recording;
    this.samples = samples;
    this.by = by;
    this.transforms = transforms;
    this.names = names;
    this.nodes = nodes;
    this.keyOfSample = keyOfSample;
    this.nodeOfKey = nodeOfKey;
    this.outcome = outcome;
    this.inverted = transforms.inverted();
    this.masks = new Masks(recording, samples);
  }

  /** Decodes the samples of the kind if nobody has yet: never on the UI thread. */
  public static CallShape of(Recording recording, SampleKind kind, By by, Transforms transforms) {
    return new ShapeBuilder(recording, recording.samples(kind), by, transforms).build();
  }

  public int size() {
    return nodes.size();
  }

  public Recording recording() {
    return recording;
  }

  public Samples samples() {
    return samples;
  }

  public By by() {
    return by;
  }

  public Transforms transforms() {
    return transforms;
  }

  /** The transforms that found nothing: a name or a path that is not in the tree, or not so. */
  public List<Transform> idle() {
    return outcome.idle();
  }

  boolean inverted() {
    return inverted;
  }

  public Names names() {
    return names;
  }

  Nodes nodes() {
    return nodes;
  }

  FrameKind kind(int node) {
    return FrameKind.of(nodes.kind()[node]);
  }

  /** The tree with the weights of a selection; the selection's kind must be that of the samples. */
  public CallTree weigh(Selection selection) {
    return weigh(selection, Weighing.WEIGHT);
  }

  public CallTree weigh(Selection selection, Weighing weighing) {
    if (selection.kind() != samples.kind() && !samples.isEmpty()) {
      throw new IllegalArgumentException(
          "a selection of " + selection.kind() + " for samples of " + samples.kind());
    }
    SampleRange range = SampleRange.of(samples, selection);
    Numbers values = weighing == Weighing.COUNT ? samples.count() : samples.weight();
    // One more than there are nodes: there the samples without a node are added up.
    long[] total = new long[nodes.size() + 1];
    long offered =
        new Chosen(nodeOfSample(), values, masks.of(selection))
            .addTo(total, range.from(), range.to(), spare);
    addUp(total, nodes.parent(), nodes.size());
    long[] cut = cut(values, selection, range);
    WeightUnit unit = weighing == Weighing.COUNT ? WeightUnit.EVENTS : samples.unit();
    return new CallTree(this, selection, unit, total, cut, offered);
  }

  /** Focusing bottom-up is rare: nobody else pays for a second pass. */
  private long[] cut(Numbers values, Selection selection, SampleRange range) {
    if (outcome.cut().isEmpty()) {
      return new long[0];
    }
    int[] known = cutNodeOfSample;
    if (known == null) {
      known = nodeOfSample().clone();
      for (int i = 0; i < known.length; i++) {
        known[i] = outcome.cut().get(keyOfSample[i] + 1) ? known[i] : nodes.size();
      }
      cutNodeOfSample = known;
    }
    long[] cut = new long[nodes.size() + 1];
    new Chosen(known, values, masks.of(selection)).addTo(cut, range.from(), range.to(), spare);
    if (inverted) {
      addUp(cut, nodes.parent(), nodes.size());
    }
    return cut;
  }

  /** Made when first weighed and kept: each further selection then looks up one number a sample. */
  private int[] nodeOfSample() {
    int[] known = nodeOfSample;
    if (known == null) {
      known = new int[samples.size()];
      int nowhere = nodes.size();
      for (int i = 0; i < known.length; i++) {
        int node = nodeOfKey[keyOfSample[i] + 1];
        known[i] = node < 0 ? nowhere : node;
      }
      nodeOfSample = known;
    }
    return known;
  }

  private static void addUp(long[] total, int[] parent, int size) {
    for (int node = size - 1; node > 0; node--) {
      total[parent[node]] += total[node];
    }
  }

  /** Visits the selected samples that end in a node of a range of nodes. */
  void forEachSample(Selection selection, int fromNode, int toNode, SampleVisitor visitor) {
    SampleRange range = SampleRange.of(samples, selection);
    Masks.Mask[] conditions = masks.of(selection);
    for (int i = range.from(); i < range.to(); i++) {
      int node = nodeOfKey[keyOfSample[i] + 1];
      if (node >= fromNode && node < toNode && Masks.let(conditions, i)) {
        visitor.visit(i, node);
      }
    }
  }

  /** Sees a row of the samples and the node it ends in. */
  interface SampleVisitor {
    void visit(int row, int node);
  }
}
