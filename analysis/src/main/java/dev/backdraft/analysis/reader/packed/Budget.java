package dev.backdraft.analysis.reader.packed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much one file that the person gave may unpack to, over all of its parts and all layers in
 * which they are packed. A bomb in two layers is two small ones otherwise.
 */
public final class Budget {
  /** Real recordings shrink 3 to 40 times; a bomb a thousand times and more. */
  private static final long MAX_RATIO = 200;

  private static final long ALWAYS_ALLOWED = 64L << 20;
  private static final long NEVER_ALLOWED = 64L << 30;
  private static final long DISK_LEFT = 256L << 20;
  private static final int MAX_PARTS = 10_000;

  private long left;
  private int parts = MAX_PARTS;

  private Budget(long bytes) {
    this.left = bytes;
  }

  /** What a file may unpack to by its size. */
  public static long bytesFor(long packedBytes) {
    long ratio = Math.min(packedBytes, NEVER_ALLOWED / MAX_RATIO) * MAX_RATIO;
    return Math.min(NEVER_ALLOWED, Math.max(ALWAYS_ALLOWED, ratio));
  }

  /** For a file, and for the room there is to unpack it. */
  public static Budget of(Path file) throws IOException {
    long disk = Unpacker.temporary().toFile().getUsableSpace() - DISK_LEFT;
    return new Budget(Math.min(Math.max(disk, 0), bytesFor(Files.size(file))));
  }

  /** Takes so many unpacked bytes; false if that is more than is left. */
  boolean take(int bytes) {
    left -= bytes;
    return left >= 0;
  }

  /** Takes one more part or entry; false if there were too many. */
  boolean takePart() {
    return --parts >= 0;
  }
}
