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

  /** Without the step at an index: a chip was removed. */
  public Transforms without(int index) {
    List<Transform> shorter = new ArrayList<>(steps);
    shorter.remove(index);
    return new Transforms(shorter);
  }

  /** Without every step of a kind. */
  public Transforms without(Transform.Kind kind) {
    return new Transforms(steps.stream().filter(step -> step.kind() != kind).toList());
  }

  /** Without the last step; the same if there is none. */
  public Transforms undo() {
    return steps.isEmpty() ? this : new Transforms(steps.subList(0, steps.size() - 1));
  }

  /** True if leaves are roots. */
  public boolean inverted() {
    return steps.stream().filter(step -> step.kind() == Transform.Kind.INVERT).count() % 2 == 1;
  }

  /** Bottom-up on or off, whichever it is not. */
  public Transforms toggleInverted() {
    return inverted() ? without(Transform.Kind.INVERT) : with(Transform.of(Transform.Kind.INVERT));
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
