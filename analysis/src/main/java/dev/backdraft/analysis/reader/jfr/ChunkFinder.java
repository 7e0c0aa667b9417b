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

  private final Source source;
  private final List<Problem> problems;
  private final List<Chunk> chunks = new ArrayList<>();

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
      at = end(header, monitor);
      chunks.add(new Chunk(source, header, at));
    }
  }

  /** Where a chunk ends: as it says if that is the end or another header, else as is found. */
  private long end(ChunkHeader header, Monitor monitor) {
    long size = source.size();
    long declared = header.at() + header.sizeBytes();
    boolean sane = header.sizeBytes() > ChunkHeader.SIZE && declared > 0 && declared <= size;
    if (sane && (declared == size || ChunkHeader.read(source, declared) != null)) {
      return declared;
    }
    long next = nextHeader(header.at() + ChunkHeader.SIZE, monitor);
    if (sane && declared < next) {
      return declared;
    }
    if (header.sizeBytes() > 0 && !sane && next == size) {
      problems.add(
          new Problem(
              Problem.Kind.TRUNCATED,
              source.name(),
              size,
              Math.max(0, declared - size),
              "a chunk of " + header.sizeBytes() + " bytes",
              "the end of the file after " + (size - header.at())));
    } else if (header.sizeBytes() > 0) {
      problems.add(
          new Problem(
              Problem.Kind.BROKEN_CHUNK,
              source.name(),
              header.at() + 8,
              0,
              "the size of the chunk",
              header.sizeBytes() + " bytes"));
    }
    return next;
  }

  /** The offset of the next header at or after an offset, or the size of the file. */
  private long nextHeader(long from, Monitor monitor) {
    byte[] bytes = new byte[STEP + 8];
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
