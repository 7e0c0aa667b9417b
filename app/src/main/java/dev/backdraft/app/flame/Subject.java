package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;

/**
 * The frame that the person has chosen: what the inspector speaks of and what commands act on.
 *
 * @param tree in which tree
 * @param selection of what the tree was weighed
 * @param node the frame; for a row of the table the heaviest frame of that name
 */
record Subject(CallTree tree, Selection selection, int node) {
  Subject {
    if (node <= CallTree.ROOT || node >= tree.size()) {
      throw new IllegalArgumentException("no frame " + node);
    }
  }

  String name() {
    return tree.text(node);
  }

  String shortName() {
    return tree.names().shortText(tree.name(node));
  }

  /** The heaviest frame of a name, or -1. */
  static int heaviest(CallTree tree, String name) {
    int best = -1;
    for (int node = 1; node < tree.size(); node++) {
      if (tree.total(node) > 0
          && (best < 0 || tree.total(node) > tree.total(best))
          && tree.text(node).equals(name)) {
        best = node;
      }
    }
    return best;
  }
}
