package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens JFR files as one recording.
 *
 * <pre>
 *   find the chunks
 *   per chunk, on all threads:  scan: count events, decode constants in the chunk's own ids
 *   in the order of the file:   merge its constants into the tables
 *   when asked, per chunk:      decode the columns of a kind of samples or a type of events
 * </pre>
 */
public final class JfrReader {
  private static final int MAX_PROBLEMS = 10_000;

  /** Chunks that borrow a description take memory for each of its types. */
  private static final long MAX_BORROWED_TYPES = 10_000_000;

  private final List<Input> inputs;
  private final Workers workers;
  private final Monitor monitor;
  private final @Nullable Set<SampleKind> only;
  private final @Nullable Consumer<Recording> early;
  private final TableBuilder tables = new TableBuilder();
  private final MetadataCache metadata = new MetadataCache();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final int[] chunksOf;

  /**
   * A file that holds chunks.
   *
   * @param source the (unpacked) bytes; closed with the recording
   * @param sizeBytes as it lies on the disk
   * @param packing as {@code gzip}, or "" if it is not packed
   * @param problems met while it was unpacked
   */
  public record Input(Source source, long sizeBytes, String packing, List<Problem> problems) {}

  private JfrReader(
      List<Input> inputs,
      int threads,
      @Nullable Set<SampleKind> only,
      Progress progress,
      @Nullable Consumer<Recording> early) {
    this.only = only;
    long total = 0;
    for (Input input : inputs) {
      total += input.source().size();
    }
    this.inputs = inputs;
    this.workers = new Workers(threads);
    this.monitor = new Monitor(progress, total);
    this.early = early;
    this.chunksOf = new int[inputs.size()];
  }

  /**
   * Opens the inputs, which it closes if it fails.
   *
   * @param only the stacks of these kinds of samples are wanted, or null for all
   * @param early told once, from a thread of the reader, of a recording of the first chunk alone;
   *     its columns must not be asked for after the whole recording is closed
   * @return null if no chunk could be read at all
   */
  public static @Nullable Recording open(
      List<Input> inputs,
      int threads,
      @Nullable Set<SampleKind> only,
      Progress progress,
      @Nullable Consumer<Recording> early) {
    boolean done = false;
    try {
      Recording recording = new JfrReader(inputs, threads, only, progress, early).read();
      done = recording != null;
      return recording;
    } finally {
      if (!done) {
        for (Input input : inputs) {
          input.source().close();
        }
      }
    }
  }

  /** True if a chunk begins somewhere in a file whose own beginning is none. */
  public static boolean hasChunk(Source source) {
    return ChunkFinder.any(source);
  }

  /** True if there is no more than the header of a first chunk, with nothing written behind it. */
  public static boolean hasOnlyBegun(List<Input> inputs) {
    for (Input input : inputs) {
      Source source = input.source();
      byte[] behind = new byte[1 << 12];
      int got = source.read(ChunkHeader.SIZE, behind, 0, behind.length);
      boolean empty = true;
      for (int i = 0; i < got; i++) {
        empty &= behind[i] == 0;
      }
      if (!empty || ChunkHeader.read(source, 0) == null) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Recording read() {
    workers.run(1, number -> find(), monitor::stop);
    workers.run(chunks.size(), new Merging(), monitor::stop);
    workers.run(1, number -> borrow(), monitor::stop);
    boolean any = false;
    for (Chunk chunk : chunks) {
      any |= chunk.counts.length > 0;
    }
    tellProblems();
    return any ? recording(chunks, tables.snapshot()) : null;
  }

  private void tellProblems() {
    long more = 0;
    long lostBytes = 0;
    for (Chunk chunk : chunks) {
      for (Problem problem : chunk.problems) {
        if (problems.size() < MAX_PROBLEMS) {
          problems.add(problem);
        } else {
          more++;
          lostBytes += Math.max(0, problem.lostBytes());
        }
      }
    }
    if (more > 0) {
      problems.add(
          new Problem(
              Problem.Kind.LIMIT,
              chunks.getFirst().source.name(),
              -1,
              lostBytes,
              "a list of at most " + MAX_PROBLEMS + " problems",
              more + " more"));
    }
  }

  /** A chunk whose metadata is lost is read with that of its neighbour, if one JVM wrote both. */
  private void borrow() {
    long left = MAX_BORROWED_TYPES;
    StackPool pool = new StackPool();
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk.counts.length > 0) {
        continue;
      }
      Metadata neighbour = i == 0 ? null : neighbour(chunk, chunks.get(i - 1));
      if (neighbour == null && i + 1 < chunks.size()) {
        neighbour = neighbour(chunk, chunks.get(i + 1));
      }
      boolean read = false;
      left -= neighbour == null ? 0 : neighbour.size();
      if (neighbour != null && left >= 0) {
        Constants constants =
            new ChunkScanner(chunk, pool, monitor, only).scan(metadata, neighbour);
        if (constants != null) {
          tables.merge(constants, chunk);
          read = true;
        }
        pool.clear();
      }
      chunk.problems.addFirst(
          new Problem(
              Problem.Kind.BROKEN_METADATA,
              chunk.source.name(),
              chunk.header.at(),
              read ? 0 : chunk.end - chunk.header.at(),
              "a description of the events",
              read ? "none, so that of the chunk beside it was taken" : "none that can be read"));
    }
  }

