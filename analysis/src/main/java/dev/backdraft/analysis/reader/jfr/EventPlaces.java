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

  /** Where the events of types lie that are given by their index; found in one walk. */
  static Places[] of(Chunk chunk, int[] typeIndexes) {
    Places[] found = new Places[typeIndexes.length];
    if (found.length == 1) {
      found[0] = of(chunk, typeIndexes[0]);
      return found;
    }
    LongIntMap wanted = new LongIntMap(found.length);
    for (int i = 0; i < found.length; i++) {
      Places kept = chunk.kept[typeIndexes[i]];
      found[i] = kept == null ? new Places() : kept;
      if (kept == null) {
        wanted.putIfAbsent(chunk.metadata.type(typeIndexes[i]).id, i);
      }
    }
    if (wanted.size() > 0) {
      walk(chunk, wanted, found);
    }
    return found;
  }

  static Places of(Chunk chunk, int typeIndex) {
    Places kept = chunk.kept[typeIndex];
    if (kept != null) {
      return kept;
    }
    Places[] places = {new Places()};
    LongIntMap wanted = new LongIntMap(1);
    wanted.putIfAbsent(chunk.metadata.type(typeIndex).id, 0);
    walk(chunk, wanted, places);
    return places[0];
  }

  private static void walk(Chunk chunk, LongIntMap wanted, Places[] found) {
    // Most often one type is looked for: then comparing is enough.
    long only = wanted.size() == 1 ? wanted.sortedKeys()[0] : -1;
    Cursor in = chunk.cursor();
    for (int range = 0; range < chunk.ranges.size(); range += 2) {
      long at = chunk.ranges.get(range);
      long stop = chunk.ranges.get(range + 1);
      while (at < stop && in.at(at, (int) Math.min(HEAD, chunk.end - at))) {
        int size = in.varint();
        long type = in.varlong();
        if (type == only || only < 0) {
          int index = wanted.get(type);
          if (index >= 0) {
            found[index].add(at);
          }
        }
        if (size < ChunkScanner.SMALLEST) {
          break; // the file has changed since it was scanned
        }
        at += size;
      }
    }
  }
}
