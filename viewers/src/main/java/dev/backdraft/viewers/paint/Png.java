package dev.backdraft.viewers.paint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes opaque pixels as PNG, a few rows at a time: a tall picture never stands in memory as a
 * whole, neither before nor after it is packed.
 */
public final class Png implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte EIGHT_BITS = 8;
  private static final byte TRUE_COLOUR = 2;

  /** Each row is kept as the difference to the row above: boxes become runs of zeros. */
  private static final byte FILTER_UP = 2;

  private static final int CHUNK = 1 << 16;

  private final OutputStream out;
  private final int width;
  private final int[] above;
  private final byte[] filtered;
  private final byte[] packed = new byte[CHUNK];
  private final Deflater deflater = new Deflater(6);
  private int packedSize;
  private int missing;

  /** Writes the head; exactly as many rows have to follow. */
  public Png(OutputStream out, int width, int height) throws IOException {
    this.out = out;
    this.width = width;
    this.above = new int[width];
    this.filtered = new byte[1 + 3 * width];
    this.missing = height;
    out.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(EIGHT_BITS).put(TRUE_COLOUR);
    chunk("IHDR", header.array(), 13);
  }

  /** From 0xAARRGGBB; alpha is not kept. */
  public static byte[] encode(int[] pixels, int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Png png = new Png(bytes, width, height)) {
      png.rows(pixels, height);
      png.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The next rows, from the beginning of the pixels. */
  public void rows(int[] pixels, int count) throws IOException {
    if (count > missing) {
      throw new IllegalArgumentException(count + " rows where " + missing + " are missing");
    }
    missing -= count;
    for (int y = 0; y < count; y++) {
      int at = 0;
      filtered[at++] = FILTER_UP;
      for (int x = 0; x < width; x++) {
        int pixel = pixels[y * width + x];
        int over = above[x];
        filtered[at++] = (byte) ((pixel >> 16) - (over >> 16));
        filtered[at++] = (byte) ((pixel >> 8) - (over >> 8));
        filtered[at++] = (byte) (pixel - over);
      }
      System.arraycopy(pixels, y * width, above, 0, width);
      deflater.setInput(filtered);
      while (!deflater.needsInput()) {
        pack();
      }
    }
  }

  /** Writes the end; the stream stays open. */
  public void end() throws IOException {
    if (missing > 0) {
      throw new IllegalStateException(missing + " rows are missing");
    }
    deflater.finish();
    while (!deflater.finished()) {
      pack();
    }
    chunk("IDAT", packed, packedSize);
    chunk("IEND", new byte[0], 0);
  }

  @Override
  public void close() {
    deflater.end();
  }

  private void pack() throws IOException {
    packedSize += deflater.deflate(packed, packedSize, packed.length - packedSize);
    if (packedSize == packed.length) {
      chunk("IDAT", packed, packedSize);
      packedSize = 0;
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    out.write(name);
    out.write(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
