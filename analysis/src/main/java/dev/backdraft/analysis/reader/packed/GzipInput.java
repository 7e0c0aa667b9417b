package dev.backdraft.analysis.reader.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip files of any number of members. Java's own goes one call deeper with each member, so
 * that a file of nothing but empty ones exhausts the stack.
 */
public final class GzipInput extends ArrayInput {
  private static final int BUFFER = 1 << 16;
  private static final int HAS_SUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int pos;
  private int limit;
  private boolean ended;

  /** Reads the first header, which must be whole. */
  public GzipInput(InputStream in) throws IOException {
    this.in = in;
    if (!header()) {
      throw new ZipException("bytes that are no gzip file");
    }
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    while (!ended) {
      int got = inflate(into, at, length);
      if (got > 0 || length == 0) {
        sum.update(into, at, got);
        return got;
      }
      if (inflater.finished()) {
        next();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a gzip file that needs a dictionary");
      } else {
        fill();
        inflater.setInput(buffer, pos, limit - pos);
        pos = limit;
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int at, int length) throws IOException {
    try {
      return inflater.inflate(into, at, length);
    } catch (DataFormatException e) {
      String message = e.getMessage();
      throw new ZipException(message == null ? "bytes that cannot be inflated" : message);
    }
  }

  /** Checks the end of a member and goes on to the one behind it, if there is one. */
  private void next() throws IOException {
    pos = limit - inflater.getRemaining();
    long expected = number(4);
    long size = number(4);
    if (expected != sum.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("a gzip file whose checksum is wrong");
    }
    ended = !header();
    inflater.reset();
    sum.reset();
  }

  /** False where the file ends, or where what follows is no gzip member: then it is ignored. */
  private boolean header() throws IOException {
    if (!available(1) || one() != 0x1f || !available(1) || one() != 0x8b) {
      return false;
    }
    int method = one();
    int flags = one();
    if (method != 8) {
      throw new ZipException("a gzip file of an unknown method");
    }
    stepOver(6);
    if ((flags & HAS_EXTRA) != 0) {
      stepOver(number(2));
    }
    for (int texts = flags & (HAS_NAME | HAS_COMMENT); texts != 0; texts &= texts - 1) {
      while (one() != 0) {
        // A name and a comment end with a zero.
      }
    }
    if ((flags & HAS_SUM) != 0) {
      stepOver(2);
    }
    return true;
  }

  private boolean available(int count) throws IOException {
    if (limit - pos >= count) {
      return true;
    }
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    pos = 0;
    return limit >= count;
  }

  private void fill() throws IOException {
    if (!available(1)) {
      throw new EOFException();
    }
  }

  private int one() throws IOException {
    fill();
    return buffer[pos++] & 0xff;
  }

  private void stepOver(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      one();
    }
  }

  private long number(int width) throws IOException {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (long) one() << (8 * i);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
