package dev.backdraft.app.selection;

import dev.backdraft.viewers.timeline.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place in a window where what is looked at changes, and the way back through all changes.
 * UI thread.
 */
public final class LookModel {
  private final History<Looks> history = new History<>(Looks.NONE);
  private final ReadOnlyObjectWrapper<Looks> now = new ReadOnlyObjectWrapper<>(Looks.NONE);
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper undoes = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper redoes = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper restored = new ReadOnlyIntegerWrapper();
  private final Map<String, TimeRange> extents = new HashMap<>();
  private List<String> pair = List.of();

  private record Gesture(String recording, Step step, Object detail) {}

  public ReadOnlyObjectProperty<Looks> now() {
    return now.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty canUndo() {
    return canUndo.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty canRedo() {
    return canRedo.getReadOnlyProperty();
  }

  /** What would be undone, for people. */
  public ReadOnlyStringProperty undoes() {
    return undoes.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty redoes() {
    return redoes.getReadOnlyProperty();
  }

  /** Grows with every undo and redo: then the place in the picture is restored, too. */
  public ReadOnlyIntegerProperty restored() {
    return restored.getReadOnlyProperty();
  }

  /** The two recordings that stand side by side, or none. */
  public void pair(List<String> recordings) {
    pair = List.copyOf(recordings);
  }

  /** From when to when a recording reaches; more of it may come. */
  public void extent(String recording, TimeRange whole) {
    extents.put(recording, whole);
  }

  /** The first look at a recording; nothing to undo. A recording that has one keeps it. */
  public void begin(String recording, Look first) {
    if (now.get().look(recording).isEmpty()) {
      history.everywhere(looks -> looks.with(recording, first));
      tell();
    }
  }

  /** A recording was closed: no undo leads back to it. */
  public void forget(String recording) {
    extents.remove(recording);
    history.everywhere(looks -> looks.without(recording));
    tell();
  }

  public void change(String recording, String what, UnaryOperator<Look> change) {
    change(recording, Step.SINGLE, "", what, change);
  }

  /**
   * Changes the look at a recording, and of the other one of a linked pair. Of the other its time
   * stays until this one's is changed: two times that were chosen apart are kept apart.
   *
   * @param step by which gesture
   * @param detail tells gestures of a kind apart: another detail is another entry
   * @param what for people
   */
  public void change(
      String recording, Step step, Object detail, String what, UnaryOperator<Look> change) {
    Looks before = now.get();
    Look old = before.of().get(recording);
    if (old == null) {
      return;
    }
    Look changed = change.apply(old);
    Looks after = before.with(recording, changed);
    if (before.linked() && before.sideBySide() && pair.contains(recording)) {
      for (String other : pair) {
        Look there = after.of().get(other);
        if (!other.equals(recording) && there != null) {
          Look asked = there.asked(changed);
          boolean moved = !Objects.equals(old.time(), changed.time());
          after =
              after.with(other, moved ? asked.withTime(asLate(recording, other, changed)) : asked);
        }
      }
    }
    Object gesture = step == Step.SINGLE ? null : new Gesture(recording, step, detail);
    history.change(after, gesture, what);
    tell();
  }

  /**
   * The same time of another recording: as long after its start, for people compare what happened
   * ten seconds into the load, not at three o'clock. It may lie beyond the other's end.
   */
  private @Nullable TimeRange asLate(String recording, String other, Look changed) {
    TimeRange time = changed.time();
    TimeRange here = extents.get(recording);
    TimeRange there = extents.get(other);
    if (time == null || here == null || there == null) {
      return null;
    }
    long later = there.fromNanos() - here.fromNanos();
    return new TimeRange(time.fromNanos() + later, time.toNanos() + later);
  }

  /** Where a control came to stand by itself, as after a new tree: nothing that is undone. */
  public void settle(String recording, UnaryOperator<Look> change) {
    Look old = now.get().of().get(recording);
    if (old != null) {
      history.amend(now.get().with(recording, change.apply(old)));
      tell();
    }
  }

  public void sideBySide(boolean both) {
    history.change(now.get().together(both), null, both ? "Side by side" : "One recording");
    tell();
  }

  public void linked(boolean both) {
    history.change(now.get().linking(both), null, both ? "Link" : "Unlink");
    tell();
  }

  public void style(String what, UnaryOperator<Style> change) {
    Looks before = now.get();
    history.change(before.styled(change.apply(before.style())), null, what);
    tell();
  }

  /** The hand has let go of what it dragged. */
  public void endGesture() {
    history.endGesture();
  }

  public void undo() {
    if (history.canUndo()) {
      history.undo();
      tellRestored();
    }
  }

  public void redo() {
    if (history.canRedo()) {
      history.redo();
      tellRestored();
    }
  }

  private void tellRestored() {
    restored.set(restored.get() + 1);
    tell();
  }

  private void tell() {
    canUndo.set(history.canUndo());
    canRedo.set(history.canRedo());
    undoes.set(history.undoes());
    redoes.set(history.redoes());
    now.set(history.now());
  }

  /** The recordings that have a look, for tests and for the session. */
  List<String> recordings() {
    return new ArrayList<>(now.get().of().keySet());
  }
}
