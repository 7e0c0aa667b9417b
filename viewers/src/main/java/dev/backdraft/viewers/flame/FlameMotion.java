package dev.backdraft.viewers.flame;

/**
 * The way from one view to another. A new goal begins at the view of this moment, so a motion can
 * be interrupted at any time without a jump.
 */
final class FlameMotion {
  private static final double LONG_NANOS = 180e6;

  private FlameView start = FlameView.WHOLE;
  private FlameView goal = FlameView.WHOLE;
  private long startedNanos;
  private boolean moving;

  void jump(FlameView view) {
    start = view;
    goal = view;
    moving = false;
  }

  void moveTo(FlameView view, long nowNanos) {
    start = at(nowNanos);
    goal = view;
    startedNanos = nowNanos;
    moving = true;
  }

  boolean moving() {
    return moving;
  }

  FlameView goal() {
    return goal;
  }

  /** The view at a moment; at the end of the way the motion stops. */
  FlameView at(long nowNanos) {
    if (!moving) {
      return goal;
    }
    double part = (nowNanos - startedNanos) / LONG_NANOS;
    if (part >= 1) {
      moving = false;
      return goal;
    }
    double rest = 1 - Math.max(0, part);
    return start.towards(goal, 1 - rest * rest * rest);
  }
}
