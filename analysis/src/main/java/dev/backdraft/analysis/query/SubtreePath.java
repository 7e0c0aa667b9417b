package dev.backdraft.analysis.query;

import java.util.Arrays;
import java.util.List;

/** Finds a path of names in a tree that may be finer than they are, or rooted by threads. */
final class SubtreePath {
  private static final int OFF = -1;

  private final NameLevels levels;
  private final List<String> names;

  SubtreePath(NameLevels levels, List<String> names) {
    this.levels = levels;
    this.names = names;
  }

  /**
   * How many names of the path end at each node; -1 once it has left the path. A class that calls
   * itself is one name of a path by class, whatever methods the nodes are.
   */
  int[] match(PathTree tree, boolean inverted) {
    int[] matched = new int[tree.size()];
    By level = levels.levelOf(names);
    if (level == null) {
      Arrays.fill(matched, OFF);
      return matched;
    }
    By worked = levels.worked();
    int[] wanted = names.stream().mapToInt(name -> levels.find(level, name)).toArray();
    boolean runs = level != worked;
    NameLevels.Coarser coarser = runs ? levels.coarser(level) : null;
    boolean threadsFirst = worked.rootedByThread() && !inverted;
    for (int node = 1; node < matched.length; node++) {
      int before = matched[tree.parent(node)];
      int name = coarser == null ? tree.name(node) : coarser.of(tree, node);
      if (before == OFF) {
        matched[node] = OFF;
      } else if (before < wanted.length && name == wanted[before]) {
        matched[node] = before + 1;
      } else if (runs && before > 0 && name == wanted[before - 1]) {
        matched[node] = before;
      } else {
        // The path was chosen where no threads stood above it.
        boolean thread = threadsFirst && isThread(tree, node);
        matched[node] = thread ? 0 : OFF;
      }
    }
    return matched;
  }

  private boolean isThread(PathTree tree, int node) {
    return tree.parent(node) == PathTree.ROOT
        && levels.at(levels.worked()).names.isMarker(tree.name(node));
  }
}
