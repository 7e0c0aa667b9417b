package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import org.jspecify.annotations.Nullable;

/**
 * How the page of a flame graph looks when it is opened.
 *
 * @param from left edge, as a share of the root
 * @param to right edge, as a share of the root
 * @param node the node that is zoomed to; the breadcrumb ends there
 * @param scrollPx rows scrolled away, in logical pixels
 * @param rootBelow true for a flame, false for an icicle
 * @param theme the colours, or null for those that the reader's system has
 * @param colours what the colours mean
 * @param search what is lit up, or null
 */
public record PageView(
    double from,
    double to,
    int node,
    double scrollPx,
    boolean rootBelow,
    @Nullable Theme theme,
    ColourMode colours,
    @Nullable NamePattern search) {
  /** The whole as an icicle, as the reader's system has it. */
  public static final PageView PLAIN =
      new PageView(0, 1, 0, 0, false, null, ColourMode.PACKAGE, null);

  public PageView withSearch(@Nullable NamePattern pattern) {
    return new PageView(from, to, node, scrollPx, rootBelow, theme, colours, pattern);
  }

  public PageView withTheme(@Nullable Theme wanted) {
    return new PageView(from, to, node, scrollPx, rootBelow, wanted, colours, search);
  }

  /** The same place in {@link CallTree#within} of a node. */
  public PageView within(CallTree whole, long start, int top) {
    double all = whole.total();
    double wide = Math.max(1, whole.total(top));
    double left = Math.clamp((from * all - start) / wide, 0.0, 1.0);
    double right = Math.clamp((to * all - start) / wide, 0.0, 1.0);
    boolean some = left < right;
    return new PageView(
        some ? left : 0, some ? right : 1, node, scrollPx, rootBelow, theme, colours, search);
  }
}
