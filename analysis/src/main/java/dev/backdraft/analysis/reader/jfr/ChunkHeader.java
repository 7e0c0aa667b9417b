package dev.backdraft.analysis.reader.jfr;

import org.jspecify.annotations.Nullable;

/**
 * The 68 bytes at the start of a chunk, as they stand there: nothing in it is checked yet but the
 * magic and the version.
 *
 * @param at file offset of the chunk
 * @param major format version
 * @param minor format version
 * @param sizeBytes of the whole chunk, 0 while it is being written
 * @param checkpoint offset within the chunk of the last checkpoint
 * @param metadata offset within the chunk of the metadata event
 * @param startNanos epoch nanoseconds
 * @param durationNanos how long it was written
 * @param startTicks the clock of the events at {@code startNanos}
 * @param ticksPerSecond of that clock
 * @param state 0 if the chunk is finished (formats before 2.1 do not say)
 * @param packed true if integers are written as packed numbers
 */
record ChunkHeader(
    long at,
    int major,
    int minor,
    long sizeBytes,
    long checkpoint,
    long metadata,
    long startNanos,
    long durationNanos,
    long startTicks,
    long ticksPerSecond,
    int state,
    boolean packed) {

  static final int SIZE = 68;

  private static final int MAGIC = 0x464c5200; // FLR and a zero

  static boolean isMagic(byte[] bytes, int at) {
    return bytes[at] == 'F' && bytes[at + 1] == 'L' && bytes[at + 2] == 'R' && bytes[at + 3] == 0;
  }

  /** The header at an offset, or null if there is none of a version that is read here. */
  static @Nullable ChunkHeader read(Source source, long at) {
    byte[] bytes = new byte[SIZE];
    if (source.read(at, bytes, 0, SIZE) < SIZE) {
      return null;
    }
    int major = (bytes[4] & 0xff) << 8 | (bytes[5] & 0xff);
    int minor = (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
    if (number(bytes, 0) >>> 32 != MAGIC || major < 1 || major > 2) {
      return null;
    }
    return new ChunkHeader(
        at,
        major,
        minor,
        number(bytes, 8),
        number(bytes, 16),
        number(bytes, 24),
        number(bytes, 32),
        number(bytes, 40),
        number(bytes, 48),
        number(bytes, 56),
        bytes[64],
        (bytes[67] & 1) != 0);
  }

  private static long number(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  String format() {
    return "JFR " + major + '.' + minor;
  }
}
