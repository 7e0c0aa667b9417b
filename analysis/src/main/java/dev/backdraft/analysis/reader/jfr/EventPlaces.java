package dev.backdraft.analysis.reader.jfr;

/** Finds the events of a type in a chunk by walking over all of its events once more. */
final class EventPlaces {
  private static final int HEAD = 24;

  private EventPlaces() {}

  static Chunk.LongList of(Chunk chunk, int typeIndex) {
    Chunk.LongList kept = chunk.kept[typeIndex];
    if (kept != null) {
      return kept;
    }
    Chunk.LongList places = new Chunk.LongList();
    Cursor in = new Cursor(chunk.source, !chunk.header.packed(), chunk.end);
    long wanted = chunk.metadata.type(typeIndex).id;
    for (int range = 0; range < chunk.ranges.size(); range += 2) {
      long at = chunk.ranges.get(range);
      long stop = chunk.ranges.get(range + 1);
      while (at < stop && in.at(at, (int) Math.min(HEAD, chunk.end - at))) {
        int size = in.varint();
        if (in.varlong() == wanted) {
          places.add(at);
        }
        if (size < ChunkScanner.SMALLEST) {
          break; // the file has changed since it was scanned
        }
        at += size;
      }
    }
    return places;
  }
}
