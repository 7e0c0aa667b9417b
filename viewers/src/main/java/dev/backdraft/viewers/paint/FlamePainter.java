package dev.backdraft.viewers.paint;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.scale.Format;

/**
 * Draws laid-out boxes: colour, a hair of space between them, and names where they can be read. A
 * block of merged frames says how many it holds.
 */
public final class FlamePainter {
  /** In logical pixels: a box that is narrower has no name. */
  private static final int LEAST_FOR_TEXT = 22;

  private static final double TEXT_INSET = 4;
  private static final double MERGED_FADE = 0.28;
  private static final double UNMATCHED_FADE = 0.62;

  private final CallTree tree;
  private final FlamePalette palette;
  private final Glyphs glyphs;
  private final double scale;
  private final boolean searching;

  /**
   * For one picture.
   *
   * @param glyphs to measure with; the painter draws with its own
   * @param scale device pixels a logical pixel
   * @param searching true if boxes that match nothing step back
   */
  public FlamePainter(
      CallTree tree, FlamePalette palette, Glyphs glyphs, double scale, boolean searching) {
    this.tree = tree;
    this.palette = palette;
    this.glyphs = glyphs;
    this.scale = scale;
    this.searching = searching;
  }

  public void paint(FlameBoxes boxes, Painter painter) {
    int hair = (int) Math.max(1, Math.round(scale));
    boolean readable = boxes.viewport().rowPx() >= glyphs.cellHeight();
    Viewport viewport = boxes.viewport();
    for (int row = 0; row < boxes.rows(); row++) {
      int top = viewport.top(boxes.firstRow() + row);
      int end = top + viewport.rowPx();
      int bottom = end - (viewport.rowPx() > 3 * hair ? hair : 0);
      painter.beginRow(top, bottom, end);
      for (int box = boxes.rowStart(row); box < boxes.rowEnd(row); box++) {
        int left = boxes.leftPx(box);
        int right = boxes.rightPx(box);
        int drawnRight = right - left > 2 * hair ? right - hair : right;
        painter.box(boxes, box);
        painter.rect(left, top, drawnRight, bottom, colour(boxes, box));
        if (readable && right - left >= LEAST_FOR_TEXT * scale) {
          label(boxes, box, top, painter);
        }
      }
      painter.endRow();
    }
  }

  private int colour(FlameBoxes boxes, int box) {
    if (boxes.match(box)) {
      return palette.match();
    }
    int colour = palette.node(tree, boxes.node(box));
    int background = palette.theme().background();
    if (searching) {
      colour = Theme.mix(colour, background, UNMATCHED_FADE);
    }
    return boxes.merged(box) > 1 ? Theme.mix(colour, background, MERGED_FADE) : colour;
  }

  private void label(FlameBoxes boxes, int box, int top, Painter painter) {
    double x = boxes.leftPx(box) + TEXT_INSET * scale;
    double room = boxes.rightPx(box) - x - TEXT_INSET * scale / 2;
    int merged = boxes.merged(box);
    String text =
        merged == 1 ? palette.label(tree, boxes.node(box)) : Format.count(merged) + " frames";
    int length = glyphs.fit(text, room);
    if (length == 0) {
      return;
    }
    int rowPx = boxes.viewport().rowPx();
    int baseline = top + (rowPx - glyphs.cellHeight()) / 2 + glyphs.ascent();
    painter.text(x, baseline, text, length, length < text.length(), ink(boxes.match(box)));
  }

  private int ink(boolean match) {
    Theme theme = palette.theme();
    if (match) {
      return theme.dark() ? 0xff0d1220 : 0xffffffff;
    }
    return searching ? Theme.mix(theme.ink(), theme.background(), 0.35) : theme.ink();
  }
}
