package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks of a file: each begins where the one before ends. Where a header does not say or
 * says what cannot be, the next header is looked for byte by byte.
 */
final class ChunkFinder {
  private static final int STEP = 1 << 18;
  private static final int HEAD = 24;

  /** Enough bytes to tell a header from others: its magic and its version. */
  private static final int SIGN = 8;

  private static final int MAX_PROBLEMS = 1000;

  private final Source source;
  private final List<Problem> problems;
  private final List<Chunk> chunks = new ArrayList<>();
  private final @Nullable Cursor[] cursors = new Cursor[2];
  private byte[] buffer = new byte[0];
  private long bufferAt;
  private int buffered;
  private int told;

  private ChunkFinder(Source source, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
  }

  static List<Chunk> find(Source source, List<Problem> problems, Monitor monitor) {
    ChunkFinder finder = new ChunkFinder(source, problems);
    finder.run(monitor);
    return finder.chunks;
  }

  /** True if there is a header anywhere in the file. */
  static boolean any(Source source) {
    Monitor unwatched = new Monitor(Progress.NONE, 0);
    return new ChunkFinder(source, new ArrayList<>()).nextHeader(0, unwatched) < source.size();
  }

  private void run(Monitor monitor) {
    long size = source.size();
    long at = 0;
    while (at < size) {
      monitor.advance(0);
      ChunkHeader header = ChunkHeader.read(source, at);
      if (header == null) {
        long next = nextHeader(at + 1, monitor);
        boolean cut = size - at < ChunkHeader.SIZE;
        foreign(at, next, "the header of a chunk", cut ? "the end of the file" : "other bytes");
        at = next;
        continue;
      }
      at = add(header, monitor);
    }
  }

  /** Bytes that belong to no chunk; those that follow each other are one problem. */
  private void foreign(long from, long to, String expected, String found) {
    Problem last = told == 0 ? null : problems.getLast();
    if (last != null
        && last.kind() == Problem.Kind.FOREIGN_BYTES
        && last.offset() + last.lostBytes() == from) {
      problems.removeLast();
      told--;
      tell(last.kind(), last.offset(), to - last.offset(), last.expected(), last.found());
      return;
    }
    tell(Problem.Kind.FOREIGN_BYTES, from, to - from, expected, found);
  }

  /** False for a header with no room for an event, unless it is the last: one that just began. */
  private boolean hasRoom(ChunkHeader header, long end) {
    return end == source.size()
        || end - header.at() >= ChunkHeader.SIZE + (long) ChunkScanner.SMALLEST;
  }

  /** Adds the chunk of a header; gives where it ends. */
  private long add(ChunkHeader header, Monitor monitor) {
    long size = source.size();
    long declared = header.at() + header.sizeBytes();
    boolean sane = header.sizeBytes() > ChunkHeader.SIZE && declared > 0 && declared <= size;
    boolean writing = header.minor() > 0 && header.state() != 0;
    if (sane
        && !writing
        && hasRoom(header, declared)
        && (declared == size || ChunkHeader.read(source, declared) != null)) {
      chunks.add(new Chunk(source, header, declared, true));
      return declared;
    }
    long end = walk(header, monitor);
    if (!hasRoom(header, end)) {
      foreign(header.at(), end, "events behind a chunk's header", "none");
      return end;
    }
    if (header.sizeBytes() == 0 || writing) {
      tell(Problem.Kind.UNFINISHED_CHUNK, header.at(), 0, "a finished chunk", "one being written");
    } else if (!sane && end == size) {
      tell(
          Problem.Kind.TRUNCATED,
          size,
          Math.max(0, declared - size),
          "a chunk of " + header.sizeBytes() + " bytes",
          "the end of the file after " + (size - header.at()));
    } else if (end != declared) {
      tell(
          Problem.Kind.BROKEN_CHUNK,
          header.at() + 8,
          0,
          "the size of the chunk",
          header.sizeBytes() + " bytes");
    }
    chunks.add(new Chunk(source, header, end, end == declared && !writing));
    return end;
  }

  private void tell(Problem.Kind kind, long offset, long lost, String expected, String found) {
    if (told == MAX_PROBLEMS) {
      return; // a file of nothing but headers must not fill the memory with words about it
    }
    told++;
    problems.add(new Problem(kind, source.name(), offset, lost, expected, found));
  }

  /** A window over the whole file, for chunks that write their numbers in one way. */
  private Cursor cursor(boolean packed) {
    int at = packed ? 1 : 0;
    Cursor known = cursors[at];
    if (known == null) {
      known = new Cursor(source, !packed, source.size());
      cursors[at] = known;
    }
    return known;
  }

  /**
   * Where a chunk ends that does not say so itself: at the next header. Those that a chunk carries
   * inside of its own checkpoints, as copies of its own from the last flush, do not count.
   */
  private long walk(ChunkHeader header, Monitor monitor) {
    long size = source.size();
    long declared = header.at() + header.sizeBytes();
    Cursor in = cursor(header.packed());
    long at = header.at() + ChunkHeader.SIZE;
    long next = nextHeader(at, monitor);
    while (at < next) {
      if (!in.at(at, (int) Math.min(HEAD, size - at))) {
        return next;
      }
      int length = in.varint();
      long type = in.varlong();
      if (length < ChunkScanner.SMALLEST || length > size - at) {
        // Bytes that belong to nothing may follow a chunk that knows its size.
        return declared == at && header.sizeBytes() > 0 ? declared : next;
      }
      at += length;
      while (next < at && type == 1 && next + ChunkHeader.SIZE == at) {
        next = nextHeader(next + 1, monitor);
      }
      monitor.advance(0);
    }
    return next;
  }

  /** The offset of the next header at or after an offset, or the size of the file. */
  private long nextHeader(long from, Monitor monitor) {
    long at = from;
    while (at + SIGN <= source.size()) {
      monitor.advance(0);
      if (at < bufferAt || at + SIGN > bufferAt + buffered) {
        fill(at);
      }
      int last = buffered - SIGN;
      for (int i = (int) (at - bufferAt); i <= last; i++) {
        if (buffer[i] == 'F'
            && ChunkHeader.isMagic(buffer, i)
            && ChunkHeader.read(source, bufferAt + i) != null) {
          return bufferAt + i;
        }
      }
      if (last < 0) {
        break;
      }
      at = bufferAt + last + 1;
    }
    return source.size();
  }

  private void fill(long at) {
    if (buffer.length == 0) {
      buffer = new byte[(int) Math.min(STEP, source.size())];
    }
    bufferAt = at;
    buffered = source.read(at, buffer, 0, buffer.length);
  }
}
