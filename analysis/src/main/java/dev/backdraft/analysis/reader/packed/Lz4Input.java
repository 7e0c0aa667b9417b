package dev.backdraft.analysis.reader.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads LZ4 frames. A frame is a header, blocks, and an end mark; a block is runs of literals, each
 * followed by a copy from at most 64 KB before.
 */
final class Lz4Input extends BlockInput {
  private static final int MAGIC = 0x184D2204;
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int HISTORY = 1 << 16;

  private final InputStream in;
  private byte[] packed = new byte[0];
  // What was unpacked last stays in front, because blocks may copy from it.
  private boolean inFrame;
  private boolean cut;
  private boolean linked;
  private boolean blockSums;
  private boolean frameSum;
  private int blockBytes;

  Lz4Input(InputStream in) {
    super(new byte[HISTORY]);
    this.in = in;
  }

  /** Unpacks the next block; false behind the last frame. */
  @Override
  boolean fill() throws IOException {
    if (cut) {
      throw new EOFException();
    }
    if (!inFrame && !frame()) {
      return false;
    }
    int size = int4(in.readNBytes(4));
    if (size == 0) {
      if (frameSum) {
        int4(in.readNBytes(4));
      }
      inFrame = false;
      return true;
    }
    boolean plain = size < 0;
    int length = size & 0x7fffffff;
    if (length > blockBytes + (plain ? 0 : 8)) {
      throw new BrokenPackException("an LZ4 block of " + length + " bytes");
    }
    if (packed.length < length) {
      packed = new byte[blockBytes + 8];
    }
    int got = in.readNBytes(packed, 0, length);
    keepHistory();
    if (got < length) {
      if (!plain) {
        salvage(got);
      }
      cut = true;
      return true;
    }
    if (plain) {
      System.arraycopy(packed, 0, out, to, length);
      to += length;
    } else {
      unpack(length);
    }
    if (blockSums) {
      int4(in.readNBytes(4));
    }
    return true;
  }

  /** Of a block that is cut, what can be unpacked is worth having: a block may hold 4 MB. */
  private void salvage(int length) {
    try {
      unpack(length);
    } catch (IOException e) {
      cut = true;
    }
  }

  private void keepHistory() {
    int kept = linked ? Math.min(HISTORY, to) : 0;
    System.arraycopy(out, to - kept, out, 0, kept);
    from = kept;
    to = kept;
  }

  private boolean frame() throws IOException {
    byte[] magic = in.readNBytes(4);
    while (magic.length == 4 && (int4(magic) & 0xfffffff0) == SKIPPABLE) {
      in.skipNBytes(int4(in.readNBytes(4)) & 0xffffffffL);
      magic = in.readNBytes(4);
    }
    if (magic.length == 0) {
      return false;
    }
    if (int4(magic) != MAGIC) {
      throw new BrokenPackException("bytes that are no LZ4 frame");
    }
    int flags = in.read();
    int sizes = in.read();
    if (sizes < 0 || flags >> 6 != 1) {
      throw new BrokenPackException("an LZ4 frame of an unknown version");
    }
    linked = (flags & 0x20) == 0;
    blockSums = (flags & 0x10) != 0;
    frameSum = (flags & 0x04) != 0;
    blockBytes =
        switch (sizes >> 4 & 7) {
          case 4 -> 1 << 16;
          case 5 -> 1 << 18;
          case 6 -> 1 << 20;
          case 7 -> 1 << 22;
          default -> throw new BrokenPackException("an LZ4 frame with blocks of no known size");
        };
    in.skipNBytes(((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1);
    if (out.length < HISTORY + blockBytes) {
      out = new byte[HISTORY + blockBytes]; // the next frame uses it again
    }
    from = 0;
    to = 0;
    inFrame = true;
    return true;
  }

  private void unpack(int length) throws IOException {
    byte[] b = packed;
    int p = 0;
    try {
      while (p < length) {
        int token = b[p++] & 0xff;
        int literals = token >> 4;
        if (literals == 15) {
          int more;
          do {
            more = b[p++] & 0xff;
            literals += more;
          } while (more == 255 && literals <= blockBytes);
        }
        if (literals > length - p || literals > out.length - to) {
          throw new BrokenPackException("an LZ4 block that is longer than it may be");
        }
        System.arraycopy(b, p, out, to, literals);
        p += literals;
        to += literals;
        if (p >= length) {
          return;
        }
        int distance = (b[p] & 0xff) | (b[p + 1] & 0xff) << 8;
        p += 2;
        int copied = (token & 15) + 4;
        if ((token & 15) == 15) {
          int more;
          do {
            more = b[p++] & 0xff;
            copied += more;
          } while (more == 255 && copied <= blockBytes);
        }
        copy(distance, copied);
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new BrokenPackException("an LZ4 block that ends too early");
    }
  }

  private void copy(int distance, int length) throws IOException {
    if (distance == 0 || distance > to || length > out.length - to) {
      throw new BrokenPackException("an LZ4 block that copies from nowhere");
    }
    for (int i = 0; i < length; i++) {
      out[to] = out[to - distance];
      to++;
    }
  }

  private static int int4(byte[] bytes) throws IOException {
    if (bytes.length < 4) {
      throw new EOFException();
    }
    return (bytes[0] & 0xff)
        | (bytes[1] & 0xff) << 8
        | (bytes[2] & 0xff) << 16
        | (bytes[3] & 0xff) << 24;
  }
}
