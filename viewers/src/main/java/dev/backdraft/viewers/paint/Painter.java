package dev.backdraft.viewers.paint;

import dev.backdraft.viewers.layout.FlameBoxes;

/** What boxes and words are drawn with: pixels, SVG, or a list in a test. */
public interface Painter {
  /** What is drawn next belongs to this box; of use to who writes titles beside pixels. */
  default void box(FlameBoxes boxes, int box) {}

  /** A filled rectangle; right and bottom are the first pixels outside of it. */
  void rect(int left, int top, int right, int bottom, int argb);

  /** The first {@code length} characters of a text, and "…" behind them if asked. */
  void text(double x, int baseline, String text, int length, boolean ellipsis, int argb);
}
