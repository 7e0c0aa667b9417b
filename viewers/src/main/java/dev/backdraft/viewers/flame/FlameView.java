package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameRows;

/**
 * Where a person looks: a range of the root's width, and how far the rows are scrolled.
 *
 * @param from left edge, as a share of the root
 * @param to right edge, as a share of the root
 * @param scroll logical pixels away from the root
 * @param node the node that was zoomed to; the breadcrumb ends there
 */
public record FlameView(double from, double to, double scroll, int node) {
  public static final FlameView WHOLE = new FlameView(0, 1, 0, CallTree.ROOT);

  /** Beyond this the pixels of a double run out. */
  private static final double NARROWEST = 1e-10;

  public double width() {
    return to - from;
  }

  public boolean isWhole() {
    return from <= 0 && to >= 1;
  }

  /** Exactly one node; null-safe on empty trees: the whole. */
  static FlameView of(FlameRows rows, int node, double scroll) {
    long start = rows.startOf(node);
    double all = rows.tree().total();
    if (start < 0 || all <= 0) {
      return new FlameView(0, 1, scroll, CallTree.ROOT);
    }
    double from = start / all;
    double to = (start + rows.tree().total(node)) / all;
    return new FlameView(from, to, scroll, node);
  }

  /** Wider or narrower about a place that stays where it is; a factor below 1 zooms in. */
  FlameView zoomed(double share, double factor) {
    double wanted = Math.clamp(width() * factor, NARROWEST, 1.0);
    double left = share - (share - from) * (wanted / width());
    return at(left, wanted);
  }

  FlameView panned(double byShare) {
    return at(from + byShare, width());
  }

  FlameView scrolled(double to) {
    return new FlameView(from, this.to, Math.max(0, to), node);
  }

  private FlameView at(double left, double wanted) {
    double kept = Math.clamp(left, 0.0, Math.max(0.0, 1 - wanted));
    return new FlameView(kept, Math.min(1, kept + wanted), scroll, node);
  }

  /** Part of the way to another view; widths change by a constant ratio, as the eye expects. */
  FlameView towards(FlameView other, double part) {
    if (part >= 1) {
      return other;
    }
    double wide = width() * Math.pow(other.width() / width(), part);
    // Where both edges move together so that no frame leaves the picture and comes back.
    double share =
        Math.abs(other.width() - width()) < 1e-15
            ? part
            : (wide - width()) / (other.width() - width());
    double left = from + (other.from - from) * share;
    double down = scroll + (other.scroll - scroll) * part;
    return new FlameView(left, left + wide, down, other.node);
  }
}
