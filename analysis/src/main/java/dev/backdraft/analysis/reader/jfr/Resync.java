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

  /** What is tried as metadata may be so many times the chunk in all. */
  private static final int METADATA_SHARE = 16;

  private static final long METADATA_AT_LEAST = 1 << 20;

  /** Once in so many bytes a chunk may be looked into far from where events are looked for. */
  private static final int BYTES_PER_FAR_LOOK = 64;

  private static final int FAR_LOOKS_AT_LEAST = 1000;

  private static final int FAR_WINDOW = 1 << 7;
  private static final int SMALLEST_METADATA = 256;

  /** Events may begin before the chunk, because they are written when they end. */
  private static final long EARLY_NANOS = 600 * 1_000_000_000L;

  private static final long LATE_NANOS = 60 * 1_000_000_000L;

  /** An unfinished chunk does not know how long it lasts. */
  private static final long UNFINISHED_NANOS = 24 * 3600 * 1_000_000_000L;

  private final Chunk chunk;
  private final Cursor in;
  private final Monitor monitor;
  private final Cursor far;
  private long farLooks;
  private long @Nullable [] anchors;

  Resync(Chunk chunk, Cursor in, Monitor monitor) {
    this.chunk = chunk;
    this.in = in;
    this.monitor = monitor;
    this.far = new Cursor(chunk.source, in.raw(), chunk.end - FAR_WINDOW, chunk.end);
    this.farLooks = FAR_LOOKS_AT_LEAST + (chunk.end - chunk.header.at()) / BYTES_PER_FAR_LOOK;
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
      in.at(at, (int) Math.min(HEAD, anchor - at));
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
      int need = (int) Math.min(HEAD, end - at);
      Cursor view = in.holds(at, need) ? in : far;
      boolean seen = (view == in || --farLooks >= 0) && view.at(at, need);
      at = seen ? plausible(view, at, end, metadata) : -1;
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /** Where the event at an offset ends, or -1 if it is none. */
  private long plausible(Cursor from, long at, long end, Metadata metadata) {
    try {
      int size = from.varint();
      if (size < ChunkScanner.SMALLEST || size > end - at) {
        return -1;
      }
      if (!known(from, from.varlong(), metadata)) {
        return -1;
      }
      return from.overrun() ? -1 : at + size;
    } catch (IndexOutOfBoundsException e) {
      return -1;
    }
  }

  /** True if the event whose type was just read is of a known one and of this chunk's time. */
  private boolean known(Cursor from, long type, Metadata metadata) {
    if (type == 0 || type == 1) {
      return inTime(from.varlong());
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
    return !timed || inTime(from.varlong());
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
      return cut && known(in, in.varlong(), metadata) && !in.overrun();
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
    int at = Arrays.binarySearch(all, behind + 1);
    int first = at < 0 ? -1 - at : at;
    return first < all.length ? all[first] : chunk.end;
  }

  /** The checkpoints and the metadata, as the header names them; ascending. */
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
    long[] all = Arrays.copyOf(found, count);
    Arrays.sort(all);
    return all;
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
    long left = METADATA_AT_LEAST + METADATA_SHARE * (chunk.end - from);
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
      left -= size;
      if (left >= 0 && in.at(at, size)) {
        Metadata parsed = cache.parse(in, size);
        if (parsed != null) {
          return parsed;
        }
      }
    }
    return null;
  }
}
