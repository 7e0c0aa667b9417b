package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where a body stands in the file of a block: in pieces, as bodies of several connections came in
 * between.
 *
 * <pre>
 * |a a a|b b|a a|c c c c|b b b|     a: 0+3, 5+2   b: 3+2, 11+3   c: 7+4
 * </pre>
 */
public final class SpilledBody {
  private long[] offsets = new long[2];
  private int[] lengths = new int[2];
  private int pieces;
  private long bytes;
  private volatile boolean lost;

  SpilledBody() {}

  /** Of the whole body. */
  public long bytes() {
    return bytes;
  }

  int pieces() {
    return pieces;
  }

  long offset(int piece) {
    return offsets[piece];
  }

  int length(int piece) {
    return lengths[piece];
  }

  /** Not all of it is in the file. */
  boolean lost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  void add(long offset, int length) {
    bytes += length;
    int last = pieces - 1;
    if (last >= 0
        && offsets[last] + lengths[last] == offset
        && lengths[last] < Integer.MAX_VALUE - length) {
      lengths[last] += length;
      return;
    }
    if (pieces == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * pieces);
      lengths = Arrays.copyOf(lengths, 2 * pieces);
    }
    offsets[pieces] = offset;
    lengths[pieces++] = length;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(pieces);
    for (int i = 0; i < pieces; i++) {
      out.writeLong(offsets[i]);
      out.writeInt(lengths[i]);
    }
  }

  static SpilledBody read(DataInput in) throws IOException {
    SpilledBody body = new SpilledBody();
    for (int left = in.readInt(); left > 0; left--) {
      body.add(in.readLong(), in.readInt());
    }
    return body;
  }
}
