package dev.backdraft.app.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The states that a value went through, with a place in them.
 *
 * <pre>
 *   whole   CPU   brush 1..9 s   focus price        undo goes to the left,
 *                        ^ now                      a change drops what is to the right
 * </pre>
 *
 * @param <T> an immutable value
 */
final class History<T> {
  private static final int MOST = 500;

  private final List<Entry<T>> entries = new ArrayList<>();
  private int at;
  private boolean open;

  private record Entry<T>(T value, Object gesture, String what) {}

  History(T first) {
    entries.add(new Entry<>(first, "", ""));
  }

  T now() {
    return entries.get(at).value();
  }

  /**
   * A change by a person.
   *
   * @param gesture steps with an equal gesture that follow each other are one entry; null for a
   *     change of its own
   * @param what for people, as {@code Brush}
   */
  void change(T value, @Nullable Object gesture, String what) {
    if (value.equals(now())) {
      return;
    }
    boolean more = open && gesture != null && gesture.equals(entries.get(at).gesture());
    entries.subList(at + 1, entries.size()).clear();
    Entry<T> entry = new Entry<>(value, gesture == null ? new Object() : gesture, what);
    if (more) {
      entries.set(at, entry);
    } else {
      entries.add(entry);
      if (entries.size() > MOST) {
        entries.removeFirst();
      }
      at = entries.size() - 1;
    }
    open = gesture != null;
  }

  /** A change by the program: what is seen now, with nothing to undo. */
  void amend(T value) {
    Entry<T> entry = entries.get(at);
    entries.set(at, new Entry<>(value, entry.gesture(), entry.what()));
  }

  /** The same change in every state: a file was opened, or closed for good. */
  void everywhere(UnaryOperator<T> change) {
    entries.replaceAll(e -> new Entry<>(change.apply(e.value()), e.gesture(), e.what()));
    for (int i = entries.size() - 1; i > 0; i--) {
      if (entries.get(i).value().equals(entries.get(i - 1).value())) {
        entries.remove(i);
        at = at >= i ? at - 1 : at;
      }
    }
  }

  /** The hand has let go: the next step is an entry of its own. */
  void endGesture() {
    open = false;
  }

  boolean canUndo() {
    return at > 0;
  }

  boolean canRedo() {
    return at < entries.size() - 1;
  }

  /** What would be undone; "" for nothing. */
  String undoes() {
    return entries.get(at).what();
  }

  /** What would be done again; "" for nothing. */
  String redoes() {
    return canRedo() ? entries.get(at + 1).what() : "";
  }

  void undo() {
    at = Math.max(0, at - 1);
    open = false;
  }

  void redo() {
    at = Math.min(entries.size() - 1, at + 1);
    open = false;
  }
}
