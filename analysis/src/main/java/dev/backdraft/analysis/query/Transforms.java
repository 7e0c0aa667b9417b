package dev.backdraft.analysis.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The transforms of a view in the order they were made, each applied to what the one before left.
 *
 * @param steps first made first
 */
public record Transforms(List<Transform> steps) {
  public static final Transforms NONE = new Transforms(List.of());

  public Transforms {
    steps = List.copyOf(steps);
  }

  public static Transforms of(Transform... steps) {
    return new Transforms(List.of(steps));
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  public Transforms with(Transform step) {
    List<Transform> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Transforms(longer);
  }

  public Transforms with(Transform.Kind kind, String argument) {
    return with(new Transform(kind, argument));
  }

  /** Without the step at an index: a chip was removed. What it leaves stands as it stood. */
  public Transforms without(int index) {
    if (steps.get(index).kind() == Transform.Kind.INVERT) {
      return toggleInverted();
    }
    List<Transform> shorter = new ArrayList<>(steps);
    shorter.remove(index);
    return settled(shorter);
  }

  /** Without every step of a kind; of bottom-up, with leaves below. */
  public Transforms without(Transform.Kind kind) {
    return kind == Transform.Kind.INVERT
        ? upright()
        : settled(steps.stream().filter(step -> step.kind() != kind).toList());
  }

  /** Without the last step; the same if there is none. */
  public Transforms undo() {
    return steps.isEmpty() ? this : new Transforms(steps.subList(0, steps.size() - 1));
  }

  /** True if leaves are roots. */
  public boolean inverted() {
    return steps.stream().filter(step -> step.kind() == Transform.Kind.INVERT).count() % 2 == 1;
  }

  /**
   * Bottom-up on or off, whichever it is not. The steps before go on meaning what they meant: what
   * was focused on bottom-up still is, turned round afterwards.
   */
  public Transforms toggleInverted() {
    return settled(with(Transform.of(Transform.Kind.INVERT)).steps);
  }

  /** The same stacks with leaves below. */
  public Transforms upright() {
    return inverted() ? toggleInverted() : this;
  }

  /**
   * With leaves below, and of the stacks that a function was focused on bottom-up the callees in
   * place of the callers: the same stacks, and own weights are those of leaves that are in sight.
   * What else was focused or hidden bottom-up means other stacks top-down and stays as it is.
   */
  public Transforms withLeavesInSight() {
    int turn = steps.indexOf(Transform.of(Transform.Kind.INVERT));
    List<Transform> behind = turn < 0 ? List.of() : steps.subList(turn + 1, steps.size());
    long focused = behind.stream().filter(Transform::isFocus).count();
    boolean others =
        behind.stream()
            .anyMatch(step ->
                step.kind() == Transform.Kind.FOCUS_SUBTREE
                    || step.kind() == Transform.Kind.HIDE_FUNCTION);
    if (focused != 1 || others) {
      return upright();
    }
    return new Transforms(
        steps.stream().filter(step -> step.kind() != Transform.Kind.INVERT).toList());
  }

  /** The step at an index for a chip; what was focused on the other way up says so. */
  public String describe(int index) {
    Transform step = steps.get(index);
    boolean madeBottomUp = new Transforms(steps.subList(0, index)).inverted();
    boolean turned = step.isFocus() && madeBottomUp && !inverted();
    return turned ? step.describe() + ", bottom-up" : step.describe();
  }

  /**
   * Only focusing asks which way up the tree stands, so the tree is turned round where the next
   * focus needs it and at the end, and nowhere else.
   */
  private static Transforms settled(List<Transform> steps) {
    Transform turn = Transform.of(Transform.Kind.INVERT);
    List<Transform> result = new ArrayList<>();
    boolean wanted = false;
    boolean turned = false;
    for (Transform step : steps) {
      if (step.kind() == Transform.Kind.INVERT) {
        wanted = !wanted;
        continue;
      }
      if (turned != wanted && step.isFocus()) {
        result.add(turn);
        turned = wanted;
      }
      result.add(step);
    }
    if (turned != wanted) {
      result.add(turn);
    }
    return new Transforms(result);
  }

  /** One line per step. */
  public String text() {
    return String.join("\n", steps.stream().map(Transform::text).toList());
  }

  /**
   * From {@link #text()}.
   *
   * @throws IllegalArgumentException if a line is no transform
   */
  public static Transforms parse(String text) {
    return new Transforms(
        text.lines().filter(line -> !line.isBlank()).map(Transform::parse).toList());
  }
}
