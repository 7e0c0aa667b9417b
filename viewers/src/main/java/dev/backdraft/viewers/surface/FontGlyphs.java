package dev.backdraft.viewers.surface;

import dev.backdraft.viewers.paint.Glyphs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontSmoothingType;
import javafx.scene.text.Text;

/**
 * Takes the shapes of a font's characters from the toolkit, once per size: text in pictures then
 * looks like the text beside them and costs a copy. UI thread only.
 */
public final class FontGlyphs {
  private static final int COLUMNS = 64;
  private static final Map<String, Glyphs> KNOWN = new HashMap<>();

  private FontGlyphs() {}

  /**
   * Draws the characters beyond the table that pictures have asked for since the last time; true if
   * there were any, so that the picture is to be painted again. Some fonts have all scripts only
   * through others, which the toolkit finds.
   */
  public static boolean fill(String family, double sizePx) {
    Glyphs glyphs = of(family, sizePx);
    Set<Integer> missing = glyphs.takeMissing();
    if (missing.isEmpty()) {
      return false;
    }
    Font font = Font.font(family, sizePx);
    Map<Integer, Glyphs.Shape> shapes = new HashMap<>();
    for (int codePoint : missing) {
      shapes.put(codePoint, shape(glyphs, font, codePoint));
    }
    glyphs.add(shapes);
    return true;
  }

  private static Glyphs.Shape shape(Glyphs glyphs, Font font, int codePoint) {
    boolean lone = codePoint >= 0xd800 && codePoint < 0xe000;
    String text = lone ? String.valueOf(Glyphs.UNKNOWN) : Character.toString(codePoint);
    Text probe = new Text(text);
    probe.setFont(font);
    float advance = (float) probe.getLayoutBounds().getWidth();
    int width = Math.clamp((int) Math.ceil(advance) + 3, 3, 4 * glyphs.cellHeight());
    int height = glyphs.cellHeight();
    Canvas canvas = new Canvas(Glyphs.PHASES * width, height);
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(Color.WHITE);
    graphics.setFont(font);
    graphics.setFontSmoothingType(FontSmoothingType.GRAY);
    for (int phase = 0; phase < Glyphs.PHASES; phase++) {
      double left = phase * width + phase / (double) Glyphs.PHASES;
      graphics.fillText(text, left, glyphs.ascent());
    }
    SnapshotParameters plain = new SnapshotParameters();
    plain.setFill(Color.BLACK);
    WritableImage image = canvas.snapshot(plain, null);
    byte[] coverage = new byte[Glyphs.PHASES * height * width];
    for (int phase = 0; phase < Glyphs.PHASES; phase++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int argb = image.getPixelReader().getArgb(phase * width + x, y);
          coverage[(phase * height + y) * width + x] = (byte) (argb >> 8);
        }
      }
    }
    return new Glyphs.Shape(advance, width, coverage);
  }

  /** The glyphs of a family at a size in device pixels. */
  public static Glyphs of(String family, double sizePx) {
    return KNOWN.computeIfAbsent(family + "@" + sizePx, key -> make(Font.font(family, sizePx)));
  }

  private static Glyphs make(Font font) {
    Text probe = new Text("Ågj|");
    probe.setFont(font);
    // A pixel more on either side: an underscore reaches below the line that the font promises.
    int ascent = (int) Math.ceil(probe.getBaselineOffset()) + 1;
    int cellHeight = (int) Math.ceil(probe.getLayoutBounds().getHeight()) + 2;
    float[] advance = advances(font);
    float widest = 0;
    for (float one : advance) {
      widest = Math.max(widest, one);
    }
    int cellWidth = (int) Math.ceil(widest) + 3;
    int cells = advance.length * Glyphs.PHASES;
    int rows = Math.ceilDiv(cells, COLUMNS);
    int sheetWidth = COLUMNS * cellWidth;
    int sheetHeight = rows * cellHeight;
    Canvas canvas = new Canvas(sheetWidth, sheetHeight);
    draw(canvas.getGraphicsContext2D(), font, cellWidth, cellHeight, ascent);
    SnapshotParameters plain = new SnapshotParameters();
    plain.setFill(Color.BLACK);
    WritableImage image = canvas.snapshot(plain, null);
    return new Glyphs(
        cellWidth, cellHeight, ascent, advance, coverage(image, cells, cellWidth, cellHeight));
  }

  /** Measured over a run of the character: a single one is rounded by some fonts. */
  private static float[] advances(Font font) {
    float[] advance = new float[Glyphs.CHARACTERS.length()];
    Text probe = new Text();
    probe.setFont(font);
    for (int i = 0; i < advance.length; i++) {
      probe.setText(String.valueOf(Glyphs.CHARACTERS.charAt(i)).repeat(8));
      advance[i] = (float) (probe.getLayoutBounds().getWidth() / 8.0);
    }
    return advance;
  }

  private static void draw(
      GraphicsContext graphics, Font font, int cellWidth, int cellHeight, int ascent) {
    graphics.setFill(Color.WHITE);
    graphics.setFont(font);
    graphics.setFontSmoothingType(FontSmoothingType.GRAY);
    for (int i = 0; i < Glyphs.CHARACTERS.length(); i++) {
      String text = String.valueOf(Glyphs.CHARACTERS.charAt(i));
      for (int phase = 0; phase < Glyphs.PHASES; phase++) {
        int cell = i * Glyphs.PHASES + phase;
        int left = cell % COLUMNS * cellWidth;
        int top = cell / COLUMNS * cellHeight;
        double fraction = phase / (double) Glyphs.PHASES;
        graphics.fillText(text, left + fraction, top + ascent);
      }
    }
  }

  private static byte[] coverage(WritableImage image, int cells, int cellWidth, int cellHeight) {
    byte[] coverage = new byte[cells * cellHeight * cellWidth];
    int[] pixels = new int[cellWidth * cellHeight];
    for (int cell = 0; cell < cells; cell++) {
      image
          .getPixelReader()
          .getPixels(
              cell % COLUMNS * cellWidth,
              cell / COLUMNS * cellHeight,
              cellWidth,
              cellHeight,
              PixelFormat.getIntArgbInstance(),
              pixels,
              0,
              cellWidth);
      for (int i = 0; i < pixels.length; i++) {
        coverage[cell * pixels.length + i] = (byte) (pixels[i] >> 8);
      }
    }
    return coverage;
  }
}
