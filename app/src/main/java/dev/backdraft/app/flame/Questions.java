package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.analysis.query.ThreadGroups;
import dev.backdraft.analysis.query.ThreadLoad;
import dev.backdraft.analysis.query.TimeBuckets;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Vitals;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.timeline.StripData;
import dev.backdraft.viewers.timeline.TimeRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one recording what a look wants to know, and keeps the shapes of trees, so that brushing
 * weighs again what is there. Any thread but the UI's.
 */
final class Questions {
  private static final int SHAPES_KEPT = 4;
  private static final int BUCKETS = 600;
  private static final int PARTS_OF_SECOND = 50;

  private final Recording recording;
  private final Map<ShapeKey, CallShape> shapes = new LinkedHashMap<>();
  private @Nullable ThreadGroups groups;
  private @Nullable Vitals vitals;
  private Sandwich.@Nullable Shapes lastSandwich;
  private @Nullable SandwichKey lastSandwichKey;

  private record ShapeKey(SampleKind kind, By by, Transforms transforms) {}

  private record SandwichKey(SampleKind kind, By by, Transforms transforms, String function) {}

  Questions(Recording recording) {
    this.recording = recording;
  }

  Recording recording() {
    return recording;
  }

  Answer answer(Look look) {
    Selection selection = look.selection(recording, groups());
    CallTree tree =
        shape(look.kind(), look.by(), look.transforms()).weigh(selection, look.weighing());
    TopMethods top = look.show() == Show.TABLE ? top(look, tree, selection) : null;
    boolean sandwiched = look.show() == Show.SANDWICH && !look.function().isEmpty();
    Sandwich sandwich = sandwiched ? sandwich(look).weigh(selection, look.weighing()) : null;
    return new Answer(look, selection, tree, top, sandwich, tree.isEmpty() ? lacking() : "");
  }

  /** What memory did not suffice for: an empty picture must not say that there is nothing. */
  private String lacking() {
    return recording.problems().stream()
        .filter(problem -> problem.kind() == Problem.Kind.LIMIT)
        .map(Problem::expected)
        .filter(expected -> expected.startsWith("memory"))
        .findFirst()
        .orElse("");
  }

  /** The table has the same rows whichever way up the flame graph stands; threads stand above. */
  private TopMethods top(Look look, CallTree tree, Selection selection) {
    Transforms wanted = look.transforms().withLeavesInSight();
    boolean threads = look.bottomUp() && look.by().rootedByThread();
    if (!threads && wanted.equals(look.transforms().upright())) {
      return TopMethods.of(tree);
    }
    return TopMethods.of(shape(look.kind(), look.by(), wanted).weigh(selection, look.weighing()));
  }

  /** How much lies when, whatever time is selected. */
  StripData strip(Look look) {
    TimeRange range = range();
    boolean any = recording.sampleKinds().contains(look.kind());
    TimeBuckets density =
        any
            ? TimeBuckets.of(
                recording,
                look.selection(recording, groups()),
                look.weighing(),
                range.fromNanos(),
                range.toNanos(),
                BUCKETS)
            : null;
    return new StripData(range, density, vitals());
  }

  SubsecondHeatmap heatmap(Look look) {
    TimeRange range = range();
    return SubsecondHeatmap.of(
        recording,
        look.selection(recording, groups()),
        range.fromNanos(),
        range.toNanos(),
        PARTS_OF_SECOND);
  }

  ThreadLoad load(Look look) {
    return ThreadLoad.of(recording, look.selection(recording, groups()));
  }

  TimeRange range() {
    long from = recording.startNanos();
    return new TimeRange(from, Math.max(from + 1, recording.endNanos()));
  }

  private synchronized ThreadGroups groups() {
    ThreadGroups known = groups;
    if (known == null) {
      known = ThreadGroups.of(recording.threads());
      groups = known;
    }
    return known;
  }

  private synchronized Vitals vitals() {
    Vitals known = vitals;
    if (known == null) {
      known = Vitals.of(recording);
      vitals = known;
    }
    return known;
  }

  private CallShape shape(SampleKind kind, By by, Transforms transforms) {
    return kept(
        new ShapeKey(kind, by, transforms), () -> CallShape.of(recording, kind, by, transforms));
  }

  private synchronized CallShape kept(ShapeKey key, Supplier<CallShape> made) {
    CallShape known = shapes.remove(key);
    if (known == null) {
      known = made.get();
    }
    shapes.put(key, known);
    if (shapes.size() > SHAPES_KEPT) {
      shapes.remove(shapes.keySet().iterator().next());
    }
    return known;
  }

  private synchronized Sandwich.Shapes sandwich(Look look) {
    SandwichKey key = new SandwichKey(look.kind(), look.by(), look.transforms(), look.function());
    Sandwich.Shapes known = lastSandwich;
    if (known == null || !key.equals(lastSandwichKey)) {
      known =
          Sandwich.shapes(recording, look.kind(), look.by(), look.transforms(), look.function());
      lastSandwich = known;
      lastSandwichKey = key;
    }
    return known;
  }
}
