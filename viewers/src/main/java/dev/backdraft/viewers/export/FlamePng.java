package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameLayout;
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.FlamePainter;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Png;
import dev.backdraft.viewers.paint.Raster;
import dev.backdraft.viewers.paint.Theme;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What is seen as PNG, at two device pixels a pixel, with a caption. */
public final class FlamePng {
  private static final int SCALE = 2;
  private static final int MARGIN = 12 * SCALE;
  private static final int HEAD = 44 * SCALE;

  /** A character that turns out narrow lets others into its box, which are to be drawn too. */
  private static final int TRIES = 4;

  private FlamePng() {}

  /** The stream stays open. */
  public static void write(
      CallTree tree,
      Caption caption,
      PictureSize size,
      Theme theme,
      ColourMode mode,
      @Nullable Search search,
      OutputStream out)
      throws IOException {
    FlameRows rows = FlameRows.of(tree);
    Viewport viewport = size.viewport(rows, SCALE);
    int[] matches = search == null ? null : rows.countsBefore(search.nodes());
    FlameBoxes boxes = FlameLayout.of(rows, viewport, matches);
    Glyphs glyphs = GlyphTable.large();
    int flameWidth = viewport.widthPx();
    int flameHeight = viewport.heightPx();
    int[] flame = new int[flameWidth * flameHeight];
    FlamePalette palette = FlamePalette.of(tree.names(), theme, mode);
    FlamePainter painter = new FlamePainter(tree, palette, glyphs, SCALE, search != null);
    int width = flameWidth + 2 * MARGIN;
    int height = flameHeight + HEAD + MARGIN;
    int[] picture = new int[width * height];
    int tries = TRIES;
    do {
      Raster raster = new Raster(flame, flameWidth, flameHeight, glyphs);
      raster.clear(theme.background());
      painter.paint(boxes, raster);
      Raster whole = new Raster(picture, width, height, glyphs);
      whole.clear(theme.background());
      line(whole, caption.title(), 19 * SCALE, theme.ink(), glyphs);
      line(whole, caption.subtitle(), 35 * SCALE, theme.dim(), glyphs);
    } while (SystemGlyphs.fill(glyphs, GlyphTable.LARGE_PX) && --tries > 0);
    for (int y = 0; y < flameHeight; y++) {
      System.arraycopy(flame, y * flameWidth, picture, (HEAD + y) * width + MARGIN, flameWidth);
    }
    out.write(Png.encode(picture, width, height));
  }

  private static void line(Raster raster, String text, int baseline, int argb, Glyphs glyphs) {
    int length = glyphs.fit(text, raster.width() - 2.0 * MARGIN);
    raster.text(MARGIN, baseline, text, length, length < text.length(), argb);
  }
}
