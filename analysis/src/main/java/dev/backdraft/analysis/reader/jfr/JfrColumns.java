package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.SampleSums;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decodes columns when they are asked for and keeps them. */
final class JfrColumns implements Recording.Columns {
  /** What a sample takes while it is put in order of time. */
  private static final int ROW_BYTES = 36;

  private final List<Chunk> chunks;
  private final Texts texts;
  private final Workers workers;
  private final List<Source> sources;
  private final SampleColumns sampleColumns;
  private final Map<String, EventType> types = new TreeMap<>();
  private final Map<SampleKind, Samples> samples = new EnumMap<>(SampleKind.class);
  private final Map<String, EventTable> events = new HashMap<>();
  private final List<BlindSpot> blindSpots = new ArrayList<>();
  private final List<Problem> later = new ArrayList<>();

  /** Told of events that turned out not to be whole when they were decoded. */
  interface Broken {
    void tell(String typeName, int count);
  }

  /**
   * @param sources closed with this
   */
  JfrColumns(List<Chunk> chunks, Texts texts, Workers workers, List<Source> sources) {
    this.chunks = chunks;
    this.texts = texts;
    this.workers = workers;
    this.sources = sources;
    this.sampleColumns = new SampleColumns(chunks, texts, workers);
    Map<String, FieldUnion> unions = new HashMap<>();
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.counts.length; i++) {
        if (chunk.counts[i] > 0) {
          TypeInfo type = chunk.metadata.type(i);
          unions.computeIfAbsent(type.name, _ -> new FieldUnion(type)).add(type, chunk.counts[i]);
        }
      }
    }
    unions.forEach((name, union) -> types.put(name, union.type()));
  }

  Recording.Summary summary(List<EvidenceFile> files, List<Problem> problems) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Chunk chunk : chunks) {
      start = Math.min(start, chunk.header.startNanos());
      long lasted = Math.max(chunk.header.durationNanos(), 0);
      end = Math.max(end, chunk.header.startNanos() + lasted);
      end = Math.max(end, chunk.nanosAt(chunk.lastTick));
    }
    Set<SampleKind> kinds = EnumSet.noneOf(SampleKind.class);
    for (SampleKind kind : SampleKind.values()) {
      if (sampleColumns.has(kind)) {
        kinds.add(kind);
      }
    }
    return new Recording.Summary(
        files,
        Producer.jvm(chunks),
        start,
        Math.max(start, end),
        new ArrayList<>(types.values()),
        kinds,
        problems,
        List.of());
  }

  @Override
  public Samples samples(SampleKind kind) {
    synchronized (samples) {
      Samples known = samples.get(kind);
      if (known == null) {
        known = decode(kind);
        samples.put(kind, known);
      }
      return known;
    }
  }

  @Override
  public EventTable events(String typeName) {
    synchronized (events) {
      EventTable known = events.get(typeName);
      if (known == null) {
        EventType type = types.get(typeName);
        if (type == null) {
          throw new IllegalArgumentException("no events of type " + typeName);
        }
        known = decode(type);
        events.put(typeName, known);
      }
      return known;
    }
  }

  @Override
  public void forgetEvents(String typeName) {
    synchronized (events) {
      events.remove(typeName);
    }
  }

  @Override
  public Samples sums(SampleKind kind, SampleFilter filter) {
    synchronized (samples) {
      Samples known = samples.get(kind);
      if (known != null) {
        return SampleSums.of(known, filter);
      }
    }
    try {
      return sampleColumns.sums(kind, filter, this::broken);
    } catch (OutOfMemoryError e) {
      tooLarge("the sums of " + kind.id());
      return Samples.none(kind);
    }
  }

  @Override
  public boolean hasRoomFor(SampleKind kind) {
    return sampleColumns.most(kind) * ROW_BYTES < Runtime.getRuntime().maxMemory() / 2;
  }

  private Samples decode(SampleKind kind) {
    try {
      return sampleColumns.decode(kind, this::broken);
    } catch (OutOfMemoryError e) {
      tooLarge("the samples of " + kind.id());
      return Samples.none(kind);
    }
  }

  private EventTable decode(EventType type) {
    try {
      return EventColumns.decode(type, chunks, texts, workers, this::broken);
    } catch (OutOfMemoryError e) {
      tooLarge("the events of " + type.name());
      return EventTable.empty(type);
    }
  }

  private void tooLarge(String what) {
    tell(Problem.Kind.LIMIT, -1, "memory for " + what, "less than that: give it more with -Xmx");
  }

  private void broken(String typeName, int count) {
    tell(Problem.Kind.BROKEN_EVENT, -1, "whole events of " + typeName, count + " that are not");
  }

  private void tell(Problem.Kind kind, long lost, String expected, String found) {
    Problem problem = new Problem(kind, chunks.getFirst().source.name(), -1, lost, expected, found);
    synchronized (later) {
      if (!later.contains(problem)) {
        later.add(problem);
      }
    }
  }

  @Override
  public List<Problem> problems() {
    synchronized (later) {
      return List.copyOf(later);
    }
  }

  @Override
  public List<BlindSpot> blindSpots() {
    synchronized (blindSpots) {
      if (blindSpots.isEmpty()) {
        workers.run(
            1, number -> blindSpots.addAll(new BlindSpots(chunks, sampleColumns).find()), () -> {});
      }
      return List.copyOf(blindSpots);
    }
  }

  @Override
  public void close() {
    for (Source source : sources) {
      source.close();
    }
  }
}
