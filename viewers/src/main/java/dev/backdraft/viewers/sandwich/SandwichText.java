package dev.backdraft.viewers.sandwich;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.viewers.scale.Format;

/** What the bar between the halves of a sandwich says, on the screen and in a picture. */
public final class SandwichText {
  private SandwichText() {}

  public static String bar(Sandwich of) {
    CallTree tree = of.callees();
    String name = tree.size() > 1 ? tree.names().shortText(tree.name(1)) : of.function();
    return name + "     " + amounts(of);
  }

  static String amounts(Sandwich of) {
    CallTree tree = of.callees();
    return amount("total ", tree, tree.total()) + "     " + amount("self ", tree, of.self());
  }

  private static String amount(String name, CallTree tree, long weight) {
    return name + Format.weight(weight, tree.unit()) + "  " + Format.percent(tree.share(weight));
  }
}
