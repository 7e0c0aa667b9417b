package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.FlamePainter;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Png;
import dev.backdraft.viewers.paint.Raster;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What is seen as PNG, at one or two device pixels a pixel, with a caption. It is painted and
 * written in bands, so that its memory follows its width and not its height.
 */
public final class FlamePng {
  private static final int SHARP = 2;
  private static final int BAND = 512;

  /** A character that turns out narrow lets others into its box, which are to be drawn too. */
  private static final int TRIES = 4;

  /** The library that most viewers read PNG with refuses a taller picture. */
  private static final int TALLEST = 1_000_000;

  /** Room for the line that says where a picture is cut. */
  private static final int NOTE = 20;

  private final Picture picture;
  private final int scale;
  private final int margin;
  private final Glyphs glyphs;
  private final List<Strip> strips = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final int width;
  private final int height;
  private int rowsCut;

  /** A panel and where it begins and ends in the picture. */
  private record Strip(Panel.Prepared panel, FlamePainter painter, int top, int bottom) {}

  private record Line(String text, int baseline, int argb) {}

  private FlamePng(Picture picture, int scale, int tallest) throws IOException {
    this.picture = picture;
    this.scale = scale;
    this.margin = Picture.MARGIN * scale;
    this.glyphs = scale == SHARP ? GlyphTable.large() : GlyphTable.small();
    Theme theme = picture.theme();
    line(picture.caption().title(), 19 * scale, theme.ink());
    line(picture.caption().subtitle(), 35 * scale, theme.dim());
    int top = Picture.HEAD * scale;
    int wide = 0;
    for (Panel panel : picture.panels()) {
      if (wide > 0) {
        line(picture.bar(), top + 18 * scale, theme.ink());
        top += Picture.BAR * scale;
      }
      Panel.Prepared prepared = panel.prepared(scale);
      Viewport viewport = prepared.viewport();
      wide = Math.max(wide, viewport.widthPx());
      int room = Math.min(tallest, Integer.MAX_VALUE / (wide + 2 * margin)) - margin - top;
      top += add(prepared, top, room);
    }
    width = wide + 2 * margin;
    height = top + margin;
  }

  /**
   * Two device pixels a pixel, as sharp screens have. The stream stays open. Gives how many rows
   * were cut off; a line in the picture says so, too.
   */
  public static int write(Picture picture, OutputStream out) throws IOException {
    return write(picture, SHARP, out);
  }

  /** As {@link #write(Picture, OutputStream)}, at 1 or 2 device pixels a pixel. */
  public static int write(Picture picture, int scale, OutputStream out) throws IOException {
    if (scale != 1 && scale != SHARP) {
      throw new IllegalArgumentException("no glyphs for the scale " + scale);
    }
    return write(picture, scale, out, TALLEST);
  }

  static int write(Picture picture, int scale, OutputStream out, int tallest) throws IOException {
    FlamePng painted = new FlamePng(picture, scale, tallest);
    painted.write(out);
    return painted.rowsCut;
  }

  private void line(String text, int baseline, int argb) {
    lines.add(new Line(text, baseline, argb));
  }

  /** Gives the height that the panel takes. */
  private int add(Panel.Prepared panel, int top, int room) {
    Viewport viewport = panel.viewport();
    CallTree tree = panel.panel().tree();
    Theme theme = picture.theme();
    FlamePalette palette = FlamePalette.of(tree.names(), theme, picture.colours());
    boolean searching = panel.panel().search() != null;
    FlamePainter painter = new FlamePainter(tree, palette, glyphs, scale, searching);
    if (panel.isEmpty()) {
      line(Panel.EMPTY, top + viewport.heightPx() / 2, theme.dim());
      return viewport.heightPx();
    }
    if (viewport.heightPx() <= room) {
      strips.add(new Strip(panel, painter, top, top + viewport.heightPx()));
      return viewport.heightPx();
    }
    int kept = Math.max(1, (room - NOTE * scale) / viewport.rowPx());
    int rows = viewport.heightPx() / viewport.rowPx();
    rowsCut += rows - kept;
    strips.add(new Strip(panel, painter, top, top + kept * viewport.rowPx()));
    line(
        "Cut here: "
            + Format.count(kept)
            + " of "
            + Format.count(rows)
            + " rows fit into a PNG picture; SVG and HTML have them all.",
        top + kept * viewport.rowPx() + 14 * scale,
        theme.bad());
    return kept * viewport.rowPx() + NOTE * scale;
  }

  private void write(OutputStream out) throws IOException {
    int[] band = new int[width * Math.min(BAND, height)];
    double glyphPx = scale == SHARP ? GlyphTable.LARGE_PX : GlyphTable.SMALL_PX;
    try (Png png = new Png(out, width, height)) {
      for (int top = 0; top < height; top += BAND) {
        int bottom = Math.min(height, top + BAND);
        int tries = TRIES;
        do {
          paint(band, top, bottom);
        } while (SystemGlyphs.fill(glyphs, glyphPx) && --tries > 0);
        png.rows(band, bottom - top);
      }
      png.end();
    }
  }

  private void paint(int[] band, int top, int bottom) {
    Raster whole = new Raster(band, width, bottom - top, glyphs);
    whole.clear(picture.theme().background());
    for (Strip strip : strips) {
      int from = Math.max(top, strip.top());
      int to = Math.min(bottom, strip.bottom());
      if (from < to) {
        int[] part = painted(strip, from - strip.top(), to - strip.top());
        int wide = strip.panel().viewport().widthPx();
        for (int y = from; y < to; y++) {
          System.arraycopy(part, (y - from) * wide, band, (y - top) * width + margin, wide);
        }
      }
    }
    for (Line line : lines) {
      if (line.baseline() < top - glyphs.cellHeight()
          || line.baseline() > bottom + glyphs.cellHeight()) {
        continue;
      }
      int length = glyphs.fit(line.text(), width - 2.0 * margin);
      boolean dots = length < line.text().length();
      whole.text(margin, line.baseline() - top, line.text(), length, dots, line.argb());
    }
  }

  private int[] painted(Strip strip, int from, int to) {
    int wide = strip.panel().viewport().widthPx();
    int[] pixels = new int[wide * (to - from)];
    Raster raster = new Raster(pixels, wide, to - from, glyphs);
    raster.clear(picture.theme().background());
    strip.painter().paint(strip.panel().boxes(from, to), raster);
    return pixels;
  }
}
