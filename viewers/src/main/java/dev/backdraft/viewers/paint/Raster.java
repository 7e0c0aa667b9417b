package dev.backdraft.viewers.paint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws into an array of opaque pixels. Rectangles are runs of {@link Arrays#fill}, text is blended
 * from {@link Glyphs}: no toolkit, no lock, any thread.
 *
 * <p>A row of boxes is drawn as its first line and copied to the others, words go over it at its
 * end: thousands of boxes a few pixels wide then cost a few pixels each, not a column. The lines of
 * a row are cleared by its copies; only the lines that no row had are cleared apart.
 */
public final class Raster implements Painter {
  private final int[] pixels;
  private final int width;
  private final int height;
  private final Glyphs glyphs;
  private final List<Words> words = new ArrayList<>();
  private boolean inRow;
  private int rowTop;
  private int rowBottom;
  private int background;
  private boolean[] stale = new boolean[0];

  /** Words that wait for the boxes below them. */
  private record Words(
      double x, int baseline, String text, int length, boolean ellipsis, int argb) {}

  public Raster(int[] pixels, int width, int height, Glyphs glyphs) {
    if (pixels.length < width * height) {
      throw new IllegalArgumentException(pixels.length + " pixels for " + width + " x " + height);
    }
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.glyphs = glyphs;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int[] pixels() {
    return pixels;
  }

  public void clear(int argb) {
    Arrays.fill(pixels, 0, width * height, argb);
  }

  /** Instead of {@link #clear} where rows follow, and {@link #endRows} after them. */
  public void beginRows(int argb) {
    background = argb;
    stale = new boolean[height];
    Arrays.fill(stale, true);
  }

  /** Clears what no row covered. */
  public void endRows() {
    for (int y = 0; y < stale.length; y++) {
      if (stale[y]) {
        clearLine(y);
      }
    }
    stale = new boolean[0];
  }

  private void clearLine(int y) {
    Arrays.fill(pixels, y * width, (y + 1) * width, background);
    stale[y] = false;
  }

  @Override
  public void beginRow(int top, int bottom, int end) {
    inRow = true;
    rowTop = top;
    rowBottom = bottom;
    int first = Math.max(0, top);
    int last = Math.min(height, end);
    if (stale.length > 0 && first < last) {
      clearLine(first);
      int copied = Math.clamp(bottom, first, last);
      Arrays.fill(stale, first, copied, false);
      for (int y = copied; y < last; y++) {
        clearLine(y);
      }
    }
  }

  @Override
  public void endRow() {
    inRow = false;
    int first = Math.max(0, rowTop);
    int end = Math.min(height, rowBottom);
    for (int y = first + 1; y < end; y++) {
      System.arraycopy(pixels, first * width, pixels, y * width, width);
    }
    for (Words waiting : words) {
      text(
          waiting.x,
          waiting.baseline,
          waiting.text,
          waiting.length,
          waiting.ellipsis,
          waiting.argb);
    }
    words.clear();
  }

  @Override
  public void rect(int left, int top, int right, int bottom, int argb) {
    int x0 = Math.max(0, left);
    int x1 = Math.min(width, right);
    int y0 = Math.max(0, top);
    int y1 = Math.min(height, bottom);
    if (inRow && top == rowTop && bottom == rowBottom) {
      y1 = Math.min(y1, y0 + 1);
    }
    for (int y = y0; y < y1; y++) {
      int at = y * width + x0;
      int end = y * width + x1;
      // Most boxes are a pixel or two: a loop is done before a call has begun.
      if (end - at < 16) {
        while (at < end) {
          pixels[at++] = argb;
        }
      } else {
        Arrays.fill(pixels, at, end, argb);
      }
    }
  }

  @Override
  public void text(double x, int baseline, String text, int length, boolean ellipsis, int argb) {
    if (inRow) {
      words.add(new Words(x, baseline, text, length, ellipsis, argb));
      return;
    }
    double at = x;
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      if (glyphs.holds(c)) {
        glyph(c, at, baseline, argb);
        at += glyphs.advance(c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        added(codePoint, at, baseline, argb);
        at += glyphs.advance(codePoint);
        i += Character.charCount(codePoint);
      }
    }
    if (ellipsis) {
      glyph(Glyphs.ELLIPSIS, at, baseline, argb);
    }
  }

  private void glyph(char c, double x, int baseline, int argb) {
    if (c == ' ') {
      return;
    }
    int index = glyphs.index(c);
    int columns = Math.min(glyphs.cellWidth(), (int) glyphs.advance(c) + 3);
    int cells = index * Glyphs.PHASES;
    int from = glyphs.inkTop(index);
    int to = glyphs.inkBottom(index);
    blend(glyphs.coverage(), cells, glyphs.cellWidth(), columns, from, to, x, baseline, argb);
  }

  /** A character beyond the table, or the sign for one that nobody has drawn yet. */
  private void added(int codePoint, double x, int baseline, int argb) {
    Glyphs.Shape shape = glyphs.shape(codePoint);
    if (shape == null) {
      glyph(Glyphs.UNKNOWN, x, baseline, argb);
    } else {
      int wide = shape.width();
      blend(shape.coverage(), 0, wide, wide, 0, glyphs.cellHeight(), x, baseline, argb);
    }
  }

  /** Numbers and no object that holds them: this runs for every letter of a picture. */
  private void blend(
      byte[] coverage,
      int cells,
      int cellWidth,
      int columns,
      int inkTop,
      int inkBottom,
      double x,
      int baseline,
      int argb) {
    int quarters = (int) Math.floor(x * Glyphs.PHASES + 0.5);
    int left = Math.floorDiv(quarters, Glyphs.PHASES);
    int phase = Math.floorMod(quarters, Glyphs.PHASES);
    int top = baseline - glyphs.ascent();
    int start = (cells + phase) * glyphs.cellHeight() * cellWidth;
    int x0 = Math.max(0, -left);
    int x1 = Math.min(columns, width - left);
    int y1 = Math.min(inkBottom, height - top);
    for (int y = Math.max(inkTop, -top); y < y1; y++) {
      int from = start + y * cellWidth;
      int to = (top + y) * width + left;
      for (int column = x0; column < x1; column++) {
        int alpha = coverage[from + column] & 0xff;
        if (alpha != 0) {
          pixels[to + column] = blend(pixels[to + column], argb, alpha);
        }
      }
    }
  }

  /** Red and blue at once, green apart: two multiplications a pixel. */
  private static int blend(int under, int over, int alpha) {
    int weight = alpha + (alpha >> 7);
    int redBlue = under & 0xff00ff;
    int green = under & 0x00ff00;
    redBlue += (((over & 0xff00ff) - redBlue) * weight) >> 8;
    green += (((over & 0x00ff00) - green) * weight) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0x00ff00);
  }
}
