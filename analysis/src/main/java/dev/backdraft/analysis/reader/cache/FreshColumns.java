package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.SampleSums;
import dev.backdraft.analysis.recording.Samples;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns that the reader decodes, noted down so that they can be kept when there is time. */
final class FreshColumns implements KeptColumns {
  private final Recording.Columns reader;
  private final Map<SampleKind, Samples> samples = new EnumMap<>(SampleKind.class);
  private final Map<String, EventTable> events = new HashMap<>();
  private @Nullable List<BlindSpot> blindSpots;
  private boolean closed;

  FreshColumns(Recording.Columns reader) {
    this.reader = reader;
  }

  @Override
  public Samples samples(SampleKind kind) {
    Samples decoded = reader.samples(kind);
    synchronized (this) {
      samples.put(kind, decoded);
    }
    return decoded;
  }

  /** What fits into memory is decoded whole, to be kept for the next time. */
  @Override
  public Samples sums(SampleKind kind, SampleFilter filter) {
    return hasRoomFor(kind) ? SampleSums.of(samples(kind), filter) : reader.sums(kind, filter);
  }

  @Override
  public boolean hasRoomFor(SampleKind kind) {
    return reader.hasRoomFor(kind);
  }

  @Override
  public EventTable events(String typeName) {
    EventTable decoded = reader.events(typeName);
    synchronized (this) {
      events.put(typeName, decoded);
    }
    return decoded;
  }

  @Override
  public void forgetEvents(String typeName) {
    reader.forgetEvents(typeName);
    synchronized (this) {
      events.remove(typeName);
    }
  }

  @Override
  public List<Problem> problems() {
    return reader.problems();
  }

  @Override
  public List<BlindSpot> blindSpots() {
    List<BlindSpot> found = reader.blindSpots();
    synchronized (this) {
      blindSpots = found;
    }
    return found;
  }

  /** What was decoded since this was last asked. */
  @Override
  public synchronized Decoded take() {
    Decoded taken =
        new Decoded(List.copyOf(samples.values()), List.copyOf(events.values()), blindSpots);
    samples.clear();
    events.clear();
    blindSpots = null;
    return taken;
  }

  @Override
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    reader.close();
    synchronized (this) {
      closed = true;
    }
  }
}