  private static @Nullable Metadata neighbour(Chunk chunk, Chunk beside) {
    boolean same =
        beside.counts.length > 0
            && beside.source.name().equals(chunk.source.name())
            && beside.header.major() == chunk.header.major()
            && beside.header.minor() == chunk.header.minor()
            && beside.header.ticksPerSecond() == chunk.header.ticksPerSecond();
    return same ? beside.metadata : null;
  }

  private void find() {
    for (int i = 0; i < inputs.size(); i++) {
      problems.addAll(inputs.get(i).problems());
      List<Chunk> found = ChunkFinder.find(inputs.get(i).source(), problems, monitor);
      chunksOf[i] = found.size();
      chunks.addAll(found);
    }
  }

  /**
   * @param constants null if the chunk could not be read
   * @param stacks to be filled by another chunk
   */
  private record Scanned(@Nullable Constants constants, StackPool stacks) {}

  /** Scans chunks in any order and merges them in theirs. */
  private final class Merging implements Workers.Task {
    private final @Nullable Scanned[] scanned = new Scanned[chunks.size()];
    private final ArrayDeque<StackPool> pools = new ArrayDeque<>();
    private int next;
    private boolean merging;
    private boolean failed;

    @Override
    public void run(int number) {
      boolean done = false;
      try {
        awaitTurn(number);
        StackPool pool = takePool();
        merge(
            number,
            new Scanned(
                new ChunkScanner(chunks.get(number), pool, monitor, only).scan(metadata, null),
                pool));
        done = true;
      } finally {
        if (!done) {
          fail();
        }
      }
    }

    private synchronized StackPool takePool() {
      StackPool pool = pools.pollFirst();
      return pool == null ? new StackPool() : pool;
    }

    private synchronized void fail() {
      failed = true;
      notifyAll();
    }

    /** Keeps a fast thread from piling up chunks that wait to be merged. */
    private synchronized void awaitTurn(int number) {
      boolean interrupted = false;
      while (number > next + 2 * workers.threads() && !failed) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void merge(int number, Scanned ours) {
      synchronized (this) {
        scanned[number] = ours;
        if (merging) {
          return; // whoever merges will find it
        }
        merging = true;
      }
      Scanned ready;
      int at;
      while (true) {
        synchronized (this) {
          at = next;
          ready = at < scanned.length ? scanned[at] : null;
          if (ready == null) {
            merging = false;
            return;
          }
          scanned[at] = null;
        }
        monitor.advance(0);
        Constants constants = ready.constants();
        if (constants != null) {
          tables.merge(constants, chunks.get(at));
          ready.stacks().clear();
        }
        if (at == 0) {
          tellEarly();
        }
        synchronized (this) {
          pools.addFirst(ready.stacks());
          next = at + 1;
          notifyAll();
        }
      }
    }

    private void tellEarly() {
      if (early != null && chunks.size() > 1 && chunks.getFirst().counts.length > 0) {
        early.accept(recording(List.of(chunks.getFirst()), tables.snapshot()));
      }
    }
  }

  private Recording recording(List<Chunk> of, Recording.Tables frozen) {
    boolean whole = of.size() == chunks.size();
    List<Source> sources = new ArrayList<>();
    if (whole) {
      for (Input input : inputs) {
        sources.add(input.source());
      }
    }
    JfrColumns columns = new JfrColumns(of, tables.texts(), workers, sources);
    return new Recording(columns.summary(files(), problems), frozen, columns);
  }

  private List<EvidenceFile> files() {
    List<EvidenceFile> files = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      files.add(
          new EvidenceFile(
              input.source().name(),
              format(chunks.subList(at, at + chunksOf[i]), input.packing()),
              input.sizeBytes(),
              input.source().size(),
              chunksOf[i]));
      at += chunksOf[i];
    }
    return files;
  }

  private static String format(List<Chunk> of, String packing) {
    List<String> formats = new ArrayList<>();
    for (Chunk chunk : of) {
      if (!formats.contains(chunk.header.format())) {
        formats.add(chunk.header.format());
      }
    }
    String format = formats.isEmpty() ? "JFR" : String.join(" and ", formats);
    return packing.isEmpty() ? format : format + " in " + packing;
  }
}
