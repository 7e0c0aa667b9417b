package dev.backdraft.analysis.reader.jfr;

/** Finds the events of a type in a chunk by walking over all of its events once more. */
final class EventPlaces {
  private static final int HEAD = 24;

  /** Most events are no longer than this; those that are cost one more look at the file. */
  private static final int AHEAD = 1 << 10;

  private EventPlaces() {}

  /**
   * Stands behind the size and the type of the event at an offset, with all of it in view. Gives
   * where in the window the event ends, or -1 if it is not whole.
   */
  static int enter(Cursor in, long at) {
    long left = in.end() - at;
    if (!in.at(at, (int) Math.min(AHEAD, left)) && !in.at(at, (int) Math.min(HEAD, left))) {
      return -1;
    }
    int size = in.varint();
    if (size < ChunkScanner.SMALLEST || size > left || !in.at(at, size)) {
      return -1;
    }
    int stop = in.pos + size;
    in.varint();
    in.varlong();
    return stop;
  }

  static Places of(Chunk chunk, int typeIndex) {
    Places kept = chunk.kept[typeIndex];
    if (kept != null) {
      return kept;
    }
    Places places = new Places();
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
