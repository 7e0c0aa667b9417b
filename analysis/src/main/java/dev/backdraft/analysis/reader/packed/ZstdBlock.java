package dev.backdraft.analysis.reader.packed;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Unpacks the blocks of one Zstandard frame; tables and offsets live on from block to block. */
final class ZstdBlock {
  private static final int BLOCK = 1 << 17;

  private static final int[] LITERAL_BASE = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64,
    128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
  };
  private static final int[] LITERAL_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16
  };
  private static final int[] MATCH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051,
    4099, 8195, 16387, 32771, 65539
  };
  private static final int[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };
  private static final int[] LITERAL_COUNTS = {
    4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
    -1, -1, -1, -1
  };
  private static final int[] MATCH_COUNTS = {
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
  };
  private static final int[] OFFSET_COUNTS = {
    1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
  };

  private final byte[] literals = new byte[BLOCK];
  private int literalCount;
  private @Nullable HuffmanTable huffman;
  private @Nullable FseTable literalTable;
  private @Nullable FseTable offsetTable;
  private @Nullable FseTable matchTable;
  private final int[] offsets = {1, 4, 8};
  private byte[] in = new byte[0];
  private int at;
  private int end;

  /** Unpacks a block behind {@code to}; gives where the unpacked bytes end. */
  int unpack(byte[] packed, int size, byte[] out, int to, int limit) throws IOException {
    in = packed;
    at = 0;
    end = size;
    literals();
    int count = in[at++] & 0xff;
    if (count == 0) {
      return append(out, to, limit, 0, literalCount);
    }
    if (count > 127) {
      count =
          count == 255
              ? (in[at++] & 0xff) + ((in[at++] & 0xff) << 8) + 0x7f00
              : ((count - 128) << 8) + (in[at++] & 0xff);
    }
    int modes = in[at++] & 0xff;
    literalTable = table(modes >> 6, literalTable, LITERAL_COUNTS, 6, 9, 35);
    offsetTable = table(modes >> 4 & 3, offsetTable, OFFSET_COUNTS, 5, 8, 31);
    matchTable = table(modes >> 2 & 3, matchTable, MATCH_COUNTS, 6, 9, 52);
    return sequences(count, literalTable, offsetTable, matchTable, out, to, limit);
  }

  private FseTable table(
      int mode, @Nullable FseTable before, int[] usual, int usualLog, int maxLog, int maxSymbol)
      throws IOException {
    return switch (mode) {
      case 0 -> FseTable.of(usual, usualLog);
      case 1 -> {
        int symbol = in[at++] & 0xff;
        if (symbol > maxSymbol) {
          throw new BrokenPackException("an unknown Zstandard symbol");
        }
        yield FseTable.single(symbol);
      }
      case 2 -> {
        FseTable.Read read = FseTable.read(in, at, end, maxLog, maxSymbol);
        at = read.end();
        yield read.table();
      }
      default -> {
        if (before == null) {
          throw new BrokenPackException("a Zstandard block that repeats a table that never was");
        }
        yield before;
      }
    };
  }

  private void literals() throws IOException {
    int first = in[at] & 0xff;
    int type = first & 3;
    int format = first >> 2 & 3;
    if (type < 2) {
      int width = format == 1 ? 2 : format == 3 ? 3 : 1;
      int shift = width == 1 ? 3 : 4;
      literalCount = (int) (number(width) >> shift);
      checkLiterals();
      if (type == 0) {
        if (literalCount > end - at) {
          throw new BrokenPackException("a Zstandard block that ends too early");
        }
        System.arraycopy(in, at, literals, 0, literalCount);
        at += literalCount;
      } else {
        Arrays.fill(literals, 0, literalCount, in[at++]);
      }
      return;
    }
    int width = format < 2 ? 3 : format + 2;
    int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
    long header = number(width);
    literalCount = (int) (header >> 4 & ((1 << bits) - 1));
    int packedCount = (int) (header >> (4 + bits) & ((1 << bits) - 1));
    checkLiterals();
    int stop = at + packedCount;
    if (stop > end) {
      throw new BrokenPackException("a Zstandard block that ends too early");
    }
    if (type == 2) {
      huffman = HuffmanTable.read(in, at, stop);
      at = huffman.end;
    }
    HuffmanTable table = huffman;
    if (table == null) {
      throw new BrokenPackException("a Zstandard block that repeats a table that never was");
    }
    if (format == 0) {
      table.decode(in, at, stop, literals, 0, literalCount);
    } else {
      fourStreams(table, stop);
    }
    at = stop;
  }

  private void fourStreams(HuffmanTable table, int stop) throws IOException {
    int[] starts = new int[5];
    starts[0] = at + 6;
    for (int i = 0; i < 3; i++) {
      int size = (in[at + 2 * i] & 0xff) | (in[at + 2 * i + 1] & 0xff) << 8;
      starts[i + 1] = starts[i] + size;
    }
    starts[4] = stop;
    int part = (literalCount + 3) / 4;
    for (int i = 0; i < 4; i++) {
      if (starts[i] > starts[i + 1]) {
        throw new BrokenPackException("Zstandard literals that overlap");
      }
      int from = Math.min(literalCount, part * i);
      int count = i == 3 ? literalCount - from : Math.min(part, literalCount - from);
      table.decode(in, starts[i], starts[i + 1], literals, from, count);
    }
  }

  private void checkLiterals() throws IOException {
    if (literalCount > BLOCK) {
      throw new BrokenPackException("too many Zstandard literals");
    }
  }

  private long number(int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (in[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private int sequences(
      int count, FseTable lits, FseTable offs, FseTable matches, byte[] out, int from, int limit)
      throws IOException {
    BackwardBits bits = new BackwardBits(in, at, end);
    int litState = bits.read(lits.log);
    int offState = bits.read(offs.log);
    int matchState = bits.read(matches.log);
    int to = from;
    int used = 0;
    for (int i = 0; i < count; i++) {
      int offCode = offs.symbol[offState];
      int litCode = lits.symbol[litState];
      int matchCode = matches.symbol[matchState];
      if (offCode > 27) {
        throw new BrokenPackException("a Zstandard copy from too far");
      }
      int offValue = (1 << offCode) + bits.read(offCode);
      int match = MATCH_BASE[matchCode] + bits.read(MATCH_BITS[matchCode]);
      int literal = LITERAL_BASE[litCode] + bits.read(LITERAL_BITS[litCode]);
      int offset = offset(offValue, literal);
      to = append(out, to, limit, used, literal);
      used += literal;
      if (offset <= 0 || offset > to || match > limit - to) {
        throw new BrokenPackException("a Zstandard copy from nowhere");
      }
      for (int k = 0; k < match; k++) {
        out[to] = out[to - offset];
        to++;
      }
      if (i + 1 < count) {
        litState = lits.base[litState] + bits.read(lits.bits[litState]);
        matchState = matches.base[matchState] + bits.read(matches.bits[matchState]);
        offState = offs.base[offState] + bits.read(offs.bits[offState]);
      }
      if (bits.left() < 0) {
        throw new BrokenPackException("Zstandard sequences that end too early");
      }
    }
    return append(out, to, limit, used, literalCount - used);
  }

  private int append(byte[] out, int to, int limit, int from, int count) throws IOException {
    if (count < 0 || from + count > literalCount || count > limit - to) {
      throw new BrokenPackException("more Zstandard literals than there are");
    }
    System.arraycopy(literals, from, out, to, count);
    return to + count;
  }

  /** Values 1 to 3 stand for one of the last three offsets. */
  private int offset(int value, int literal) {
    if (value > 3) {
      offsets[2] = offsets[1];
      offsets[1] = offsets[0];
      offsets[0] = value - 3;
      return offsets[0];
    }
    int index = value - 1 + (literal == 0 ? 1 : 0);
    if (index == 0) {
      return offsets[0];
    }
    int offset = index == 3 ? offsets[0] - 1 : offsets[index];
    if (index > 1) {
      offsets[2] = offsets[1];
    }
    offsets[1] = offsets[0];
    offsets[0] = offset;
    return offset;
  }
}
