package dev.backdraft.analysis.reader.packed;

import java.io.IOException;

/** Unpacks a block at a time into one array, in which the past stays in front as far as needed. */
abstract class BlockInput extends ArrayInput {
  byte[] out;

  /** What is unpacked and not yet read stands from here, */
  int from;

  /** to here. */
  int to;

  private boolean ended;

  BlockInput(byte[] out) {
    this.out = out;
  }

  /** Unpacks what comes next, perhaps nothing; false behind the last frame. */
  abstract boolean fill() throws IOException;

  @Override
  public final int read(byte[] into, int at, int length) throws IOException {
    while (from == to) {
      if (ended || !fill()) {
        ended = true;
        return -1;
      }
    }
    int count = Math.min(length, to - from);
    System.arraycopy(out, from, into, at, count);
    from += count;
    return count;
  }
}
