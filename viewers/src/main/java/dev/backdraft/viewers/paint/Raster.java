package dev.backdraft.viewers.paint;

import java.util.Arrays;

/**
 * Draws into an array of opaque pixels. Rectangles are runs of {@link Arrays#fill}, text is blended
 * from {@link Glyphs}: no toolkit, no lock, any thread.
 */
public final class Raster implements Painter {
  private final int[] pixels;
  private final int width;
  private final int height;
  private final Glyphs glyphs;

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

  @Override
  public void rect(int left, int top, int right, int bottom, int argb) {
    int x0 = Math.max(0, left);
    int x1 = Math.min(width, right);
    int y0 = Math.max(0, top);
    int y1 = Math.min(height, bottom);
    if (x1 - x0 == 1) {
      for (int at = y0 * width + x0; at < y1 * width; at += width) {
        pixels[at] = argb;
      }
      return;
    }
    for (int y = y0; y < y1 && x0 < x1; y++) {
      Arrays.fill(pixels, y * width + x0, y * width + x1, argb);
    }
  }

  @Override
  public void text(double x, int baseline, String text, int length, boolean ellipsis, int argb) {
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
    int columns = Math.min(glyphs.cellWidth(), (int) glyphs.advance(c) + 3);
    int cells = glyphs.index(c) * Glyphs.PHASES;
    blend(glyphs.coverage(), cells, glyphs.cellWidth(), columns, x, baseline, argb);
  }

  /** A character beyond the table, or the sign for one that nobody has drawn yet. */
  private void added(int codePoint, double x, int baseline, int argb) {
    Glyphs.Shape shape = glyphs.shape(codePoint);
    if (shape == null) {
      glyph(Glyphs.UNKNOWN, x, baseline, argb);
    } else {
      blend(shape.coverage(), 0, shape.width(), shape.width(), x, baseline, argb);
    }
  }

  private void blend(
      byte[] coverage, int cells, int cellWidth, int columns, double x, int baseline, int argb) {
    int quarters = (int) Math.floor(x * Glyphs.PHASES + 0.5);
    int left = Math.floorDiv(quarters, Glyphs.PHASES);
    int phase = Math.floorMod(quarters, Glyphs.PHASES);
    int cellHeight = glyphs.cellHeight();
    int top = baseline - glyphs.ascent();
    int cell = (cells + phase) * cellHeight * cellWidth;
    int x0 = Math.max(0, -left);
    int x1 = Math.min(columns, width - left);
    for (int y = Math.max(0, -top); y < cellHeight && top + y < height; y++) {
      int from = cell + y * cellWidth;
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
