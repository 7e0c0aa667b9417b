package dev.backdraft.analysis.reader.packed;

import java.io.IOException;

/** Reads bits from the end of a range of bytes to its start, as Zstandard writes them. */
final class BackwardBits {
  private final byte[] bytes;
  private final int start;

  /** Bits that are left; negative once more was read than there is. */
  private long left;

  BackwardBits(byte[] bytes, int start, int end) throws IOException {
    if (end <= start || bytes[end - 1] == 0) {
      throw new BrokenPackException("a Zstandard bit stream without its end mark");
    }
    this.bytes = bytes;
    this.start = start;
    int mark = 31 - Integer.numberOfLeadingZeros(bytes[end - 1] & 0xff);
    this.left = (end - 1 - start) * 8L + mark;
  }

  long left() {
    return left;
  }

  /** The next bits; those before the start are zeros. */
  int read(int count) {
    left -= count;
    return peek(left, count);
  }

  /** As {@link #read}, without moving on. */
  int look(int count) {
    return peek(left - count, count);
  }

  void skip(int count) {
    left -= count;
  }

  private int peek(long at, int count) {
    long value = 0;
    long low = at >> 3;
    for (int i = 5; i >= 0; i--) {
      long index = low + i;
      int b = index < 0 || start + index >= bytes.length ? 0 : bytes[(int) (start + index)] & 0xff;
      value = value << 8 | b;
    }
    return (int) (value >>> (at & 7) & ((1L << count) - 1));
  }
}
