package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Set;
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

  private static final int MAX_PROBLEMS = 1000;

  private static final long REPORT_EVERY = 1 << 20;

  private final Chunk chunk;
  private final StackPool stacks;
  private final Monitor monitor;
  private final @Nullable Set<SampleKind> only;
  private final Cursor in;
  private @Nullable CheckpointParser checkpoints;
  private final Resync resync;
  private long reported;

  /** Which problem tells of an unknown type. */
  private final LongIntMap unknown = new LongIntMap(1);

  /**
   * @param stacks where the chunk's stacks go
   */
  ChunkScanner(Chunk chunk, StackPool stacks, Monitor monitor, @Nullable Set<SampleKind> only) {
    this.only = only;
    this.chunk = chunk;
    this.stacks = stacks;
    this.monitor = monitor;
    this.in = chunk.cursor();
    this.resync = new Resync(chunk, in, monitor);
    this.reported = chunk.header.at();
  }

  /**
   * Scans the whole chunk; what is wrong with it is added to its problems.
   *
   * @param borrowed metadata to use if the chunk's own is lost, or null
   * @return its constants, or null if there was no metadata at all
   */
  @Nullable Constants scan(MetadataCache cache, @Nullable Metadata borrowed) {
    long first = chunk.header.at() + ChunkHeader.SIZE;
    Metadata metadata = metadata(first, cache, borrowed);
    if (metadata == null) {
      monitor.advance(chunk.end - reported);
      return null;
    }
    Constants constants = new Constants(stacks);
    chunk.metadata = metadata;
    chunk.counts = new int[metadata.size()];
    chunk.kept = new Places[metadata.size()];
    for (int i = 0; i < metadata.size(); i++) {
      if (SampleRules.isKept(metadata.type(i))) {
        chunk.kept[i] = new Places();
      }
    }
    Set<SampleKind> kinds = only;
    StackChoice choice = kinds == null ? null : new StackChoice(chunk, kinds);
    CheckpointParser parser = new CheckpointParser(metadata, in.raw(), constants, choice);
    checkpoints = parser;
    walk(first, metadata);
    parser.readWaiting(in);
    monitor.advance(chunk.end - reported);
    return constants;
  }

  private @Nullable Metadata metadata(
      long first, MetadataCache cache, @Nullable Metadata borrowed) {
    Metadata named = metadataAt(chunk.header.at() + chunk.header.metadata(), cache);
    if (named != null && chunk.finished) {
      return named;
    }
    // The header of an unfinished chunk may be older than its newest metadata.
    Metadata found = findMetadata(first, cache);
    if (found != null || named != null) {
      return found == null ? named : found;
    }
    return borrowed == null ? resync.searchMetadata(first, cache) : borrowed;
  }

  private void walk(long first, Metadata metadata) {
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
      boolean whole = size >= SMALLEST && size <= end - at && !in.overrun();
      if (!whole && resync.cut(at, metadata)) {
        cut(at, type);
        break;
      }
      if (!whole || !known(at, size, type, metadata)) {
        long next = resync.after(at, metadata);
        String found = whole ? "one of type " + type : "one of " + size + " bytes";
        problem(
            whole ? Problem.Kind.UNKNOWN_TYPE : Problem.Kind.BROKEN_EVENT,
            at,
            next - at,
            "an event",
            size == 0 ? "zeros" : found);
        range(begun, at);
        at = next;
        begun = next;
        continue;
      }
      event(at, size, type);
      at += size;
      if (at - reported > REPORT_EVERY) {
        monitor.advance(at - reported);
        reported = at;
      }
    }
    range(begun, Math.min(at, end));
  }

  /** The file ends within this event: of a checkpoint, whole constants are kept all the same. */
  private void cut(long at, long type) {
    CheckpointParser parser = checkpoints;
    long lost = chunk.end - at;
    String expected = "the rest of an event";
    if (type == 1 && parser != null) {
      expected = "the rest of the constants";
      lost = parser.read(in, at, chunk.end) ? 0 : chunk.end - parser.foundAt();
    }
    problem(Problem.Kind.TRUNCATED, at, lost, expected, "the end of the file");
  }

  private void range(long from, long to) {
    if (from < to) {
      chunk.ranges.add(from);
      chunk.ranges.add(to);
    }
  }

  /** An event of an unknown type is stepped over only if others follow it: it may be garbage. */
  private boolean known(long at, int size, long type, Metadata metadata) {
    if (type == 1 || metadata.indexOf(type) >= 0) {
      return true;
    }
    if (type == 0 && metadataAt(at)) {
      return true;
    }
    return at + size == chunk.end || resync.row(at + size, chunk.end, metadata, 2);
  }

  private boolean metadataAt(long at) {
    return at == chunk.header.at() + chunk.header.metadata() || !chunk.finished;
  }

  private void event(long at, int size, long type) {
    if (type == 1) {
      checkpoint(at, size);
      return;
    }
    int index = chunk.metadata.indexOf(type);
    if (index < 0 || type == 0) {
      if (type != 0) {
        unknown(at, size, type);
      }
      return;
    }
    chunk.counts[index]++;
    Places kept = chunk.kept[index];
    if (kept != null) {
      kept.add(at);
    }
  }

  /** Many events of one unknown type are one problem, at the first of them. */
  private void unknown(long at, int size, long type) {
    int known = unknown.get(type);
    if (known == LongIntMap.MISSING) {
      if (chunk.problems.size() < MAX_PROBLEMS) {
        unknown.putIfAbsent(type, chunk.problems.size());
      }
      problem(
          Problem.Kind.UNKNOWN_TYPE, at, size, "an event of a known type", "one of type " + type);
      return;
    }
    Problem told = chunk.problems.get(known);
    chunk.problems.set(
        known,
        new Problem(
            told.kind(),
            told.file(),
            told.offset(),
            told.lostBytes() + size,
            told.expected(),
            told.found()));
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
    if (chunk.problems.size() == MAX_PROBLEMS) {
      return; // a file of nothing but damage must not fill the memory with words about it
    }
    chunk.problems.add(
        new Problem(kind, chunk.source.name(), offset, Math.max(0, lost), expected, found));
  }
}
