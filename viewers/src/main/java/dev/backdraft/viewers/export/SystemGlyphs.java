package dev.backdraft.viewers.export;

import dev.backdraft.viewers.paint.Glyphs;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Characters beyond the table that the program carries, from the fonts of the machine: names in
 * Cyrillic, Greek, Chinese. Only a picture that has such names comes here, for it takes the time in
 * which Java finds its fonts. No display is needed and none is opened.
 */
final class SystemGlyphs {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private final Glyphs glyphs;
  private final float sizePx;

  /** In the order in which they are asked; those that had something go to the front. */
  private final List<Font> known = new ArrayList<>();

  private Font @Nullable [] others;

  static {
    // A second toolkit beside the window's would open a second connection to the display.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private SystemGlyphs(Glyphs glyphs, double sizePx) {
    this.glyphs = glyphs;
    this.sizePx = (float) sizePx;
    known.add(new Font("DejaVu Sans", Font.PLAIN, 1));
    known.add(new Font(Font.SANS_SERIF, Font.PLAIN, 1));
  }

  /**
   * Draws what was asked for since the last time; true if there was something that a font has, so
   * that the picture is to be painted again. What no font has keeps the sign for it.
   */
  static boolean fill(Glyphs glyphs, double sizePx) {
    Set<Integer> missing = glyphs.takeMissing();
    if (missing.isEmpty()) {
      return false;
    }
    Map<Integer, Glyphs.Shape> shapes = new HashMap<>();
    try {
      SystemGlyphs fonts = new SystemGlyphs(glyphs, sizePx);
      for (int codePoint : missing) {
        Glyphs.Shape shape = fonts.shape(codePoint);
        if (shape != null) {
          shapes.put(codePoint, shape);
        }
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // A machine without any font: Java says so in all of these ways.
      return false;
    }
    glyphs.add(shapes);
    return !shapes.isEmpty();
  }

  private Glyphs.@Nullable Shape shape(int codePoint) {
    for (int i = 0; i < known.size(); i++) {
      Glyphs.Shape shape = drawn(known.get(i), codePoint);
      if (shape != null) {
        return shape;
      }
    }
    for (Font font : others()) {
      Glyphs.Shape shape = drawn(font, codePoint);
      if (shape != null) {
        known.addFirst(font);
        return shape;
      }
    }
    return null;
  }

  private Font[] others() {
    Font[] all = others;
    if (all == null) {
      all = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
      others = all;
    }
    return all;
  }

  /** Null where the font has no outline: it lacks the character, or holds it as a picture. */
  private Glyphs.@Nullable Shape drawn(Font plain, int codePoint) {
    if (!plain.canDisplay(codePoint)) {
      return null;
    }
    Font font = plain.deriveFont(sizePx);
    GlyphVector vector = font.createGlyphVector(EXACT, Character.toString(codePoint));
    float advance = vector.getGlyphMetrics(0).getAdvance();
    int height = glyphs.cellHeight();
    int width = Math.clamp((int) Math.ceil(advance) + 3, 3, 4 * height);
    if (vector.getVisualBounds().isEmpty() && !Character.isWhitespace(codePoint)) {
      return null;
    }
    BufferedImage image =
        new BufferedImage(Glyphs.PHASES * width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(Color.WHITE);
    for (int phase = 0; phase < Glyphs.PHASES; phase++) {
      float left = phase * width + phase / (float) Glyphs.PHASES;
      Shape outline = vector.getOutline(left, glyphs.ascent());
      pen.setClip(phase * width, 0, width, height);
      pen.fill(outline);
    }
    pen.dispose();
    byte[] coverage = new byte[Glyphs.PHASES * height * width];
    for (int phase = 0; phase < Glyphs.PHASES; phase++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int rgb = image.getRGB(phase * width + x, y);
          coverage[(phase * height + y) * width + x] = (byte) rgb;
        }
      }
    }
    return new Glyphs.Shape(advance, width, coverage);
  }
}
