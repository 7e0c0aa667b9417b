package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * One function wherever it stands in a tree. No stack is counted twice for the same thing, however
 * often the function recurs in it; callers stay callers in a tree that stands bottom-up.
 *
 * @param self weight of the stacks that have the function for their leaf
 * @param total weight of the stacks that hold it
 * @param frames in how many places of the tree it stands
 * @param callers by name, who called its outermost call
 * @param callees by name, weight of the stacks in which one of its calls called them
 * @param kinds how it ran
 */
public record FunctionSums(
    long self,
    long total,
    int frames,
    Map<Integer, Long> callers,
    Map<Integer, Long> callees,
    Map<FrameKind, Long> kinds) {

  /** Two passes over the nodes: not for the UI thread. */
  public static FunctionSums of(CallTree tree, int name) {
    long self = 0;
    long total = 0;
    int frames = 0;
    int openUntil = 0;
    Map<FrameKind, Long> kinds = new EnumMap<>(FrameKind.class);
    for (int at = 1; at < tree.size(); at++) {
      if (tree.name(at) == name && tree.total(at) > 0) {
        self += tree.own(at);
        frames++;
        if (at >= openUntil) {
          openUntil = tree.end(at);
          total += tree.total(at);
          kinds.merge(tree.kind(at), tree.total(at), Long::sum);
        }
      }
    }
    boolean inverted = tree.shape().inverted();
    Map<Integer, Long> callers = inverted ? beyondLast(tree, name) : beforeFirst(tree, name);
    Map<Integer, Long> callees = inverted ? before(tree, name) : beyond(tree, name);
    return new FunctionSums(self, total, frames, callers, callees, kinds);
  }

  /** By the row above, of the function's first frame on each path. */
  private static Map<Integer, Long> beforeFirst(CallTree tree, int name) {
    Map<Integer, Long> sums = new HashMap<>();
    for (int at = 1; at < tree.size(); at++) {
      if (tree.name(at) == name && tree.total(at) > 0) {
        if (tree.parent(at) > CallTree.ROOT) {
          sums.merge(tree.name(tree.parent(at)), tree.total(at), Long::sum);
        }
        at = tree.end(at) - 1;
      }
    }
    return sums;
  }

  /** By the row below, of the function's last frame on each path. */
  private static Map<Integer, Long> beyondLast(CallTree tree, int name) {
    // The weight at each node of the stacks that hold the function there or further below.
    long[] holding = new long[tree.size()];
    for (int at = tree.size() - 1; at > 0; at--) {
      if (tree.name(at) == name) {
        holding[at] = tree.total(at);
      }
      holding[tree.parent(at)] += holding[at];
    }
    Map<Integer, Long> sums = new HashMap<>();
    for (int at = 1; at < tree.size(); at++) {
      long last = tree.total(at) - holding[at];
      if (last > 0 && isBelow(tree, at, name)) {
        sums.merge(tree.name(at), last, Long::sum);
      }
    }
    return sums;
  }

  /** By the row below, of any of the function's frames on a path. */
  private static Map<Integer, Long> beyond(CallTree tree, int name) {
    Map<Integer, Long> sums = new HashMap<>();
    Map<Integer, Integer> openUntil = new HashMap<>();
    for (int at = 1; at < tree.size(); at++) {
      if (tree.name(at) != name && tree.total(at) > 0 && isBelow(tree, at, name)) {
        addOnce(tree, at, tree.name(at), sums, openUntil);
      }
    }
    return sums;
  }

  /** By the row above, of any of the function's frames on a path. */
  private static Map<Integer, Long> before(CallTree tree, int name) {
    Map<Integer, Long> sums = new HashMap<>();
    Map<Integer, Integer> openUntil = new HashMap<>();
    for (int at = 1; at < tree.size(); at++) {
      int above = tree.parent(at);
      boolean called = above > CallTree.ROOT && tree.name(above) != name;
      if (tree.name(at) == name && called && tree.total(at) > 0) {
        addOnce(tree, at, tree.name(above), sums, openUntil);
      }
    }
    return sums;
  }

  private static boolean isBelow(CallTree tree, int node, int name) {
    int above = tree.parent(node);
    return above > CallTree.ROOT && tree.name(above) == name;
  }

  private static void addOnce(
      CallTree tree, int node, int key, Map<Integer, Long> sums, Map<Integer, Integer> openUntil) {
    if (node >= openUntil.getOrDefault(key, 0)) {
      openUntil.put(key, tree.end(node));
      sums.merge(key, tree.total(node), Long::sum);
    }
  }
}
