package dev.backdraft.analysis.query;

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

  private final Names names;
  private final int[] nodeOfKey;
  private final long[] weightOfKey;

  /** {@code nodeOfKey} is changed in place by every step. */
  Rewrite(Names names, int[] nodeOfKey, long[] weightOfKey) {
    this.names = names;
    this.nodeOfKey = nodeOfKey;
    this.weightOfKey = weightOfKey;
  }

  PathTree apply(PathTree in, Transform step) {
    String argument = step.argument();
    return switch (step.kind()) {
      case FOCUS_FUNCTION -> focus(in, names.find(argument));
      case FOCUS_SUBTREE -> focusSubtree(in, argument);
      case HIDE_FUNCTION -> hide(in, names.find(argument));
      case MERGE_FUNCTION -> merge(in, single(names.find(argument)));
      case MERGE_LIBRARY -> merge(in, inPackages(List.of(argument)));
      case ONLY_MY_CODE -> merge(in, notMine(argument));
      case COLLAPSE_RECURSION ->
          argument.isEmpty() ? collapseDirect(in) : collapse(in, names.find(argument));
      case INVERT -> invert(in);
    };
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
    for (int key = 0; key < nodeOfKey.length; key++) {
      if (nodeOfKey[key] >= 0) {
        nodeOfKey[key] = placed[nodeOfKey[key]];
      }
    }
    return out;
  }

  private static boolean same(PathTree in, int node, PathTree out, int at) {
    return in.name(node) == out.name(at);
  }

  private PathTree focus(PathTree in, int wanted) {
    return pass(
        in,
        PathTree.DROPPED,
        (tree, node, parent, out) -> {
          if (parent >= 0) {
            return out.child(parent, tree.name(node));
          }
          return tree.name(node) == wanted ? out.child(PathTree.ROOT, wanted) : PathTree.DROPPED;
        });
  }

  private PathTree focusSubtree(PathTree in, String path) {
    String[] steps = path.split(String.valueOf(Transform.PATH_SEPARATOR));
    // How many names of the path end exactly at this node, or -1 once it has left the path.
    int[] matched = new int[in.size()];
    return pass(
        in,
        PathTree.DROPPED,
        (tree, node, parent, out) -> {
          if (parent >= 0) {
            return out.child(parent, tree.name(node));
          }
          int before = matched[tree.parent(node)];
          boolean onPath =
              before >= 0
                  && before < steps.length
                  && names.text(tree.name(node)).equals(steps[before]);
          matched[node] = onPath ? before + 1 : -1;
          return matched[node] == steps.length
              ? out.child(PathTree.ROOT, tree.name(node))
              : PathTree.DROPPED;
        });
  }

  private PathTree hide(PathTree in, int unwanted) {
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) ->
            parent < 0 || tree.name(node) == unwanted
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

  private PathTree collapse(PathTree in, int function) {
    // The new node of the outermost call above or at each node, or 0 outside of it.
    int[] outermost = new int[in.size()];
    return pass(
        in,
        PathTree.ROOT,
        (tree, node, parent, out) -> {
          int outer = outermost[tree.parent(node)];
          boolean isCall = tree.name(node) == function;
          int at = isCall && outer > 0 ? outer : out.child(parent, tree.name(node));
          outermost[node] = isCall && outer == 0 ? at : outer;
          return at;
        });
  }

  private PathTree invert(PathTree in) {
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

  private static BitSet single(int name) {
    BitSet one = new BitSet();
    if (name >= 0) {
      one.set(name);
    }
    return one;
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
              || (names.hasType(name) && listed.get(name) == given && !names.isHidden(name));
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
