package dev.backdraft.viewers.paint;

import dev.backdraft.viewers.layout.FlameBoxes;

/** What boxes and words are drawn with: pixels, SVG, or a list in a test. */
public interface Painter {
  /** What is drawn next belongs to this box; of use to who writes titles beside pixels. */
  default void box(FlameBoxes boxes, int box) {}

  /**
   * What follows, until {@link #endRow}, are boxes from {@code top} to {@code bottom} and the words
   * in them: a painter of pixels draws one line of the boxes and copies it. Nothing is painted from
   * there to {@code end}, which is where the next row may begin.
   */
  default void beginRow(int top, int bottom, int end) {}

  default void endRow() {}

  /** A filled rectangle; right and bottom are the first pixels outside of it. */
  void rect(int left, int top, int right, int bottom, int argb);

  /** The first {@code length} characters of a text, and "…" behind them if asked. */
  void text(double x, int baseline, String text, int length, boolean ellipsis, int argb);
}
