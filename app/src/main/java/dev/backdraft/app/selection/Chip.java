package dev.backdraft.app.selection;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.viewers.scale.TimeAxis;
import dev.backdraft.viewers.timeline.TimeRange;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One part of a look that narrows or changes what is seen, and the look without it.
 *
 * @param text for people
 * @param removed what taking it away does
 */
public record Chip(String text, UnaryOperator<Look> removed) {
  private static final long SECOND = 1_000_000_000L;

  /** In the order of the window: time, threads, frames, how it is weighed, then the transforms. */
  public static List<Chip> of(Look look, ZoneId zone) {
    return of(look, zone, List.of());
  }

  /**
   * With marks.
   *
   * @param idle the transforms that found nothing
   */
  public static List<Chip> of(Look look, ZoneId zone, List<Transform> idle) {
    List<Chip> chips = new ArrayList<>();
    TimeRange time = look.time();
    if (time != null) {
      chips.add(new Chip(text(time, zone), now -> now.withTime(null)));
    }
    if (!look.threads().isAll()) {
      chips.add(
          new Chip(
              "Threads: " + look.threads().describe(), now -> now.withThreads(ThreadChoice.ALL)));
    }
    if (!look.states().isEmpty()) {
      String names =
          String.join(", ", look.states().stream().sorted().map(one -> one.label()).toList());
      chips.add(new Chip(names, now -> now.withStates(Set.of())));
    }
    if (NamePattern.typed(look.frames()) != null) {
      chips.add(new Chip("Stacks with: " + look.frames(), now -> now.withFrames("")));
    }
    if (look.weighing() == Weighing.COUNT) {
      chips.add(new Chip("Counted", now -> now.withWeighing(Weighing.WEIGHT)));
    }
    if (look.by() != By.METHOD) {
      chips.add(new Chip("By " + look.by().id(), now -> now.withBy(By.METHOD)));
    }
    addSteps(chips, look.transforms(), idle);
    return chips;
  }

  /** Bottom-up is one chip, however often the tree was turned round meanwhile. */
  private static void addSteps(List<Chip> chips, Transforms transforms, List<Transform> idle) {
    List<Transform> steps = transforms.steps();
    int shownTurn =
        transforms.inverted() ? steps.lastIndexOf(Transform.of(Transform.Kind.INVERT)) : -1;
    for (int i = 0; i < steps.size(); i++) {
      int index = i;
      Transform step = steps.get(i);
      if (step.kind() != Transform.Kind.INVERT || i == shownTurn) {
        String text = transforms.describe(i) + (idle.contains(step) ? " (finds nothing)" : "");
        chips.add(new Chip(text, now -> without(now, index, step)));
      }
    }
  }

  /** A chip that is pressed after the steps have changed takes away its own step or nothing. */
  private static Look without(Look look, int index, Transform step) {
    List<Transform> steps = look.transforms().steps();
    int at = index < steps.size() && steps.get(index).equals(step) ? index : steps.indexOf(step);
    return at < 0 ? look : look.withTransforms(look.transforms().without(at));
  }

  static String text(TimeRange time, ZoneId zone) {
    int digits = time.nanos() >= 10 * SECOND ? 0 : 3;
    return TimeAxis.clock(time.fromNanos(), zone, digits)
        + " – "
        + TimeAxis.clock(time.toNanos(), zone, digits);
  }
}
