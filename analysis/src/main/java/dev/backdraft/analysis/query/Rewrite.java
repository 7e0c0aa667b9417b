package dev.backdraft.analysis.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Applies one transform to a prefix tree: a pass over its nodes, parents first, which places each
 * node into a new tree. Which stack ends at which node is rewritten along with it.
 */
final class Rewrite {
  /** Packages that hold no code of the person who looks, unless they say otherwise. */
  private static final List<String> RUN_TIMES =
      List.of("java", "javax", "jdk", "sun", "com.sun", "kotlin", "kotlinx", "scala", "groovy");

  /** Where a node goes: a node of the new tree, or {@link PathTree#DROPPED}. */
  private interface Rule {
    int place(PathTree in, int node, int placedParent, PathTree out);
  }

  private final NameLevels levels;
  private final Names names;
  private final int[] nodeOfKey;
  private final long[] weightOfKey;
  private final BitSet cut = new BitSet();
  private final List<Transform> idle = new ArrayList<>();
  private boolean inverted;

  /** {@code nodeOfKey} is changed in place by every step. */
  Rewrite(NameLevels levels, int[] nodeOfKey, long[] weightOfKey) {
    this.levels = levels;
    this.names = levels.at(levels.worked()).names;
    this.nodeOfKey = nodeOfKey;
    this.weightOfKey = weightOfKey;
  }

  PathTree apply(PathTree in, Transform step) {
    String argument = step.argument();
    return switch (step.kind()) {
      case FOCUS_FUNCTION -> focus(in, named(in, step));
      case FOCUS_SUBTREE -> focusSubtree(in, step);
      case HIDE_FUNCTION -> hide(in, named(in, step));
      case MERGE_FUNCTION -> merge(in, named(in, step));
      case MERGE_LIBRARY -> merge(in, found(in, step, inPackages(List.of(argument))));
      case ONLY_MY_CODE -> merge(in, notMine(argument));
      case COLLAPSE_RECURSION ->
          argument.isEmpty() ? collapseDirect(in) : collapse(in, named(in, step));
      case INVERT -> invert(in);
    };
  }

  /** What the steps so far did besides the tree. */
  CallShape.Outcome outcome() {
    return new CallShape.Outcome(cut, List.copyOf(idle));
  }

  /** The names that a step is about; one that no node has makes it an idle step. */
  private BitSet named(PathTree in, Transform step) {
    return found(in, step, levels.named(step.argument()));
  }

  private BitSet found(PathTree in, Transform step, BitSet wanted) {
    for (int node = 1; node < in.size(); node++) {
      if (wanted.get(in.name(node))) {
        return wanted;
      }
    }
    idle.add(step);
    return wanted;
  }

  /** The last step of all: frames become their classes or packages, runs of which are one node. */
  PathTree coarsen(PathTree in, NameLevels.Coarser coarser) {
    PathTree out = new PathTree(in.size());
    long[] totals = in.totals(nodeOfKey, weightOfKey);
    int[] placed = new int[in.size()];
    for (int node = 1; node < in.size(); node++) {
      int parent = placed[in.parent(node)];
      int name = coarser.of(in, node);
      placed[node] = parent > 0 && out.name(parent) == name ? parent : out.child(parent, name);
      out.vote(placed[node], in.kind(node), placed[node] == parent ? 0 : totals[node]);
    }
    follow(placed);
    return out;
  }

  private void follow(int[] placed) {
    for (int key = 0; key < nodeOfKey.length; key++) {
      if (nodeOfKey[key] >= 0) {
        nodeOfKey[key] = placed[nodeOfKey[key]];
      }
    }
  }

  private PathTree pass(PathTree in, int placedRoot, Rule rule) {
    PathTree out = new PathTree(in.size());
    long[] totals = in.totals(nodeOfKey, weightOfKey);
    int[] placed = new int[in.size()];
    placed[0] = placedRoot;
    for (int node = 1; node < in.size(); node++) {
      int before = out.size();
      int parent = placed[in.parent(node)];
      int at = rule.place(in, node, parent, out);
      placed[node] = at;
      boolean keptItsFrame = at >= before || (at > 0 && at != parent && same(in, node, out, at));
      if (keptItsFrame) {
        out.vote(at, in.kind(node), totals[node]);
      }
    }
    if (inverted && placedRoot == PathTree.DROPPED) {
      markCut(in, placed);
    }
    follow(placed);
    return out;
  }

  /** Stacks whose leaf, the first row below the root, is dropped while the rest of them stays. */
  private void markCut(PathTree in, int[] placed) {
    int[] first = new int[in.size()];
    for (int node = 1; node < first.length; node++) {
      first[node] = in.parent(node) == PathTree.ROOT ? node : first[in.parent(node)];
    }
    for (int key = 0; key < nodeOfKey.length; key++) {
      int node = nodeOfKey[key];
      if (node > 0 && placed[node] >= 0 && placed[first[node]] == PathTree.DROPPED) {
        cut.set(key);
      }
    }
  }

