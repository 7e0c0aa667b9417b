package dev.backdraft.analysis.reader.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads Zstandard frames (RFC 8878) without dictionaries. Written here because the Java ports of
 * the library either carry native code or reach for memory that JDK 25 warns of.
 */
final class ZstdInput extends BlockInput {
  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int BLOCK = 1 << 17;

  /** Frames that want to copy from further back are not read: they would cost that much memory. */
  private static final long LARGEST_WINDOW = 1 << 27;

  /** The past is moved to the front once in so many unpacked bytes. */
  private static final int MOST_AHEAD = 1 << 24;

  private final InputStream in;
  private final byte[] packed = new byte[BLOCK];
  private int window;
  private boolean inFrame;
  private boolean lastBlock;
  private boolean sum;
  private ZstdBlock block = new ZstdBlock();

  ZstdInput(InputStream in) {
    super(new byte[0]);
    this.in = in;
  }

  @Override
  boolean fill() throws IOException {
    if (!inFrame && !frame()) {
      return false;
    }
    if (lastBlock) {
      if (sum) {
        number(4);
      }
      inFrame = false;
      return true;
    }
    int header = (int) number(3);
    lastBlock = (header & 1) != 0;
    int size = header >> 3;
    room();
    switch (header >> 1 & 3) {
      case 0 -> {
        check(size);
        if (in.readNBytes(out, to, size) < size) {
          throw new EOFException();
        }
        to += size;
      }
      case 1 -> {
        check(size);
        int b = in.read();
        if (b < 0) {
          throw new EOFException();
        }
        Arrays.fill(out, to, to + size, (byte) b);
        to += size;
      }
      case 2 -> {
        check(size);
        if (in.readNBytes(packed, 0, size) < size) {
          throw new EOFException();
        }
        to = unpack(size);
      }
      default -> throw new BrokenPackException("a Zstandard block of an unknown kind");
    }
    return true;
  }

  private int unpack(int size) throws IOException {
    try {
      return block.unpack(packed, size, out, to, Math.min(out.length, to + BLOCK));
    } catch (IndexOutOfBoundsException e) {
      throw new BrokenPackException("a Zstandard block that ends too early");
    }
  }

  private static void check(int size) throws IOException {
    if (size > BLOCK) {
      throw new BrokenPackException("a Zstandard block of " + size + " bytes");
    }
  }

  /**
   * Makes room for a block behind as much of the past as it may copy from. A frame may declare a
   * window of 128 MB and hold ten bytes: the room grows with what is unpacked, and is used again.
   */
  private void room() {
    int most = window + Math.clamp(window, 4 * BLOCK, MOST_AHEAD);
    if (out.length - to < BLOCK && out.length < most) {
      out = Arrays.copyOf(out, (int) Math.min(most, Math.max(8L * BLOCK, out.length * 2L)));
    }
    if (out.length - to < BLOCK) {
      int kept = Math.min(to, window);
      System.arraycopy(out, to - kept, out, 0, kept);
      from = kept;
      to = kept;
    }
  }

  private boolean frame() throws IOException {
    byte[] magic = in.readNBytes(4);
    while (magic.length == 4 && (int4(magic) & 0xfffffff0) == SKIPPABLE) {
      in.skipNBytes(number(4));
      magic = in.readNBytes(4);
    }
    if (magic.length == 0) {
      return false;
    }
    if (magic.length < 4 || int4(magic) != MAGIC) {
      throw new BrokenPackException("bytes that are no Zstandard frame");
    }
    int descriptor = (int) number(1);
    boolean single = (descriptor & 0x20) != 0;
    sum = (descriptor & 4) != 0;
    long windowSize = 0;
    if (!single) {
      int w = (int) number(1);
      long base = 1L << (10 + (w >> 3));
      windowSize = base + (base >> 3) * (w & 7);
    }
    int dictionary = (descriptor & 3) == 3 ? 4 : descriptor & 3;
    if (dictionary > 0 && number(dictionary) != 0) {
      throw new BrokenPackException("a Zstandard frame that needs a dictionary");
    }
    int sizeBytes = descriptor >> 6 == 0 ? (single ? 1 : 0) : 1 << (descriptor >> 6);
    long content = sizeBytes == 0 ? -1 : number(sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    if (single) {
      windowSize = content;
    }
    if (windowSize < 0 || windowSize > LARGEST_WINDOW) {
      throw new BrokenPackException("a Zstandard frame with a window of " + windowSize + " bytes");
    }
    window = (int) windowSize;
    from = 0;
    to = 0;
    lastBlock = false;
    block = new ZstdBlock();
    inFrame = true;
    return true;
  }

  private long number(int width) throws IOException {
    long value = 0;
    for (int i = 0; i < width; i++) {
      long b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      value |= b << (8 * i);
    }
    return value;
  }

  private static int int4(byte[] bytes) {
    return (bytes[0] & 0xff)
        | (bytes[1] & 0xff) << 8
        | (bytes[2] & 0xff) << 16
        | (bytes[3] & 0xff) << 24;
  }
}
