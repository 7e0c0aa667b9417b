package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/**
 * Where the events of one type lie in a chunk: ascending file offsets, kept as the gaps between
 * them. Most events are shorter than 16 KB, so a place takes one or two bytes, and a recording of
 * 46 million samples 90 MB instead of 370.
 */
final class Places {
  /** One place in so many is kept whole, to begin a walk there. */
  private static final int MARK = 1 << 10;

  private static final int PIECE_BITS = 14;
  private static final int PIECE = 1 << PIECE_BITS;
  private static final int MASK = PIECE - 1;

  /** A number takes no more bytes than this. */
  private static final int WIDEST = 10;

  private byte[][] pieces = new byte[1][];
  private int used;
  private long last;
  private int size;

  /** Of place 0, MARK, 2 * MARK and so on: itself, and where the gap behind it lies. */
  private long[] marks = new long[2];

  void add(long offset) {
    if (size % MARK == 0) {
      int at = size / MARK * 2;
      if (at == marks.length) {
        marks = Arrays.copyOf(marks, at * 2);
      }
      marks[at] = offset;
      marks[at + 1] = used;
    } else {
      gap(offset - last);
    }
    last = offset;
    size++;
  }

  private void gap(long gap) {
    // A number does not lie across two pieces: then reading one needs no look at the next.
    if (PIECE - (used & MASK) < WIDEST && (used & MASK) != 0) {
      used = (used | MASK) + 1;
    }
    int number = used >> PIECE_BITS;
    if (number == pieces.length) {
      pieces = Arrays.copyOf(pieces, number * 2);
    }
    byte[] piece = pieces[number];
    if (piece == null) {
      piece = new byte[number == 0 ? 64 : PIECE];
      pieces[number] = piece;
    }
    int at = used & MASK;
    if (at + WIDEST > piece.length) {
      piece = Arrays.copyOf(piece, Math.min(PIECE, piece.length * 4));
      pieces[number] = piece;
    }
    long rest = gap;
    while ((rest & ~0x7fL) != 0) {
      piece[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    piece[at++] = (byte) rest;
    used = (number << PIECE_BITS) + at;
  }

  int size() {
    return size;
  }

  /** A walk over the places from one of them on. */
  Walk from(int index) {
    return new Walk(index);
  }

  /** Gives one place after the other; who walks knows how many there are. */
  final class Walk {
    private int index;
    private int at;
    private long place;

    private Walk(int first) {
      index = first / MARK * MARK;
      while (index < first) {
        next();
      }
    }

    long next() {
      int now = index++;
      if (now % MARK == 0) {
        place = marks[now / MARK * 2];
        at = (int) marks[now / MARK * 2 + 1];
        return place;
      }
      if (PIECE - (at & MASK) < WIDEST && (at & MASK) != 0) {
        at = (at | MASK) + 1;
      }
      byte[] piece = pieces[at >> PIECE_BITS];
      int in = at & MASK;
      byte read = piece[in++];
      long gap = read & 0x7f;
      for (int shift = 7; read < 0; shift += 7) {
        read = piece[in++];
        gap |= (read & 0x7fL) << shift;
      }
      at = (at & ~MASK) + in;
      place += gap;
      return place;
    }
  }
}