  private static boolean same(PathTree in, int node, PathTree out, int at) {
    return in.name(node) == out.name(at);
  }

  private PathTree focus(PathTree in, BitSet wanted) {
    return pass(
        in,
        PathTree.DROPPED,
        (tree, node, parent, out) -> {
          if (parent >= 0) {
            return out.child(parent, tree.name(node));
          }
          int name = tree.name(node);
          return wanted.get(name) ? out.child(PathTree.ROOT, name) : PathTree.DROPPED;
        });
  }

  /** A path of classes is matched by the methods that a tree by method has in their place. */
  private PathTree focusSubtree(PathTree in, Transform step) {
    int[] matched = new SubtreePath(levels, step.names()).match(in, inverted);
    int length = step.names().size();
    if (Arrays.stream(matched).noneMatch(steps -> steps == length)) {
      idle.add(step);
    }
    return pass(
        in,
        PathTree.DROPPED,
        (tree, node, parent, out) ->
            parent >= 0
                ? out.child(parent, tree.name(node))
                : matched[node] == length
                    ? out.child(PathTree.ROOT, tree.name(node))
                    : PathTree.DROPPED);
  }

  private PathTree hide(PathTree in, BitSet unwanted) {
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) ->
            parent < 0 || unwanted.get(tree.name(node))
                ? PathTree.DROPPED
                : out.child(parent, tree.name(node)));
  }

  private PathTree merge(PathTree in, BitSet unwanted) {
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) ->
            parent < 0 || unwanted.get(tree.name(node))
                ? parent
                : out.child(parent, tree.name(node)));
  }

  private PathTree collapseDirect(PathTree in) {
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) ->
            parent > 0 && out.name(parent) == tree.name(node)
                ? parent
                : out.child(parent, tree.name(node)));
  }

  private PathTree collapse(PathTree in, BitSet function) {
    // The new node of the outermost call above or at each node, or 0 outside of it.
    int[] outermost = new int[in.size()];
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) -> {
          int outer = outermost[tree.parent(node)];
          boolean isCall = function.get(tree.name(node));
          int at = isCall && outer > 0 ? outer : out.child(parent, tree.name(node));
          outermost[node] = isCall && outer == 0 ? at : outer;
          return at;
        });
  }

  private PathTree invert(PathTree in) {
    inverted = !inverted;
    PathTree out = new PathTree(in.size());
    int[] placed = new int[in.size()];
    Arrays.fill(placed, PathTree.DROPPED);
    long[] own = new long[in.size()];
    for (int key = 0; key < nodeOfKey.length; key++) {
      if (nodeOfKey[key] >= 0) {
        own[nodeOfKey[key]] += weightOfKey[key];
      }
    }
    for (int key = 0; key < nodeOfKey.length; key++) {
      int leaf = nodeOfKey[key];
      if (leaf < 0) {
        continue;
      }
      if (placed[leaf] == PathTree.DROPPED) {
        placed[leaf] = reversed(in, leaf, own[leaf], out);
      }
      nodeOfKey[key] = placed[leaf];
    }
    return out;
  }

  private static int reversed(PathTree in, int leaf, long weight, PathTree out) {
    int at = PathTree.ROOT;
    for (int node = leaf; node > 0; node = in.parent(node)) {
      at = out.child(at, in.name(node));
      out.vote(at, in.kind(node), weight);
    }
    return at;
  }

  private BitSet inPackages(List<String> packages) {
    BitSet found = new BitSet();
    for (int name = 0; name < names.size(); name++) {
      if (names.hasType(name) && isIn(names.packageName(name), packages)) {
        found.set(name);
      }
    }
    return found;
  }

  private BitSet notMine(String packages) {
    BitSet others = new BitSet();
    boolean given = !packages.isBlank();
    BitSet listed = inPackages(given ? List.of(packages.strip().split("[,\\s]+")) : RUN_TIMES);
    for (int name = 0; name < names.size(); name++) {
      boolean mine =
          names.isMarker(name)
              || (listed.get(name) && given && !names.isHidden(name))
              || (names.hasSource(name) && !listed.get(name) && !given && !names.isHidden(name));
      others.set(name, !mine);
    }
    return others;
  }

  private static boolean isIn(String packageName, List<String> packages) {
    for (String wanted : packages) {
      if (packageName.startsWith(wanted)
          && (packageName.length() == wanted.length()
              || packageName.charAt(wanted.length()) == '.')) {
        return true;
      }
    }
    return false;
  }
}
