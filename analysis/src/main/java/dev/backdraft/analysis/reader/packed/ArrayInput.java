package dev.backdraft.analysis.reader.packed;

import java.io.IOException;
import java.io.InputStream;

/** An input that is read in pieces; whoever asks for a single byte gets a piece of one. */
public abstract class ArrayInput extends InputStream {
  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] into, int at, int length) throws IOException;
}
