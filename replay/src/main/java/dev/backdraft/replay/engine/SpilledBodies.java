package dev.backdraft.replay.engine;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The file with the large bodies of a block, read one at a time; it goes when it is closed. */
public final class SpilledBodies implements AutoCloseable {
  private final FileChannel file;

  private SpilledBodies(FileChannel file) {
    this.file = file;
  }

  /** Opens it for the last time: where the system allows, its name is gone from now on. */
  public static SpilledBodies open(Path file) throws IOException {
    return new SpilledBodies(
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** A whole body. */
  public byte[] read(SpilledBody body) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(body.bytes())];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    for (int piece = 0; piece < body.pieces(); piece++) {
      into.limit(into.position() + body.length(piece));
      long at = body.offset(piece);
      while (into.hasRemaining()) {
        int read = file.read(into, at);
        if (read < 0) {
          throw new EOFException("the file of large bodies ends early");
        }
        at += read;
      }
    }
    return Arrays.copyOf(bytes, into.position());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
