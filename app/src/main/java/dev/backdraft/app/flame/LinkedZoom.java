package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.flame.FlameView;

/**
 * The same place in another tree: the frame with the same names above it, or its nearest caller
 * that is there, and the same part of that frame.
 */
final class LinkedZoom {
  private LinkedZoom() {}

  static FlameView in(CallTree to, CallTree from, FlameView view) {
    if (to.isEmpty() || from.isEmpty() || view.isWhole()) {
      return new FlameView(0, 1, view.scroll(), CallTree.ROOT);
    }
    int node = Math.min(view.node(), from.size() - 1);
    int there = node <= CallTree.ROOT ? CallTree.ROOT : to.find(from.pathText(node));
    boolean exact = to.depth(there) == from.depth(node) && to.total(there) > 0;
    double left = share(to, there);
    double width = (double) to.total(there) / to.total();
    if (!exact || from.total(node) == 0) {
      return new FlameView(left, Math.min(1, left + Math.max(width, 1e-9)), view.scroll(), there);
    }
    double fromLeft = share(from, node);
    double fromWidth = (double) from.total(node) / from.total();
    double start = left + (view.from() - fromLeft) / fromWidth * width;
    double end = left + (view.to() - fromLeft) / fromWidth * width;
    double kept = Math.clamp(end - start, 1e-9, 1.0);
    double begin = Math.clamp(start, 0.0, 1 - kept);
    return new FlameView(begin, begin + kept, view.scroll(), there);
  }

  /** Where a node begins, as a share of the root. */
  private static double share(CallTree tree, int node) {
    double start = 0;
    for (int at = node; at > CallTree.ROOT; at = tree.parent(at)) {
      int parent = tree.parent(at);
      for (int sibling = parent + 1; sibling < at; sibling = tree.end(sibling)) {
        start += tree.total(sibling);
      }
    }
    return start / tree.total();
  }
}
