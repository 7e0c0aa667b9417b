package dev.backdraft.viewers.timeline;

import org.jspecify.annotations.Nullable;

/**
 * What a press and a drag do to the selected range: draw a new one, move it, or move one of its
 * edges. Knows moments, not pixels.
 */
final class Brush {
  /** What a drag that begins here would do. */
  enum Grip {
    DRAW,
    MOVE,
    FROM_EDGE,
    TO_EDGE
  }

  private final TimeRange outer;
  private final @Nullable TimeRange start;
  private final Grip grip;
  private final long pressed;

  private Brush(TimeRange outer, @Nullable TimeRange start, Grip grip, long pressed) {
    this.outer = outer;
    this.start = start;
    this.grip = grip;
    this.pressed = pressed;
  }

  static Grip grip(@Nullable TimeRange selected, long at, long edgeNanos) {
    if (selected == null) {
      return Grip.DRAW;
    }
    long toFrom = Math.abs(at - selected.fromNanos());
    long toTo = Math.abs(at - selected.toNanos());
    if (Math.min(toFrom, toTo) <= edgeNanos) {
      return toFrom <= toTo ? Grip.FROM_EDGE : Grip.TO_EDGE;
    }
    boolean inside = at > selected.fromNanos() && at < selected.toNanos();
    return inside ? Grip.MOVE : Grip.DRAW;
  }

  static Brush press(TimeRange outer, @Nullable TimeRange selected, long at, long edgeNanos) {
    return new Brush(outer, selected, grip(selected, at, edgeNanos), at);
  }

  Grip grip() {
    return grip;
  }

  /** The range while the hand is here; an edge that is pulled over the other one goes on there. */
  TimeRange drag(long at) {
    long here = Math.clamp(at, outer.fromNanos(), outer.toNanos());
    TimeRange before = start;
    if (before == null || grip == Grip.DRAW) {
      return between(Math.clamp(pressed, outer.fromNanos(), outer.toNanos()), here);
    }
    return switch (grip) {
      case MOVE -> before.moved(at - pressed, outer);
      case FROM_EDGE -> between(here, before.toNanos());
      case TO_EDGE, DRAW -> between(before.fromNanos(), here);
    };
  }

  private static TimeRange between(long one, long other) {
    long from = Math.min(one, other);
    return new TimeRange(from, Math.max(from + 1, Math.max(one, other)));
  }
}
