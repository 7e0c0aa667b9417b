package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the chunks of a file: each begins where the one before ends. Where a header does not say or
 * says what cannot be, the next header is looked for byte by byte.
 */
final class ChunkFinder {
  private static final int STEP = 1 << 18;
  private static final int HEAD = 24;

  private final Source source;
  private final List<Problem> problems;
  private final List<Chunk> chunks = new ArrayList<>();
  private final byte[] buffer = new byte[STEP + 8];

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
        problems.add(
            new Problem(
                Problem.Kind.FOREIGN_BYTES,
                source.name(),
                at,
                next - at,
                "the header of a chunk",
                size - at < ChunkHeader.SIZE ? "the end of the file" : "other bytes"));
        at = next;
        continue;
      }
      at = add(header, monitor);
    }
  }

  /** Adds the chunk of a header; gives where it ends. */
  private long add(ChunkHeader header, Monitor monitor) {
    long size = source.size();
    long declared = header.at() + header.sizeBytes();
    boolean sane = header.sizeBytes() > ChunkHeader.SIZE && declared > 0 && declared <= size;
    boolean writing = header.minor() > 0 && header.state() != 0;
    if (sane && !writing && (declared == size || ChunkHeader.read(source, declared) != null)) {
      chunks.add(new Chunk(source, header, declared, true));
      return declared;
    }
    long end = walk(header, monitor);
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
    problems.add(new Problem(kind, source.name(), offset, lost, expected, found));
  }

  /**
   * Where a chunk ends that does not say so itself: at the next header. Those that a chunk carries
   * inside of its own checkpoints, as copies of its own from the last flush, do not count.
   */
  private long walk(ChunkHeader header, Monitor monitor) {
    long size = source.size();
    long declared = header.at() + header.sizeBytes();
    Cursor in = new Cursor(source, !header.packed(), size);
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
    byte[] bytes = buffer;
    for (long at = from; at < source.size(); at += STEP) {
      monitor.advance(0);
      int got = source.read(at, bytes, 0, bytes.length);
      int last = Math.min(STEP, got - 7);
      for (int i = 0; i < last; i++) {
        if (bytes[i] == 'F'
            && ChunkHeader.isMagic(bytes, i)
            && ChunkHeader.read(source, at + i) != null) {
          return at + i;
        }
      }
      if (got < bytes.length) {
        break;
      }
    }
    return source.size();
  }
}
