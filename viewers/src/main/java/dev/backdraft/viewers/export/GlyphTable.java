package dev.backdraft.viewers.export;

import dev.backdraft.viewers.paint.Glyphs;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The shapes of characters that the program carries along, so that a picture can be written where
 * no toolkit and no font is: DejaVu Sans at the size of the window's text, once and twice as large.
 * A test makes the tables from the font and holds them to their form.
 */
public final class GlyphTable {
  /** Of the text in the window, which pictures share. */
  static final double SMALL_PX = 11.5;

  static final double LARGE_PX = 2 * SMALL_PX;

  private GlyphTable() {}

  static Glyphs small() throws IOException {
    return read("glyphs-1x.bin.gz");
  }

  static Glyphs large() throws IOException {
    return read("glyphs-2x.bin.gz");
  }

  private static Glyphs read(String name) throws IOException {
    try (InputStream in = GlyphTable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the glyphs " + name + " are missing from the program");
      }
      DataInputStream data = new DataInputStream(new GZIPInputStream(in, 1 << 15));
      int cellWidth = data.readInt();
      int cellHeight = data.readInt();
      int ascent = data.readInt();
      float[] advance = new float[data.readInt()];
      for (int i = 0; i < advance.length; i++) {
        advance[i] = data.readFloat();
      }
      byte[] coverage = data.readAllBytes();
      return new Glyphs(cellWidth, cellHeight, ascent, advance, coverage);
    }
  }
}
