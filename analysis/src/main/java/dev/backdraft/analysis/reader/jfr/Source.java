package dev.backdraft.analysis.reader.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read by position, by many threads at once.
 *
 * <p>Reading, not mapping: a file that is cut while it is mapped kills the access with an
 * InternalError, a read just ends early; and plain arrays are fast before anything is compiled.
 */
public final class Source implements AutoCloseable {
  // One read asks for no more than this, so that the channel's native copy stays small.
  private static final int SLICE = 1 << 18;

  private final FileChannel channel;
  private final String name;
  private final long size;

  /**
   * @param path what to read
   * @param name as the person knows the file
   * @param temporary true if the file goes when this is closed, or when the program ends
   */
  public Source(Path path, String name, boolean temporary) throws IOException {
    this.channel =
        temporary
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)
            : FileChannel.open(path, StandardOpenOption.READ);
    this.name = name;
    this.size = channel.size();
  }

  public String name() {
    return name;
  }

  /** The size when it was opened. */
  public long size() {
    return size;
  }

  /** Reads up to {@code length} bytes; gives how many there were, fewer only at the end. */
  public int read(long offset, byte[] into, int at, int length) {
    int done = 0;
    try {
      ByteBuffer buffer = ByteBuffer.wrap(into);
      while (done < length) {
        buffer.limit(at + Math.min(length, done + SLICE));
        buffer.position(at + done);
        int got = channel.read(buffer, offset + done);
        if (got <= 0) {
          break;
        }
        done += got;
      }
    } catch (IOException e) {
      // What cannot be read is treated like what is not there: the caller reports the loss.
      return done;
    }
    return done;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written; there is nothing to lose.
      return;
    }
  }
}
