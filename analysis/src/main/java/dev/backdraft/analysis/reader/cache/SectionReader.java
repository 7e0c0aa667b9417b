package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.Numbers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads what {@link SectionWriter} wrote. Counts are held against what the file can hold before
 * memory is asked for; what was read may be used once {@link #whole} has said yes.
 */
final class SectionReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final long payloadEnd;

  SectionReader(Path file, long revision) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    payloadEnd = channel.size() - SectionWriter.TAIL_BYTES;
    buffer.limit(0);
    boolean mine = false;
    try {
      fill(SectionWriter.HEAD_BYTES);
      mine = buffer.getInt() == SectionWriter.MAGIC && buffer.getLong() == revision;
      checksum.reset();
      checksum.update(buffer.duplicate());
    } finally {
      if (!mine) {
        channel.close();
      }
    }
    if (!mine) {
      throw new IOException("written by another program or revision");
    }
  }

  /** Bytes of the payload that are still to be read. */
  private long left() throws IOException {
    return payloadEnd - channel.position() + buffer.remaining();
  }

  private void fill(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    int before = buffer.position();
    buffer.limit((int) Math.min(buffer.capacity(), before + payloadEnd - channel.position()));
    while (buffer.position() < buffer.limit() && channel.read(buffer) > 0) {
      // on until the buffer is full or the payload has ended
    }
    buffer.flip();
    checksum.update(buffer.duplicate().position(before));
    if (buffer.remaining() < bytes) {
      throw new IOException("the section breaks off");
    }
  }

  long number() throws IOException {
    fill(8);
    return buffer.getLong();
  }

  int count() throws IOException {
    fill(4);
    return buffer.getInt();
  }

  /** A count of things that take so many bytes each. */
  int count(int bytesEach) throws IOException {
    int count = count();
    if (count < 0 || (long) count * bytesEach > left()) {
      throw new IOException(count + " things of " + bytesEach + " bytes do not fit");
    }
    return count;
  }

  String text() throws IOException {
    byte[] encoded = bytes(count(1));
    return new String(encoded, StandardCharsets.UTF_8);
  }

  byte[] bytes(int size) throws IOException {
    byte[] values = new byte[size];
    int done = 0;
    while (done < size) {
      fill(1);
      int now = Math.min(size - done, buffer.remaining());
      buffer.get(values, done, now);
      done += now;
    }
    return values;
  }

  int[] ints(int size) throws IOException {
    int[] values = new int[size];
    int done = 0;
    while (done < size) {
      fill(4);
      int now = Math.min(size - done, buffer.remaining() / 4);
      buffer.asIntBuffer().get(values, done, now);
      buffer.position(buffer.position() + 4 * now);
      done += now;
    }
    return values;
  }

  /** Reads into the beginning of an array. */
  long[] longs(long[] values, int size) throws IOException {
    int done = 0;
    while (done < size) {
      fill(8);
      int now = Math.min(size - done, buffer.remaining() / 8);
      buffer.asLongBuffer().get(values, done, now);
      buffer.position(buffer.position() + 8 * now);
      done += now;
    }
    return values;
  }

  Numbers numbers(int size) throws IOException {
    return switch (count()) {
      case SectionWriter.SAME -> Numbers.same(number());
      case SectionWriter.INTS -> Numbers.of(ints(size));
      case SectionWriter.LONGS -> Numbers.of(longs(new long[size], size));
      default -> throw new IOException("no column of numbers");
    };
  }

  double[] reals(int size) throws IOException {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Double.longBitsToDouble(number());
    }
    return values;
  }

  /** True if all of the payload has been read and is what was written. */
  boolean whole() throws IOException {
    if (left() != 0) {
      return false;
    }
    ByteBuffer tail = ByteBuffer.allocate(SectionWriter.TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (tail.hasRemaining() && channel.read(tail) > 0) {
      // on until it is there
    }
    return !tail.hasRemaining() && tail.getInt(0) == (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
