package dev.backdraft.viewers.paint;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of characters at one size, as coverage from 0 to 255, each at four fractions of a
 * pixel so that words keep their spacing. Where they come from is the business of who makes them.
 *
 * <p>Cells are of one size: coverage of pixel (x, y) of a cell is at {@code ((glyph * PHASES +
 * phase) * cellHeight + y) * cellWidth + x}.
 */
public final class Glyphs {
  public static final int PHASES = 4;

  /** The characters that a table holds; others are looked for among the {@link #add added}. */
  public static final String CHARACTERS = characters();

  public static final char UNKNOWN = '\u00a4';
  public static final char ELLIPSIS = '…';

  /** A text of strange characters shall not fill the memory. */
  private static final int MOST_ADDED = 5000;

  private final int cellWidth;
  private final int cellHeight;
  private final int ascent;
  private final float[] advance;
  private final byte[] coverage;
  private final short[] indexOf = new short[0x2100];
  private final int unknown;

  /** The first row of a character that is not empty, and the one behind the last. */
  private final byte[] inkTop;

  private final byte[] inkBottom;

  /** Characters beyond the table, each in the four phases; the map is replaced, never changed. */
  private volatile Map<Integer, Shape> added = Map.of();

  private final Set<Integer> missing = ConcurrentHashMap.newKeySet();

  /**
   * A character beyond the table.
   *
   * @param width of its cell, which is as high as all
   * @param coverage phase after phase, row after row
   */
  public record Shape(float advance, int width, byte[] coverage) {}

  /**
   * Takes the arrays over.
   *
   * @param ascent from the top of a cell to the baseline
   * @param advance one a character of {@link #CHARACTERS}
   */
  public Glyphs(int cellWidth, int cellHeight, int ascent, float[] advance, byte[] coverage) {
    int count = CHARACTERS.length();
    if (advance.length != count || coverage.length != count * PHASES * cellHeight * cellWidth) {
      throw new IllegalArgumentException("a table of " + advance.length + " for " + count);
    }
    this.cellWidth = cellWidth;
    this.cellHeight = cellHeight;
    this.ascent = ascent;
    this.advance = advance;
    this.coverage = coverage;
    this.unknown = CHARACTERS.indexOf(UNKNOWN);
    this.inkTop = new byte[count];
    this.inkBottom = new byte[count];
    Arrays.fill(indexOf, (short) unknown);
    for (int i = 0; i < count; i++) {
      indexOf[CHARACTERS.charAt(i)] = (short) i;
      findInk(i);
    }
  }

  /** Half of a cell is empty: nobody shall look there again with every letter that is drawn. */
  private void findInk(int index) {
    int top = cellHeight;
    int bottom = 0;
    for (int phase = 0; phase < PHASES; phase++) {
      for (int y = 0; y < cellHeight; y++) {
        int from = ((index * PHASES + phase) * cellHeight + y) * cellWidth;
        for (int x = 0; x < cellWidth; x++) {
          if (coverage[from + x] != 0) {
            top = Math.min(top, y);
            bottom = Math.max(bottom, y + 1);
          }
        }
      }
    }
    inkTop[index] = (byte) top;
    inkBottom[index] = (byte) bottom;
  }

  /** ASCII and Latin-1, and the dots that stand for what did not fit. */
  private static String characters() {
    StringBuilder text = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      text.append(c);
    }
    for (char c = '\u00a1'; c <= '\u00ff'; c++) {
      text.append(c);
    }
    return text.append('…').append('–').append('›').toString();
  }

  public int cellWidth() {
    return cellWidth;
  }

  public int cellHeight() {
    return cellHeight;
  }

  public int ascent() {
    return ascent;
  }

  public int index(char c) {
    return c < indexOf.length ? indexOf[c] : unknown;
  }

  /** True for characters that the table itself holds: the quick way. */
  boolean holds(char c) {
    return c < indexOf.length && (indexOf[c] != unknown || c == UNKNOWN);
  }

  public float advance(char c) {
    return advance[index(c)];
  }

  /** The width of any character; one that nobody has drawn yet is as wide as the unknown one. */
  public float advance(int codePoint) {
    if (codePoint < indexOf.length && holds((char) codePoint)) {
      return advance[indexOf[codePoint]];
    }
    Shape shape = shape(codePoint);
    return shape == null ? advance[unknown] : shape.advance();
  }

  /** A character beyond the table; null and remembered as {@link #missing} if it is not there. */
  @Nullable Shape shape(int codePoint) {
    Shape shape = added.get(codePoint);
    if (shape == null && missing.size() < MOST_ADDED) {
      missing.add(codePoint);
    }
    return shape;
  }

  /** Takes what was asked for and is not there, to be drawn elsewhere and {@link #add added}. */
  public Set<Integer> takeMissing() {
    if (missing.isEmpty()) {
      return Set.of();
    }
    Set<Integer> taken = Set.copyOf(missing);
    missing.removeAll(taken);
    return taken;
  }

  /** More characters; from then on they are drawn. */
  public void add(Map<Integer, Shape> shapes) {
    Map<Integer, Shape> more = new HashMap<>(added.size() > MOST_ADDED ? Map.of() : added);
    more.putAll(shapes);
    added = Map.copyOf(more);
  }

  byte[] coverage() {
    return coverage;
  }

  int inkTop(int index) {
    return inkTop[index];
  }

  int inkBottom(int index) {
    return inkBottom[index];
  }

  /** In the form that the program carries along. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(cellWidth);
    out.writeInt(cellHeight);
    out.writeInt(ascent);
    out.writeInt(advance.length);
    for (float one : advance) {
      out.writeFloat(one);
    }
    out.write(coverage);
  }

  public double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      int codePoint = text.codePointAt(i);
      width += advance(codePoint);
      i += codePoint > 0xffff ? 1 : 0;
    }
    return width;
  }

  /** How many units of text fit: all, or as many as leave room for the dots; no half characters. */
  public int fit(String text, double room) {
    double dots = advance(ELLIPSIS);
    double width = 0;
    int withDots = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int next = i + 1;
      if (holds(c)) {
        width += advance[indexOf[c]];
      } else {
        int codePoint = text.codePointAt(i);
        width += advance(codePoint);
        next = i + Character.charCount(codePoint);
      }
      if (width + dots <= room) {
        withDots = next;
      }
      if (width > room) {
        return withDots;
      }
      i = next;
    }
    return text.length();
  }
}
