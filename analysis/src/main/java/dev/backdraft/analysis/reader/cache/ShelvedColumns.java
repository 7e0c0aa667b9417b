package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.SampleSums;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns that come from the cache; those that are not there come from the files after all. */
final class ShelvedColumns implements KeptColumns {
  private final Shelf shelf;
  private final String name;
  private final BaseSection.Base base;
  private final Original original;
  private final Texts texts;
  private final Map<SampleKind, Samples> samples = new EnumMap<>(SampleKind.class);
  private final Map<String, EventTable> events = new HashMap<>();
  private final Set<Problem> later = new LinkedHashSet<>();
  private @Nullable List<BlindSpot> blindSpots;
  private @Nullable Recording opened;
  private int[] textOf = new int[0];
  private boolean gone;
  private boolean closed;
  private final List<Samples> newSamples = new ArrayList<>();
  private final List<EventTable> newEvents = new ArrayList<>();

  /** Opens the files themselves. */
  interface Original {
    /** Null if they are not what they were. */
    @Nullable Recording open();
  }

  ShelvedColumns(Shelf shelf, String name, BaseSection.Base base, Original original) {
    this.shelf = shelf;
    this.name = name;
    this.base = base;
    this.original = original;
    this.texts = new Texts(base.tables().strings());
  }

  @Override
  public synchronized Samples samples(SampleKind kind) {
    Samples known = samples.get(kind);
    if (known == null) {
      known = base.summary().sampleKinds().contains(kind) ? load(kind) : Samples.none(kind);
      samples.put(kind, known);
    }
    return known;
  }

  /** Samples that are kept but do not fit into memory are added up from the files. */
  @Override
  public synchronized Samples sums(SampleKind kind, SampleFilter filter) {
    if (!samples.containsKey(kind)
        && shelf.bytes(name, ColumnSections.nameOf(kind)) > Runtime.getRuntime().maxMemory() / 3) {
      Recording recording = original();
      if (recording != null) {
        return recording.sums(kind, filter);
      }
    }
    return SampleSums.of(samples(kind), filter);
  }

  private Samples load(SampleKind kind) {
    ColumnSections.Kept<Samples> kept =
        shelf.read(
            name,
            ColumnSections.nameOf(kind),
            in -> ColumnSections.readSamples(kind, texts, base.names(), in));
    if (kept != null) {
      later.addAll(kept.problems());
      return kept.value();
    }
    Recording recording = original();
    if (recording == null) {
      return Samples.none(kind);
    }
    Samples decoded = recording.samples(kind);
    Samples ours = decoded.withTags(ours(decoded, recording));
    newSamples.add(ours);
    return ours;
  }

  @Override
  public synchronized EventTable events(String typeName) {
    EventTable known = events.get(typeName);
    if (known == null) {
      known = load(type(typeName));
      events.put(typeName, known);
    }
    return known;
  }

  @Override
  public synchronized void forgetEvents(String typeName) {
    events.remove(typeName);
  }

  private EventType type(String name) {
    for (EventType type : base.summary().eventTypes()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no events of type " + name);
  }

  private EventTable load(EventType type) {
    ColumnSections.Kept<EventTable> kept =
        shelf.read(
            name,
            ColumnSections.nameOf(type),
            in -> ColumnSections.readEvents(type, texts, base.names(), in));
    if (kept != null) {
      later.addAll(kept.problems());
      return kept.value();
    }
    Recording recording = original();
    if (recording == null) {
      return EventTable.empty(type);
    }
    EventTable decoded = recording.events(type.name());
    Object[] columns = new Object[type.fields().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (type.fields().get(i).content()) {
            case TEXT -> ours(decoded.ids(i), decoded.rows(), recording);
            case THREAD, STACK -> decoded.ids(i);
            case REAL -> decoded.reals(i);
            case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> decoded.longs(i);
          };
    }
    EventTable ours = new EventTable(type, decoded.rows(), columns);
    newEvents.add(ours);
    return ours;
  }

  @Override
  public synchronized List<BlindSpot> blindSpots() {
    List<BlindSpot> known = blindSpots;
    if (known == null) {
      known = shelf.read(name, ColumnSections.BLIND_SPOTS, ColumnSections::readBlindSpots);
      if (known == null) {
        Recording recording = original();
        known = recording == null ? List.of() : recording.blindSpots();
      }
      blindSpots = known;
    }
    return known;
  }

  @Override
  public synchronized List<Problem> problems() {
    return List.copyOf(later);
  }

  /** The files themselves, opened when something is asked for that is not kept. */
  private @Nullable Recording original() {
    Recording recording = opened;
    if (recording == null && !gone) {
      recording = original.open();
      if (recording != null && !like(recording)) {
        recording.close();
        recording = null;
      }
      opened = recording;
      if (recording == null) {
        gone = true;
        String file = base.summary().files().getFirst().name();
        later.add(
            new Problem(
                Problem.Kind.LIMIT,
                file,
                -1,
                -1,
                "the file as it was when it was opened",
                "another, or none: open it again"));
      }
    }
    return recording;
  }

  private boolean like(Recording recording) {
    return recording.stacks().size() == base.tables().stacks().size()
        && recording.frames().size() == base.tables().frames().size()
        && recording.methods().size() == base.tables().methods().size()
        && recording.threads().size() == base.tables().threads().size();
  }

  private Numbers ours(Samples decoded, Recording recording) {
    if (ColumnSections.isNone(decoded.tag())) {
      return decoded.tag();
    }
    int[] tags = new int[decoded.size()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = decoded.tagOf(i);
    }
    return Numbers.of(ours(tags, tags.length, recording));
  }

  /** The same texts by the ids of our table: the other one has grown in another order. */
  private int[] ours(int[] ids, int size, Recording recording) {
    StringTable theirs = recording.strings();
    int known = textOf.length;
    if (theirs.size() > known) {
      textOf = Arrays.copyOf(textOf, theirs.size());
      for (int i = known; i < textOf.length; i++) {
        textOf[i] = texts.id(theirs.get(i));
      }
    }
    int[] ours = new int[size];
    for (int i = 0; i < size; i++) {
      ours[i] = ids[i] < 0 ? StringTable.NONE : textOf[ids[i]];
    }
    return ours;
  }

  /** What came from the files and is not kept yet. */
  @Override
  public synchronized Decoded take() {
    Decoded taken = new Decoded(List.copyOf(newSamples), List.copyOf(newEvents), null);
    newSamples.clear();
    newEvents.clear();
    return taken;
  }

  @Override
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opened != null) {
      opened.close();
    }
  }
}
