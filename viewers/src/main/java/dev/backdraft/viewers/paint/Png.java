package dev.backdraft.viewers.paint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes opaque pixels as PNG: the three chunks that a true-colour picture needs. */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte EIGHT_BITS = 8;
  private static final byte TRUE_COLOUR = 2;

  /** Each row is kept as the difference to the row above: boxes become runs of zeros. */
  private static final byte FILTER_UP = 2;

  private Png() {}

  /** From 0xAARRGGBB; alpha is not kept. */
  public static byte[] encode(int[] pixels, int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(EIGHT_BITS).put(TRUE_COLOUR);
    chunk(out, "IHDR", header.array(), 13);
    byte[] packed = deflate(filtered(pixels, width, height));
    chunk(out, "IDAT", packed, packed.length);
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static byte[] filtered(int[] pixels, int width, int height) {
    int stride = 1 + 3 * width;
    byte[] bytes = new byte[stride * height];
    for (int y = 0; y < height; y++) {
      int at = y * stride;
      bytes[at++] = FILTER_UP;
      for (int x = 0; x < width; x++) {
        int pixel = pixels[y * width + x];
        int above = y == 0 ? 0 : pixels[(y - 1) * width + x];
        bytes[at++] = (byte) ((pixel >> 16) - (above >> 16));
        bytes[at++] = (byte) ((pixel >> 8) - (above >> 8));
        bytes[at++] = (byte) (pixel - above);
      }
    }
    return bytes;
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(6);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 8 + 64);
    byte[] part = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
