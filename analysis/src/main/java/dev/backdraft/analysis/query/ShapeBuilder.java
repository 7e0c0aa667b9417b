package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StackTable;
import java.util.Arrays;

/**
 * Makes a shape: names for frames, a prefix tree of the stacks that have samples, the transforms
 * one after the other, and last the nodes in preorder.
 */
final class ShapeBuilder {
  private final Recording recording;
  private final Samples samples;
  private final By by;
  private final Transforms transforms;
  private final StackTable stacks;
  private final NameLevels levels;
  private final By worked;
  private final Grouping grouping;

  private int[] keyOfSample;
  private int[] nodeOfKey = new int[0];
  private long[] weightOfKey = new long[0];

  ShapeBuilder(Recording recording, Samples samples, By by, Transforms transforms) {
    this.recording = recording;
    this.samples = samples;
    this.by = by;
    this.transforms = transforms;
    this.stacks = recording.stacks();
    this.levels = new NameLevels(recording, by, transforms);
    this.worked = levels.worked();
    this.grouping = levels.at(worked);
    this.keyOfSample = samples.stack();
  }

  CallShape build() {
    PathTree tree = by.rootedByThread() ? threadPaths() : stackPaths();
    Rewrite rewrite = new Rewrite(levels, nodeOfKey, weightOfKey);
    for (Transform step : transforms.steps()) {
      tree = rewrite.apply(tree, step);
    }
    if (worked != by) {
      tree = rewrite.coarsen(tree, levels.coarser(by));
    }
    Names names = levels.at(by).names;
    Preorder order = new Preorder(tree, names, nodeOfKey, weightOfKey);
    order.renumber(nodeOfKey);
    return new CallShape(
        recording,
        samples,
        by,
        transforms,
        names,
        order.nodes(),
        keyOfSample,
        nodeOfKey,
        rewrite.outcome());
  }

  /** Keys are numbers of the stacks that have samples, in the order of their ids. */
  private PathTree stackPaths() {
    int count = stacks.size();
    long[] total = new long[count + 1];
    int[] placed = new int[count + 1];
    boolean[] used = new boolean[count + 1];
    int size = samples.size();
    int[] stackOf = samples.stack();
    for (int i = 0; i < size; i++) {
      total[stackOf[i] + 1] += samples.weight().get(i);
      used[stackOf[i] + 1] = true;
    }
    int[] ends = ends(used);
    weightOfKey = new long[ends.length + 1];
    for (int key = 0; key < ends.length; key++) {
      weightOfKey[key + 1] = total[ends[key]];
      placed[ends[key]] = key;
    }
    keyOfSample = new int[size];
    for (int i = 0; i < size; i++) {
      keyOfSample[i] = placed[stackOf[i] + 1];
    }
    Arrays.fill(placed, 0);
    int nodes = 1;
    for (int stack = count - 1; stack >= 0; stack--) {
      if (used[stack + 1]) {
        used[stacks.parent(stack) + 1] |= stacks.parent(stack) >= 0;
        total[stacks.parent(stack) + 1] += total[stack + 1];
        nodes++;
      }
    }
    PathTree tree = new PathTree(nodes + 1);
    for (int stack = 0; stack < count; stack++) {
      if (used[stack + 1]) {
        placed[stack + 1] = place(tree, placed[stacks.parent(stack) + 1], stack);
        if (placed[stack + 1] > 0) {
          tree.vote(placed[stack + 1], kindOf(stack), total[stack + 1]);
        }
      }
    }
    nodeOfKey = new int[ends.length + 1];
    nodeOfKey[0] = PathTree.DROPPED;
    for (int key = 0; key < ends.length; key++) {
      nodeOfKey[key + 1] = ends[key] == 0 ? noStack(tree, PathTree.ROOT) : placed[ends[key]];
    }
    return tree;
  }

  private static int[] ends(boolean[] used) {
    int count = 0;
    for (boolean one : used) {
      count += one ? 1 : 0;
    }
    int[] ends = new int[count];
    int at = 0;
    for (int i = 0; i < used.length; i++) {
      if (used[i]) {
        ends[at++] = i;
      }
    }
    return ends;
  }

  /** One frame below a node; classes and packages that call themselves stay one node. */
  private int place(PathTree tree, int parent, int stack) {
    int name = grouping.nameOfFrame[stacks.frame(stack)];
    boolean coarse = worked == By.CLASS || worked == By.PACKAGE;
    return coarse && tree.name(parent) == name ? parent : tree.child(parent, name);
  }

  private byte kindOf(int stack) {
    return PathTree.code(recording.frames().kind(stacks.frame(stack)));
  }

  private int noStack(PathTree tree, int parent) {
    int node = tree.child(parent, grouping.noStack);
    tree.vote(node, PathTree.MARKER, 0);
    return node;
  }

  /** Keys are numbers of distinct pairs of a root's name and a stack. */
  private PathTree threadPaths() {
    LongIntMap keys = new LongIntMap(1024);
    keyOfSample = new int[samples.size()];
    long[] pairOfKey = new long[1024];
    weightOfKey = new long[1024];
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      int thread = samples.thread()[i];
      int root = grouping.nameOfThread[thread < 0 ? grouping.nameOfThread.length - 1 : thread];
      long pair = Grouping.pair(root, samples.stack()[i]);
      int key = keys.get(pair);
      if (key < 0) {
        key = count++;
        keys.put(pair, key);
        if (key + 1 >= pairOfKey.length) {
          pairOfKey = Arrays.copyOf(pairOfKey, pairOfKey.length * 2);
          weightOfKey = Arrays.copyOf(weightOfKey, pairOfKey.length);
        }
        pairOfKey[key] = pair;
      }
      keyOfSample[i] = key;
      weightOfKey[key + 1] += samples.weight().get(i);
    }
    weightOfKey = Arrays.copyOf(weightOfKey, count + 1);
    nodeOfKey = new int[count + 1];
    nodeOfKey[0] = PathTree.DROPPED;
    PathTree tree = new PathTree(count * 2);
    LongIntMap placed = new LongIntMap(count * 2);
    for (int key = 0; key < count; key++) {
      nodeOfKey[key + 1] = threadPath(tree, placed, pairOfKey[key], weightOfKey[key + 1]);
    }
    return tree;
  }

  private int threadPath(PathTree tree, LongIntMap placed, long pair, long weight) {
    int root = (int) (pair >>> 32);
    int stack = (int) pair;
    int top = tree.child(PathTree.ROOT, root);
    tree.vote(top, PathTree.MARKER, weight);
    if (stack == StackTable.NONE) {
      return noStack(tree, top);
    }
    int[] path = ancestry(stack);
    int at = top;
    for (int i = path.length - 1; i >= 0; i--) {
      long key = Grouping.pair(root, path[i]);
      int known = placed.get(key);
      if (known < 0) {
        known = tree.child(at, grouping.nameOfFrame[stacks.frame(path[i])]);
        placed.put(key, known);
      }
      at = known;
      tree.vote(at, kindOf(path[i]), weight);
    }
    return at;
  }

  /** The stack and its prefixes, longest first. */
  private int[] ancestry(int stack) {
    int[] path = new int[stacks.depth(stack)];
    int at = stack;
    for (int i = 0; i < path.length; i++) {
      path[i] = at;
      at = stacks.parent(at);
    }
    return path;
  }
}
