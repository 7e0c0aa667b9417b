package dev.backdraft.viewers.sandwich;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.recording.WeightUnit;
import dev.backdraft.viewers.scale.Format;
import java.util.List;

/** What the bar between the halves of a sandwich says, on the screen and in a picture. */
public final class SandwichText {
  private static final String TOTAL = "total ";

  private SandwichText() {}

  public static String bar(Sandwich of) {
    CallTree tree = of.callees();
    String name = tree.size() > 1 ? tree.names().shortText(tree.name(1)) : of.function();
    return name + "     " + amounts(of).getFirst();
  }

  /**
   * The amounts in fewer and fewer words: what is counted is left out first (the caption says it),
   * then the shares, then the own weight.
   *
   * <pre>
   *   total 3,042 samples  18.4 %     self 12 samples  0.1 %
   *   total 3,042  18.4 %     self 12  0.1 %
   *   total 3,042     self 12
   *   total 3,042
   * </pre>
   */
  static List<String> amounts(Sandwich of) {
    CallTree tree = of.callees();
    WeightUnit unit = tree.unit();
    String total = Format.weight(tree.total(), unit);
    String self = Format.weight(of.self(), unit);
    String ofAll = "  " + Format.percent(tree.share(tree.total()));
    String ownOfAll = "  " + Format.percent(tree.share(of.self()));
    String bareTotal = Format.bare(tree.total(), unit);
    String bareSelf = Format.bare(of.self(), unit);
    return List.of(
        both(total + ofAll, self + ownOfAll),
        both(bareTotal + ofAll, bareSelf + ownOfAll),
        both(bareTotal, bareSelf),
        TOTAL + bareTotal);
  }

  private static String both(String total, String self) {
    return TOTAL + total + "     self " + self;
  }
}
