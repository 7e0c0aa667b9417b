package dev.backdraft.analysis.query;

import java.util.BitSet;

/**
 * Where a tree's names match, and the weight of the stacks that hold a match, each counted once.
 */
public final class Search {
  private final CallTree tree;
  private final NamePattern pattern;
  private final boolean[] nameMatches;
  private final BitSet nodes;
  private final long weight;

  private Search(
      CallTree tree, NamePattern pattern, boolean[] nameMatches, BitSet nodes, long weight) {
    this.tree = tree;
    this.pattern = pattern;
    this.nameMatches = nameMatches;
    this.nodes = nodes;
    this.weight = weight;
  }

  public static Search of(CallTree tree, NamePattern pattern) {
    Names names = tree.names();
    boolean[] matches = new boolean[names.size()];
    for (int name = 1; name < matches.length; name++) {
      matches[name] = pattern.matches(names.text(name));
    }
    BitSet nodes = new BitSet(tree.size());
    long weight = 0;
    int countedUntil = 0;
    for (int node = 1; node < tree.size(); node++) {
      if (!matches[tree.name(node)] || tree.total(node) == 0) {
        continue;
      }
      nodes.set(node);
      if (node >= countedUntil) {
        weight += tree.total(node);
        countedUntil = tree.end(node);
      }
    }
    return new Search(tree, pattern, matches, nodes, weight);
  }

  public CallTree tree() {
    return tree;
  }

  public NamePattern pattern() {
    return pattern;
  }

  public boolean matches(int node) {
    return nodes.get(node);
  }

  public boolean nameMatches(int name) {
    return nameMatches[name];
  }

  /** How many nodes match. */
  public int count() {
    return nodes.cardinality();
  }

  public long weight() {
    return weight;
  }

  /** The matched part of what all shares of the tree are of, 0 to 1. */
  public double share() {
    return tree.share(weight);
  }

  /** The first match after a node, from the start again after the last; -1 if nothing matches. */
  public int next(int node) {
    int found = nodes.nextSetBit(node + 1);
    return found >= 0 ? found : nodes.nextSetBit(0);
  }

  /** The last match before a node, from the end again before the first; -1 if nothing matches. */
  public int previous(int node) {
    int found = node <= 0 ? -1 : nodes.previousSetBit(node - 1);
    return found >= 0 ? found : nodes.length() - 1;
  }

  /** The place of a matching node among the matches, from 1; 0 if it is none. */
  public int ordinal(int node) {
    return nodes.get(node) ? nodes.get(0, node + 1).cardinality() : 0;
  }

  /** A copy of the matching nodes. */
  public BitSet nodes() {
    return (BitSet) nodes.clone();
  }
}
