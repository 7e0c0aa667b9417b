package dev.backdraft.analysis.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What production left behind, in one model, whatever the file was: immutable, made of tables of
 * primitives, safe to share between threads.
 *
 * <p>The summary, the types and the problems are there at once. The columns of samples and events
 * are decoded when they are first asked for, by the {@link Columns} that the reader gave. The
 * tables hold every id of every column that has been handed out; the table of strings alone may
 * grow when further columns are decoded, so ask its size after asking for the columns.
 */
public final class Recording implements AutoCloseable {

  /** Decodes columns on demand; safe to call from many threads. */
  public interface Columns extends AutoCloseable {
    /** The samples of a kind, empty if the recording has none. */
    Samples samples(SampleKind kind);

    /**
     * Samples that give the same sums as those of the kind: what the filter does not let through
     * may be missing, and samples of one stack (and thread, if the filter asks for it) may be one
     * row, at a time within the filter's.
     */
    default Samples sums(SampleKind kind, SampleFilter filter) {
      return SampleSums.of(samples(kind), filter);
    }

    /** False if the memory that is left is not enough for the samples of a kind. */
    default boolean hasRoomFor(SampleKind kind) {
      return true;
    }

    /** The events of a type that {@link Recording#eventTypes()} lists. */
    EventTable events(String typeName);

    /** Lets go of the events of a type; asked for again they are decoded again. */
    default void forgetEvents(String typeName) {}

    /** What could not be read since the recording was opened, as a file that shrank. */
    default List<Problem> problems() {
      return List.of();
    }

    /** What the recording could not show; found when first asked for. */
    default List<BlindSpot> blindSpots() {
      return List.of();
    }

    /** Lets go of files and temporary copies. */
    @Override
    void close();
  }

  private final List<EvidenceFile> files;
  private final JvmInfo jvm;
  private final long startNanos;
  private final long endNanos;
  private final Tables tables;
  private final List<EventType> eventTypes;
  private final Set<SampleKind> sampleKinds;
  private final List<Problem> problems;
  private final List<BlindSpot> blindSpots;
  private final Columns columns;

  /**
   * The five tables that ids point into.
   *
   * @param strings texts
   * @param methods methods
   * @param frames frames
   * @param stacks stacks
   * @param threads threads
   */
  public record Tables(
      StringTable strings,
      MethodTable methods,
      FrameTable frames,
      StackTable stacks,
      ThreadTable threads) {}

  /**
   * What is known of a recording before any column is decoded.
   *
   * @param files what it was read from
   * @param jvm who made it
   * @param startNanos epoch nanoseconds of its start
   * @param endNanos epoch nanoseconds of its end, not before the start
   * @param eventTypes types that have events, by name
   * @param sampleKinds kinds that have samples
   * @param problems what could not be read
   * @param blindSpots what it could not show
   */
  public record Summary(
      List<EvidenceFile> files,
      JvmInfo jvm,
      long startNanos,
      long endNanos,
      List<EventType> eventTypes,
      Set<SampleKind> sampleKinds,
      List<Problem> problems,
      List<BlindSpot> blindSpots) {}

  public Recording(Summary summary, Tables tables, Columns columns) {
    this.files = List.copyOf(summary.files());
    this.jvm = summary.jvm();
    this.startNanos = summary.startNanos();
    this.endNanos = summary.endNanos();
    this.tables = tables;
    this.eventTypes = List.copyOf(summary.eventTypes());
    this.sampleKinds = Set.copyOf(summary.sampleKinds());
    this.problems = List.copyOf(summary.problems());
    this.blindSpots = List.copyOf(summary.blindSpots());
    this.columns = columns;
  }

  private Recording(Recording like, Columns columns) {
    this.files = like.files;
    this.jvm = like.jvm;
    this.startNanos = like.startNanos;
    this.endNanos = like.endNanos;
    this.tables = like.tables;
    this.eventTypes = like.eventTypes;
    this.sampleKinds = like.sampleKinds;
    this.problems = like.problems;
    this.blindSpots = like.blindSpots;
    this.columns = columns;
  }

  /** The same recording, whose columns come by way of others. */
  public Recording through(UnaryOperator<Columns> way) {
    return new Recording(this, way.apply(columns));
  }

  public List<EvidenceFile> files() {
    return files;
  }

  public JvmInfo jvm() {
    return jvm;
  }

  public long startNanos() {
    return startNanos;
  }

  public long endNanos() {
    return endNanos;
  }

  public long durationNanos() {
    return endNanos - startNanos;
  }

  public StringTable strings() {
    return tables.strings();
  }

  public MethodTable methods() {
    return tables.methods();
  }

  public FrameTable frames() {
    return tables.frames();
  }

  public StackTable stacks() {
    return tables.stacks();
  }

  public ThreadTable threads() {
    return tables.threads();
  }

  public List<EventType> eventTypes() {
    return eventTypes;
  }

  /** The kinds that this recording has samples of. */
  public Set<SampleKind> sampleKinds() {
    return sampleKinds;
  }

  /** What could not be read; grows if columns that are decoded later meet damage. */
  public List<Problem> problems() {
    List<Problem> later = columns.problems();
    if (later.isEmpty()) {
      return problems;
    }
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(later);
    return List.copyOf(all);
  }

  /** What the recording could not show. Never on the UI thread for the first time. */
  public List<BlindSpot> blindSpots() {
    List<BlindSpot> found = columns.blindSpots();
    if (found.isEmpty()) {
      return blindSpots;
    }
    List<BlindSpot> all = new ArrayList<>(blindSpots);
    all.addAll(found);
    return List.copyOf(all);
  }

  /** The samples of a kind; decoded on the first call, kept afterwards. Never on the UI thread. */
  public Samples samples(SampleKind kind) {
    return columns.samples(kind);
  }

  /**
   * Samples of a kind for one answer that only needs their sums; see {@link Columns#sums}. Takes
   * memory for the stacks, not for the samples, unless those are kept for later anyway.
   */
  public Samples sums(SampleKind kind, SampleFilter filter) {
    return columns.sums(kind, filter);
  }

  /** The events of a type; decoded on the first call, kept afterwards. Never on the UI thread. */
  public EventTable events(String typeName) {
    return columns.events(typeName);
  }

  /** Lets go of the events of a type, so that many types need memory for one at a time. */
  public void forgetEvents(String typeName) {
    columns.forgetEvents(typeName);
  }

  @Override
  public void close() {
    columns.close();
  }
}
