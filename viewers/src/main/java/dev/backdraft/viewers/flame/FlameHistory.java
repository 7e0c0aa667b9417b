package dev.backdraft.viewers.flame;

import java.util.ArrayList;
import java.util.List;

/** Views that were looked at, with a place in them: back and forward as in a browser. */
final class FlameHistory {
  /** How a view was come by: a series of wheel or drag steps is one entry. */
  enum Step {
    JUMP,
    WHEEL,
    DRAG
  }

  private static final int MOST = 200;

  private final List<FlameView> views = new ArrayList<>(List.of(FlameView.WHOLE));
  private int at;
  private Step last = Step.JUMP;

  void clear(FlameView now) {
    views.clear();
    views.add(now);
    at = 0;
    last = Step.JUMP;
  }

  void add(FlameView view, Step step) {
    if (step != Step.JUMP && step == last) {
      views.set(at, view);
      return;
    }
    last = step;
    if (view.equals(views.get(at))) {
      return;
    }
    views.subList(at + 1, views.size()).clear();
    views.add(view);
    if (views.size() > MOST) {
      views.removeFirst();
    }
    at = views.size() - 1;
  }

  /** A gesture has ended: the next one is an entry of its own. */
  void endGesture() {
    last = Step.JUMP;
  }

  boolean canGoBack() {
    return at > 0;
  }

  boolean canGoForward() {
    return at < views.size() - 1;
  }

  FlameView back() {
    last = Step.JUMP;
    at = Math.max(0, at - 1);
    return views.get(at);
  }

  FlameView forward() {
    last = Step.JUMP;
    at = Math.min(views.size() - 1, at + 1);
    return views.get(at);
  }
}
