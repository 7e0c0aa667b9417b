package dev.backdraft.analysis.reader.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which files these are: how long in all, what the system says of them, and their content.
 *
 * @param sizeBytes of all files together
 * @param stamp what the system says: device and inode, times of change; empty where the system
 *     keeps no time of change that a program cannot set back (then the content decides)
 * @param newestNanos when the youngest of them was last changed
 */
record Identity(long sizeBytes, String stamp, long newestNanos) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Null if one of them cannot be kept: a pipe, a device, one that is gone. */
  static @Nullable Identity of(List<Path> files) {
    StringBuilder stamp = new StringBuilder();
    long size = 0;
    long newest = Long.MIN_VALUE;
    boolean trusted = true;
    try {
      for (Path file : files) {
        BasicFileAttributes all = Files.readAttributes(file, BasicFileAttributes.class);
        if (!all.isRegularFile()) {
          return null;
        }
        size += all.size();
        Object key = all.fileKey();
        FileTime changed = changed(file);
        trusted &= key != null && changed != null;
        newest = Math.max(newest, nanos(all.lastModifiedTime()));
        if (changed != null) {
          newest = Math.max(newest, nanos(changed));
        }
        stamp
            .append(key)
            .append(' ')
            .append(all.size())
            .append(' ')
            .append(nanos(all.lastModifiedTime()))
            .append(' ')
            .append(changed == null ? 0 : nanos(changed))
            .append(';');
      }
    } catch (IOException e) {
      return null;
    }
    return new Identity(size, trusted ? stamp.toString() : "", newest);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** When the file itself was last written or its times were set; no program can set this back. */
  private static @Nullable FileTime changed(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ctime") instanceof FileTime time ? time : null;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A name for the content of all files, in their order; null if one cannot be read. */
  static @Nullable String content(List<Path> files) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    // Two checksums of different kinds: the processor computes both as fast as memory gives bytes.
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    StringBuilder name = new StringBuilder();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(buffer.clear()) > 0) {
          buffer.flip();
          one.update(buffer.duplicate());
          other.update(buffer);
        }
        name.append(Long.toHexString(channel.size())).append('-');
      } catch (IOException e) {
        return null;
      }
    }
    long sum = one.getValue() << 32 | other.getValue();
    String tail = HexFormat.of().toHexDigits(sum);
    return name.length() > 100
        ? Integer.toHexString(name.toString().hashCode()) + tail
        : name + tail;
  }
}
