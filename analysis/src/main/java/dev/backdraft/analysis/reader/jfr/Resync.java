package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next whole event behind broken bytes: either where the chunk's own chain of checkpoints
 * says that one begins, or where several events in a row look right.
 */
final class Resync {
  /** So many events in a row are no accident. */
  private static final int IN_A_ROW = 4;

  private static final int HEAD = 24;
  private static final int LARGEST_EVENT = 1 << 28;
  private static final int MAX_ANCHORS = 1 << 16;
  private static final int MAX_METADATA_TRIALS = 4096;
  private static final int SMALLEST_METADATA = 256;

  /** Events may begin before the chunk, because they are written when they end. */
  private static final long EARLY_NANOS = 600 * 1_000_000_000L;

  private static final long LATE_NANOS = 60 * 1_000_000_000L;

  /** An unfinished chunk does not know how long it lasts. */
  private static final long UNFINISHED_NANOS = 24 * 3600 * 1_000_000_000L;

  private final Chunk chunk;
  private final Cursor in;
  private final Monitor monitor;
  private long @Nullable [] anchors;

  Resync(Chunk chunk, Cursor in, Monitor monitor) {
    this.chunk = chunk;
    this.in = in;
    this.monitor = monitor;
  }

  /** The offset of the first event behind {@code broken} that can be trusted, or the end. */
  long after(long broken, @Nullable Metadata metadata) {
    long anchor = nextAnchor(broken);
    if (metadata == null) {
      return anchor;
    }
    for (long at = broken + 1; at < anchor; at++) {
      if ((at & 0xffff) == 0) {
        monitor.advance(0);
      }
      if (row(at, anchor, metadata, IN_A_ROW)) {
        return at;
      }
    }
    return anchor;
  }

  /** True if so many events begin one after the other here, or as many as fit before the end. */
  boolean row(long from, long end, Metadata metadata, int wanted) {
    long at = from;
    for (int i = 0; i < wanted; i++) {
      if (at == end) {
        return i > 0;
      }
      long next = plausible(at, end, metadata);
      if (next < 0) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** Where the event at an offset ends, or -1 if it is none. */
  private long plausible(long at, long end, Metadata metadata) {
    if (!in.at(at, (int) Math.min(HEAD, end - at))) {
      return -1;
    }
    try {
      int size = in.varint();
      if (size < ChunkScanner.SMALLEST || size > end - at) {
        return -1;
      }
      if (!known(in.varlong(), metadata)) {
        return -1;
      }
      return in.overrun() ? -1 : at + size;
    } catch (IndexOutOfBoundsException e) {
      return -1;
    }
  }

  /** True if the event whose type was just read is of a known one and of this chunk's time. */
  private boolean known(long type, Metadata metadata) {
    if (type == 0 || type == 1) {
      return inTime(in.varlong());
    }
    int index = metadata.indexOf(type);
    if (index < 0 || !metadata.type(index).isEvent()) {
      return false;
    }
    TypeInfo info = metadata.type(index);
    FieldInfo first = info.fields.isEmpty() ? null : info.fields.getFirst();
    boolean timed =
        first != null
            && first.unit() == FieldInfo.Unit.TICKS_SINCE_START
            && first.name().equals("startTime");
    return !timed || inTime(in.varlong());
  }

  private boolean inTime(long ticks) {
    long nanos = chunk.nanosAt(ticks) - chunk.header.startNanos();
    long late =
        chunk.finished ? Math.max(chunk.header.durationNanos(), 0) + LATE_NANOS : UNFINISHED_NANOS;
    return nanos >= -EARLY_NANOS && nanos <= late;
  }

  /**
   * True if the event at an offset, which goes on behind the end of what there is, looks like one
   * that was cut.
   */
  boolean cut(long at, Metadata metadata) {
    if (chunk.finished || !in.at(at, (int) Math.min(HEAD, chunk.end - at))) {
      return false;
    }
    try {
      int size = in.varint();
      boolean cut = size > chunk.end - at && size <= LARGEST_EVENT;
      return cut && known(in.varlong(), metadata) && !in.overrun();
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private long nextAnchor(long behind) {
    long[] all = anchors;
    if (all == null) {
      all = findAnchors();
      anchors = all;
    }
    long next = chunk.end;
    for (long anchor : all) {
      if (anchor > behind && anchor < next) {
        next = anchor;
      }
    }
    return next;
  }

  /** The checkpoints, from the last to the first, and the metadata, as the header names them. */
  private long[] findAnchors() {
    long[] found = new long[16];
    int count = 0;
    long start = chunk.header.at();
    long at = start + chunk.header.metadata();
    if (is(at, 0)) {
      found[count++] = at;
    }
    at = start + chunk.header.checkpoint();
    while (is(at, 1) && count < MAX_ANCHORS) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = at;
      in.varlong();
      in.varlong();
      long delta = in.varlong();
      if (delta >= 0) {
        break;
      }
      at += delta;
    }
    return Arrays.copyOf(found, count);
  }

  private boolean is(long at, long type) {
    if (at < chunk.header.at() + ChunkHeader.SIZE
        || at >= chunk.end
        || !in.at(at, (int) Math.min(64, chunk.end - at))) {
      return false;
    }
    int size = in.varint();
    return size >= ChunkScanner.SMALLEST && size <= chunk.end - at && in.varlong() == type;
  }

  /** Looks byte by byte for a metadata event that can be read. */
  @Nullable Metadata searchMetadata(long from, MetadataCache cache) {
    int trials = 0;
    for (long at = from; at < chunk.end && trials < MAX_METADATA_TRIALS; at++) {
      if ((at & 0xffff) == 0) {
        monitor.advance(0);
      }
      if (!in.at(at, (int) Math.min(HEAD, chunk.end - at)) || in.left() < HEAD) {
        break;
      }
      int size = in.varint();
      if (size < SMALLEST_METADATA || size > chunk.end - at || in.varlong() != 0) {
        continue;
      }
      trials++;
      if (in.at(at, size)) {
        Metadata parsed = cache.parse(in, size);
        if (parsed != null) {
          return parsed;
        }
      }
    }
    return null;
  }
}
