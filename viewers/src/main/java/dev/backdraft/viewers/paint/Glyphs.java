package dev.backdraft.viewers.paint;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The shapes of characters at one size, as coverage from 0 to 255, each at four fractions of a
 * pixel so that words keep their spacing. Where they come from is the business of who makes them.
 *
 * <p>Cells are of one size: coverage of pixel (x, y) of a cell is at {@code ((glyph * PHASES +
 * phase) * cellHeight + y) * cellWidth + x}.
 */
public final class Glyphs {
  public static final int PHASES = 4;

  /** The characters that a table holds; others are drawn as {@link #UNKNOWN}. */
  public static final String CHARACTERS = characters();

  public static final char UNKNOWN = '\u00a4';
  public static final char ELLIPSIS = '…';

  private final int cellWidth;
  private final int cellHeight;
  private final int ascent;
  private final float[] advance;
  private final byte[] coverage;
  private final short[] indexOf = new short[0x2100];
  private final int unknown;

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
    Arrays.fill(indexOf, (short) unknown);
    for (int i = 0; i < count; i++) {
      indexOf[CHARACTERS.charAt(i)] = (short) i;
    }
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

  public float advance(char c) {
    return advance[index(c)];
  }

  byte[] coverage() {
    return coverage;
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
      width += advance(text.charAt(i));
    }
    return width;
  }

  /** How many characters fit: all, or as many as leave room for the dots. */
  public int fit(String text, double room) {
    double dots = advance(ELLIPSIS);
    double width = 0;
    int withDots = 0;
    for (int i = 0; i < text.length(); i++) {
      width += advance(text.charAt(i));
      if (width + dots <= room) {
        withDots = i + 1;
      }
      if (width > room) {
        return withDots;
      }
    }
    return text.length();
  }
}
