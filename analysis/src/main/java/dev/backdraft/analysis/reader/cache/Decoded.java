package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StringTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns that were decoded and are not kept yet.
 *
 * @param samples of which kinds
 * @param events of which types
 * @param blindSpots null if they were not asked for
 */
record Decoded(
    List<Samples> samples, List<EventTable> events, @Nullable List<BlindSpot> blindSpots) {

  boolean isEmpty() {
    return samples.isEmpty() && events.isEmpty() && blindSpots == null;
  }

  /** Columns on which memory ran out are not kept: there may be more of it next time. */
  private static boolean complete(List<Problem> later) {
    return later.stream().noneMatch(problem -> problem.kind() == Problem.Kind.LIMIT);
  }

  void write(Shelf shelf, String name, StringTable strings, List<Problem> later) {
    if (!complete(later)) {
      return;
    }
    for (Samples some : samples) {
      shelf.write(
          name,
          ColumnSections.nameOf(some.kind()),
          out -> ColumnSections.write(some, strings, later, out));
    }
    for (EventTable table : events) {
      shelf.write(
          name,
          ColumnSections.nameOf(table.type()),
          out -> ColumnSections.write(table, strings, later, out));
    }
    List<BlindSpot> spots = blindSpots;
    if (spots != null) {
      shelf.write(name, ColumnSections.BLIND_SPOTS, out -> ColumnSections.write(spots, out));
    }
  }
}
