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
 * Writes one section, a file of its own.
 *
 * <pre>
 *   magic | revision of the reader | payload ... | checksum of the payload
 * </pre>
 */
final class SectionWriter implements Closeable {
  static final int MAGIC = 0x31434442; // BDC1
  static final int HEAD_BYTES = 12;
  static final int TAIL_BYTES = 4;
  static final int SAME = 0;
  static final int INTS = 1;
  static final int LONGS = 2;
  private static final int BLOCK = 1 << 12;
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();

  SectionWriter(Path file, long revision) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    buffer.putInt(MAGIC).putLong(revision);
    drain();
    checksum.reset();
  }

  private void drain() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  SectionWriter number(long value) throws IOException {
    room(8);
    buffer.putLong(value);
    return this;
  }

  SectionWriter count(int value) throws IOException {
    room(4);
    buffer.putInt(value);
    return this;
  }

  SectionWriter text(String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    count(encoded.length);
    bytes(encoded, encoded.length);
    return this;
  }

  void bytes(byte[] values, int size) throws IOException {
    int done = 0;
    while (done < size) {
      room(1);
      int now = Math.min(size - done, buffer.remaining());
      buffer.put(values, done, now);
      done += now;
    }
  }

  void ints(int[] values, int size) throws IOException {
    int done = 0;
    while (done < size) {
      room(4);
      int now = Math.min(size - done, buffer.remaining() / 4);
      buffer.asIntBuffer().put(values, done, now);
      buffer.position(buffer.position() + 4 * now);
      done += now;
    }
  }

  void longs(long[] values, int size) throws IOException {
    int done = 0;
    while (done < size) {
      room(8);
      int now = Math.min(size - done, buffer.remaining() / 8);
      buffer.asLongBuffer().put(values, done, now);
      buffer.position(buffer.position() + 8 * now);
      done += now;
    }
  }

  /** One number for all rows, or as many ints or longs as there are rows. */
  void numbers(Numbers values, int size) throws IOException {
    if (values.isSame()) {
      count(SAME).number(values.get(0));
      return;
    }
    boolean narrow = true;
    for (int i = 0; i < size && narrow; i++) {
      narrow = values.get(i) == (int) values.get(i);
    }
    count(narrow ? INTS : LONGS);
    int[] ints = new int[BLOCK];
    long[] block = new long[BLOCK];
    for (int from = 0; from < size; from += BLOCK) {
      int length = Math.min(BLOCK, size - from);
      values.read(from, length, block);
      if (narrow) {
        for (int i = 0; i < length; i++) {
          ints[i] = (int) block[i];
        }
        ints(ints, length);
      } else {
        longs(block, length);
      }
    }
  }

  void reals(double[] values, int size) throws IOException {
    int done = 0;
    while (done < size) {
      room(8);
      int now = Math.min(size - done, buffer.remaining() / 8);
      buffer.asDoubleBuffer().put(values, done, now);
      buffer.position(buffer.position() + 8 * now);
      done += now;
    }
  }

  /** Writes the checksum: a section without it is none. */
  void finish() throws IOException {
    drain();
    int sum = (int) checksum.getValue();
    buffer.putInt(sum);
    drain();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
