package dev.backdraft.analysis.reader.packed;

import java.io.IOException;

/** Zstandard's Huffman code for literals: what the next bits mean, and how many of them. */
final class HuffmanTable {
  private static final int MAX_BITS = 11;

  final int log;
  private final byte[] symbol;
  private final byte[] length;

  /** Where the description of the table ended. */
  final int end;

  private HuffmanTable(int log, int end) {
    this.log = log;
    this.symbol = new byte[1 << log];
    this.length = new byte[1 << log];
    this.end = end;
  }

  static HuffmanTable read(byte[] bytes, int from, int to) throws IOException {
    if (from >= to) {
      throw new BrokenPackException("a Zstandard block that ends too early");
    }
    int header = bytes[from] & 0xff;
    int[] weights = new int[256];
    int count;
    int end;
    if (header >= 128) {
      count = header - 127;
      end = from + 1 + (count + 1) / 2;
      if (end > to) {
        throw new BrokenPackException("a Zstandard block that ends too early");
      }
      for (int i = 0; i < count; i++) {
        int b = bytes[from + 1 + i / 2] & 0xff;
        weights[i] = (i & 1) == 0 ? b >> 4 : b & 15;
      }
    } else {
      end = from + 1 + header;
      if (end > to) {
        throw new BrokenPackException("a Zstandard block that ends too early");
      }
      FseTable.Read table = FseTable.read(bytes, from + 1, end, 6, 255);
      count = weights(bytes, table, end, weights);
    }
    return build(weights, count, end);
  }

  /** Two states take turns until the bits run out. */
  private static int weights(byte[] bytes, FseTable.Read read, int end, int[] weights)
      throws IOException {
    FseTable table = read.table();
    BackwardBits bits = new BackwardBits(bytes, read.end(), end);
    int[] state = {bits.read(table.log), bits.read(table.log)};
    int count = 0;
    for (int turn = 0; ; turn ^= 1) {
      if (count >= 254) {
        throw new BrokenPackException("a Zstandard table that is too large");
      }
      weights[count++] = table.symbol[state[turn]];
      int need = table.bits[state[turn]];
      if (bits.left() < need) {
        weights[count++] = table.symbol[state[turn ^ 1]];
        return count;
      }
      state[turn] = table.base[state[turn]] + bits.read(need);
    }
  }

  private static HuffmanTable build(int[] weights, int count, int end) throws IOException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MAX_BITS + 1) {
        throw new BrokenPackException("a Zstandard code that is too long");
      }
      sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
    }
    int log = sum == 0 ? 99 : 32 - Integer.numberOfLeadingZeros(sum);
    int rest = log > MAX_BITS ? 0 : (1 << log) - sum;
    if (rest == 0 || Integer.bitCount(rest) != 1) {
      throw new BrokenPackException("a Zstandard code that does not add up");
    }
    weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
    HuffmanTable table = new HuffmanTable(log, end);
    int at = 0;
    for (int weight = 1; weight <= log; weight++) {
      for (int s = 0; s <= count; s++) {
        if (weights[s] == weight) {
          for (int i = 0; i < 1 << (weight - 1); i++) {
            table.symbol[at] = (byte) s;
            table.length[at++] = (byte) (log + 1 - weight);
          }
        }
      }
    }
    return table;
  }

  /** Unpacks a stream of literals. */
  void decode(byte[] bytes, int from, int to, byte[] into, int at, int count) throws IOException {
    BackwardBits bits = new BackwardBits(bytes, from, to);
    for (int i = 0; i < count; i++) {
      int code = bits.look(log);
      into[at + i] = symbol[code];
      bits.skip(length[code]);
    }
    if (bits.left() != 0) {
      throw new BrokenPackException("Zstandard literals that do not add up");
    }
  }
}
