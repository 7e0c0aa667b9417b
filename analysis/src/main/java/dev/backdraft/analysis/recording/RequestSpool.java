package dev.backdraft.analysis.recording;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An append-only heap of bytes that lives in memory until it grows past a limit, then in a
 * temporary file that vanishes with it. Paths, headers and bodies go here, so that the columns of a
 * capture stay small however large its bodies are.
 */
final class RequestSpool implements Closeable {
  /** Larger spools go to the disk; small captures never touch it. */
  static final int MEMORY_BYTES = 32 << 20;

  private final int memoryLimit;
  private byte[] memory = new byte[64 << 10];
  private int buffered;
  private long fileBytes;
  private @Nullable FileChannel file;

  RequestSpool(int memoryLimit) {
    this.memoryLimit = memoryLimit;
  }

  long sizeBytes() {
    return fileBytes + buffered;
  }

  /** Where the bytes start; never changes. */
  long append(byte[] bytes, int length) throws IOException {
    long offset = sizeBytes();
    if ((long) buffered + length > memoryLimit) {
      spill();
    }
    if (length > memoryLimit) {
      writeFully(ByteBuffer.wrap(bytes, 0, length));
      return offset;
    }
    if (buffered + length > memory.length) {
      int wanted = Math.max(buffered + length, (int) Math.min(memoryLimit, 2L * memory.length));
      memory = Arrays.copyOf(memory, wanted);
    }
    System.arraycopy(bytes, 0, memory, buffered, length);
    buffered += length;
    return offset;
  }

  /** Safe from several threads once nothing is appended any more. */
  byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (offset >= fileBytes) {
      System.arraycopy(memory, (int) (offset - fileBytes), bytes, 0, length);
      return bytes;
    }
    FileChannel from = file;
    if (from == null) {
      throw new EOFException("the capture has been closed");
    }
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) {
      if (from.read(into, offset + into.position()) < 0) {
        throw new EOFException("the temporary file of the capture was cut");
      }
    }
    return bytes;
  }

  private void spill() throws IOException {
    writeFully(ByteBuffer.wrap(memory, 0, buffered));
    buffered = 0;
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    FileChannel into = file;
    if (into == null) {
      Path path = Files.createTempFile("backdraft-requests", ".spool");
      into =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = into;
    }
    while (bytes.hasRemaining()) {
      fileBytes += into.write(bytes, fileBytes);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
