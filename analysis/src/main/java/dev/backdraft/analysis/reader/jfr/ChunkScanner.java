package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over a chunk from its first event to its last: decodes the constants, counts the
 * events, and keeps where those lie that will be asked for. No offset of the header is needed for
 * that, so a chunk that was never finished is walked like any other.
 */
final class ChunkScanner {
  /** Size and type of an event take no more than this. */
  private static final int HEAD = 24;

  /** An event is at least its size, its type and one more byte. */
  static final int SMALLEST = 3;

  private static final long REPORT_EVERY = 1 << 20;

  private final Chunk chunk;
  private final Constants constants;
  private final Monitor monitor;
  private final Cursor in;
  private @Nullable CheckpointParser checkpoints;
  private long reported;

  ChunkScanner(Chunk chunk, Constants constants, Monitor monitor) {
    this.chunk = chunk;
    this.constants = constants;
    this.monitor = monitor;
    this.in = new Cursor(chunk.source, !chunk.header.packed(), chunk.end);
    this.reported = chunk.header.at();
  }

  /** Scans the whole chunk; what is wrong with it is added to its problems. */
  void scan(MetadataCache cache) {
    long first = chunk.header.at() + ChunkHeader.SIZE;
    Metadata metadata = metadataAt(chunk.header.at() + chunk.header.metadata(), cache);
    if (metadata == null) {
      metadata = findMetadata(first, cache);
    }
    if (metadata == null) {
      problem(
          Problem.Kind.BROKEN_METADATA,
          chunk.header.at(),
          chunk.end - first,
          "a description of the events",
          "none that can be read");
      monitor.advance(chunk.end - reported);
      return;
    }
    chunk.metadata = metadata;
    chunk.counts = new int[metadata.size()];
    chunk.kept = new Chunk.LongList[metadata.size()];
    for (int i = 0; i < metadata.size(); i++) {
      if (SampleRules.isKept(metadata.type(i))) {
        chunk.kept[i] = new Chunk.LongList();
      }
    }
    checkpoints = new CheckpointParser(metadata, in.raw(), constants);
    walk(first);
    monitor.advance(chunk.end - reported);
  }

  private void walk(long first) {
    long at = first;
    long begun = first;
    long end = chunk.end;
    while (at < end) {
      if (!in.at(at, (int) Math.min(HEAD, end - at))) {
        problem(Problem.Kind.TRUNCATED, at, end - at, "more events", "the end of the file");
        break;
      }
      int size = in.varint();
      long type = in.varlong();
      if (size < SMALLEST || size > end - at) {
        problem(Problem.Kind.BROKEN_EVENT, at, end - at, "an event", "one of " + size + " bytes");
        break;
      }
      event(at, size, type);
      at += size;
      if (at - reported > REPORT_EVERY) {
        monitor.advance(at - reported);
        reported = at;
      }
    }
    chunk.ranges.add(begun);
    chunk.ranges.add(at);
  }

  private void event(long at, int size, long type) {
    if (type == 1) {
      checkpoint(at, size);
      return;
    }
    if (type == 0) {
      return;
    }
    int index = chunk.metadata.indexOf(type);
    if (index < 0) {
      problem(
          Problem.Kind.UNKNOWN_TYPE, at, size, "an event of a known type", "one of type " + type);
      return;
    }
    chunk.counts[index]++;
    Chunk.LongList kept = chunk.kept[index];
    if (kept != null) {
      kept.add(at);
    }
  }

  private void checkpoint(long at, int size) {
    CheckpointParser parser = checkpoints;
    if (parser != null && !parser.read(in, at, at + size)) {
      String found = parser.found();
      problem(
          Problem.Kind.BROKEN_CONSTANTS,
          parser.foundAt(),
          at + size - parser.foundAt(),
          "constants",
          found == null ? "something else" : found);
    }
  }

  private @Nullable Metadata metadataAt(long at, MetadataCache cache) {
    if (at < chunk.header.at() + ChunkHeader.SIZE || at >= chunk.end) {
      return null;
    }
    if (!in.at(at, (int) Math.min(HEAD, chunk.end - at))) {
      return null;
    }
    int size = in.varint();
    if (in.varlong() != 0 || size < SMALLEST || size > chunk.end - at || !in.at(at, size)) {
      return null;
    }
    return cache.parse(in, size);
  }

  /** The last metadata event that a walk over the chunk finds: later ones know more types. */
  private @Nullable Metadata findMetadata(long first, MetadataCache cache) {
    long at = first;
    Metadata found = null;
    while (at < chunk.end && in.at(at, (int) Math.min(HEAD, chunk.end - at))) {
      int size = in.varint();
      long type = in.varlong();
      if (size < SMALLEST || size > chunk.end - at) {
        break;
      }
      if (type == 0) {
        Metadata parsed = metadataAt(at, cache);
        found = parsed == null ? found : parsed;
      }
      at += size;
      monitor.advance(0);
    }
    return found;
  }

  private void problem(Problem.Kind kind, long offset, long lost, String expected, String found) {
    chunk.problems.add(
        new Problem(kind, chunk.source.name(), offset, Math.max(0, lost), expected, found));
  }
}
