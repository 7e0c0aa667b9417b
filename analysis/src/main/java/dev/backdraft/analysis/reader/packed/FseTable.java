package dev.backdraft.analysis.reader.packed;

import java.io.IOException;
import java.util.Arrays;

/** A table of Zstandard's finite state entropy coding: what a state means and where it leads. */
final class FseTable {
  final int log;
  final byte[] symbol;
  final byte[] bits;
  final short[] base;

  private FseTable(int log) {
    this.log = log;
    this.symbol = new byte[1 << log];
    this.bits = new byte[1 << log];
    this.base = new short[1 << log];
  }

  /** A table of one state that means one symbol for ever. */
  static FseTable single(int symbol) {
    FseTable table = new FseTable(0);
    table.symbol[0] = (byte) symbol;
    return table;
  }

  /** The table of normalised counts; -1 stands for "less than one". */
  static FseTable of(int[] counts, int log) throws IOException {
    FseTable table = new FseTable(log);
    int size = 1 << log;
    int high = size;
    int[] next = new int[counts.length];
    for (int s = 0; s < counts.length; s++) {
      if (counts[s] == -1) {
        table.symbol[--high] = (byte) s;
        next[s] = 1;
      } else {
        next[s] = counts[s];
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int at = 0;
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s]; i++) {
        table.symbol[at] = (byte) s;
        do {
          at = (at + step) & (size - 1);
        } while (at >= high);
      }
    }
    if (at != 0) {
      throw new BrokenPackException("a Zstandard table that does not add up");
    }
    for (int i = 0; i < size; i++) {
      int state = next[table.symbol[i]]++;
      int bits = log - (31 - Integer.numberOfLeadingZeros(state));
      table.bits[i] = (byte) bits;
      table.base[i] = (short) ((state << bits) - size);
    }
    return table;
  }

  /** A description of a table and where it ends. */
  record Read(FseTable table, int end) {}

  /** Reads the description of a table. */
  static Read read(byte[] bytes, int from, int to, int maxLog, int maxSymbol) throws IOException {
    long position = from * 8L;
    int log = bits(bytes, to, position, 4) + 5;
    position += 4;
    if (log > maxLog) {
      throw new BrokenPackException("a Zstandard table that is too large");
    }
    int[] counts = new int[maxSymbol + 1];
    int left = (1 << log) + 1;
    int symbols = 0;
    while (left > 1 && symbols <= maxSymbol) {
      int width = 32 - Integer.numberOfLeadingZeros(left);
      int value = bits(bytes, to, position, width);
      int low = (1 << (width - 1)) - 1;
      int threshold = (1 << width) - 1 - left;
      if ((value & low) < threshold) {
        position += width - 1;
        value &= low;
      } else {
        position += width;
        value = value > low ? value - threshold : value;
      }
      int count = value - 1;
      left -= Math.abs(count);
      counts[symbols++] = count;
      if (count == 0) {
        int repeat;
        do {
          repeat = bits(bytes, to, position, 2);
          position += 2;
          symbols += repeat;
        } while (repeat == 3 && symbols <= maxSymbol);
      }
    }
    if (left != 1 || symbols > maxSymbol + 1) {
      throw new BrokenPackException("a Zstandard table that does not add up");
    }
    int end = (int) ((position + 7) >> 3);
    if (end > to) {
      throw new BrokenPackException("a Zstandard table that ends too early");
    }
    return new Read(of(Arrays.copyOf(counts, symbols), log), end);
  }

  private static int bits(byte[] bytes, int to, long position, int count) {
    long value = 0;
    int at = (int) (position >> 3);
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | (at + i < to ? bytes[at + i] & 0xff : 0);
    }
    return (int) (value >>> (position & 7) & ((1L << count) - 1));
  }
}
