package dev.backdraft.analysis.reader.jfr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Part of the events of one type in one chunk, for one thread to decode.
 *
 * @param chunk where they lie
 * @param typeIndex their type in the chunk's metadata
 * @param places where the events of the type lie
 * @param from first place
 * @param to behind the last place
 */
record Job(Chunk chunk, int typeIndex, Places places, int from, int to) {
  /** A chunk with more events than this is split, so that a file of one chunk uses all threads. */
  static final int LARGEST = 1 << 15;

  static void add(List<Job> jobs, Chunk chunk, int typeIndex, Places places) {
    for (int from = 0; from < places.size(); from += LARGEST) {
      jobs.add(new Job(chunk, typeIndex, places, from, Math.min(places.size(), from + LARGEST)));
    }
  }

  /** The jobs for all events of a type, in the order of the file. */
  static List<Job> of(List<Chunk> chunks, String typeName) {
    List<Job> jobs = new ArrayList<>();
    for (Chunk chunk : chunks) {
      int[] indexes =
          IntStream.range(0, chunk.counts.length)
              .filter(i -> chunk.counts[i] > 0 && chunk.metadata.type(i).name.equals(typeName))
              .toArray();
      Places[] places = EventPlaces.of(chunk, indexes);
      for (int i = 0; i < indexes.length; i++) {
        add(jobs, chunk, indexes[i], places[i]);
      }
    }
    return jobs;
  }
}
