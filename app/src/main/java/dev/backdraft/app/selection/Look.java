package dev.backdraft.app.selection;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadGroups;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.timeline.TimeRange;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of one recording. Threads are named and not numbered, so that a look can be
 * laid over another recording; only {@code time} and {@code zoom} belong to this one. A linked
 * recording is looked at as long after its own start.
 *
 * @param kind which samples
 * @param time the brushed range, or null for all
 * @param threads which threads
 * @param states in which states the threads were; none for all
 * @param frames only stacks with such a frame, as typed; "" for all
 * @param weighing weights or events
 * @param by what a frame of the tree is
 * @param transforms what was done to the tree
 * @param show flame, table or sandwich
 * @param function the middle of the sandwich, "" before one was chosen
 * @param search what is looked for, as typed
 * @param zoom where in the flame graph
 * @param places where in what stands beside it
 */
public record Look(
    SampleKind kind,
    @Nullable TimeRange time,
    ThreadChoice threads,
    Set<ThreadState> states,
    String frames,
    Weighing weighing,
    By by,
    Transforms transforms,
    Show show,
    String function,
    String search,
    FlameView zoom,
    Places places) {

  public Look {
    states = Set.copyOf(states);
  }

  /** All of a kind, from above. */
  public static Look at(SampleKind kind) {
    return new Look(
        kind,
        null,
        ThreadChoice.ALL,
        Set.of(),
        "",
        Weighing.WEIGHT,
        By.METHOD,
        Transforms.NONE,
        Show.FLAME,
        "",
        "",
        FlameView.WHOLE,
        Places.FIRST);
  }

  public Look withKind(SampleKind now) {
    return changed(draft -> draft.kind = now);
  }

  public Look withTime(@Nullable TimeRange now) {
    return changed(draft -> draft.time = now);
  }

  public Look withThreads(ThreadChoice now) {
    return changed(draft -> draft.threads = now);
  }

  public Look withStates(Set<ThreadState> now) {
    return changed(draft -> draft.states = now);
  }

  public Look withFrames(String now) {
    return changed(draft -> draft.frames = now);
  }

  public Look withWeighing(Weighing now) {
    return changed(draft -> draft.weighing = now);
  }

  public Look withBy(By now) {
    return changed(draft -> draft.by = now);
  }

  public Look withTransforms(Transforms now) {
    return changed(draft -> draft.transforms = now);
  }

  public Look withShow(Show now) {
    return changed(draft -> draft.show = now);
  }

  public Look withSearch(String now) {
    return changed(draft -> draft.search = now);
  }

  public Look withZoom(FlameView now) {
    return changed(draft -> draft.zoom = now);
  }

  public Look withPlaces(Places now) {
    return changed(draft -> draft.places = now);
  }

  /** The sandwich of a function. */
  public Look around(String wanted) {
    return changed(draft -> {
      draft.show = Show.SANDWICH;
      draft.function = wanted;
    });
  }

  /** With one more step; bottom-up turns round again if it was there. */
  public Look with(Transform step) {
    return withTransforms(
        step.kind() == Transform.Kind.INVERT ? transforms.toggleInverted() : transforms.with(step));
  }

  public boolean bottomUp() {
    return transforms.inverted();
  }

  /** The same question asked of another recording: all but time and place in the picture. */
  public Look asked(Look of) {
    return of.changed(draft -> {
      draft.time = time;
      draft.zoom = zoom;
      draft.places = places.withSort(of.places.sort());
    });
  }

  /** As another picture; a sandwich is about what was chosen, "" for what it was about. */
  public Look showing(Show now, String chosen) {
    boolean other = now == Show.SANDWICH && show != now && !chosen.isEmpty();
    return other ? around(chosen) : withShow(now);
  }

  /** As the questions of analysis take it. */
  public Selection selection(Recording recording, ThreadGroups groups) {
    Selection all =
        Selection.all(kind)
            .withThreads(threads.ids(recording.threads(), groups))
            .withFrames(NamePattern.typed(frames))
            .withStates(states.isEmpty() ? null : states);
    TimeRange range = time;
    return range == null ? all : all.withTime(range.fromNanos(), range.toNanos());
  }

  /** True if only what the person looks for or at differs, not what was added up. */
  public boolean sameQuestion(Look other) {
    return question().equals(other.question());
  }

  private Look question() {
    return withSearch("").withZoom(FlameView.WHOLE).withPlaces(Places.FIRST);
  }

  private Look changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.look();
  }

  /** A look while some of it is changed. */
  private static final class Draft {
    SampleKind kind;
    @Nullable TimeRange time;
    ThreadChoice threads;
    Set<ThreadState> states;
    String frames;
    Weighing weighing;
    By by;
    Transforms transforms;
    Show show;
    String function;
    String search;
    FlameView zoom;
    Places places;

    Draft(Look from) {
      kind = from.kind;
      time = from.time;
      threads = from.threads;
      states = from.states;
      frames = from.frames;
      weighing = from.weighing;
      by = from.by;
      transforms = from.transforms;
      show = from.show;
      function = from.function;
      search = from.search;
      zoom = from.zoom;
      places = from.places;
    }

    Look look() {
      return new Look(
          kind,
          time,
          threads,
          states,
          frames,
          weighing,
          by,
          transforms,
          show,
          function,
          search,
          zoom,
          places);
    }
  }
}
