package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.BitSet;

/**
 * One function in the middle: who calls it above, what it calls below. Both trees have the function
 * as their only row below the root, and the same total: each stack that holds it, counted once.
 * Their shares are of the selection.
 *
 * @param function its name
 * @param callers grows from the function's innermost call towards the roots of the stacks
 * @param callees grows from the function's outermost call towards the leaves
 */
public record Sandwich(String function, CallTree callers, CallTree callees) {

  /** The function's own weight, in its inner calls too. */
  public long self() {
    // At another level than the one it was chosen at, the function may have several names.
    BitSet middle = new BitSet();
    for (int row = 1; row < callees.size(); row = callees.end(row)) {
      middle.set(callees.name(row));
    }
    long self = 0;
    for (int node = 1; node < callees.size(); node++) {
      self += middle.get(callees.name(node)) ? callees.own(node) : 0;
    }
    return self;
  }

  /** The two shapes, to be weighed again for every new selection. */
  public record Shapes(String function, CallShape callers, CallShape callees) {
    public Sandwich weigh(Selection selection, Weighing weighing) {
      return new Sandwich(
          function,
          callers.weigh(selection, weighing).partOfSelection(),
          callees.weigh(selection, weighing).partOfSelection());
    }
  }

  /** The view's transforms stay, but for bottom-up, which the upper half is anyway. */
  public static Shapes shapes(
      Recording recording, SampleKind kind, By by, Transforms transforms, String function) {
    Transforms topDown = transforms.upright();
    Transform focus = new Transform(Transform.Kind.FOCUS_FUNCTION, function);
    Transforms upwards = topDown.toggleInverted().with(focus);
    return new Shapes(
        function,
        CallShape.of(recording, kind, by, upwards),
        CallShape.of(recording, kind, by, topDown.with(focus)));
  }
}
