package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.StringTable;
import org.jspecify.annotations.Nullable;

/** Finds the id of a text in the table of strings, adding it if it is new. */
final class Texts {
  private final StringTable table;
  private int[] slots = new int[4096]; // id + 1

  Texts(StringTable table) {
    this.table = table;
  }

  StringTable table() {
    return table;
  }

  /** The id of a text, or {@link StringTable#NONE} for null. */
  synchronized int id(@Nullable String text) {
    if (text == null) {
      return StringTable.NONE;
    }
    int mask = slots.length - 1;
    int at = spread(text) & mask;
    while (slots[at] != 0) {
      if (table.get(slots[at] - 1).equals(text)) {
        return slots[at] - 1;
      }
      at = (at + 1) & mask;
    }
    int id = table.add(text);
    slots[at] = id + 1;
    if (table.size() * 2 > slots.length) {
      grow();
    }
    return id;
  }

  private static int spread(String text) {
    int h = text.hashCode() * 0x9E3779B9;
    return h ^ (h >>> 15);
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int id = 0; id < table.size(); id++) {
      int to = spread(table.get(id)) & mask;
      while (larger[to] != 0) {
        to = (to + 1) & mask;
      }
      larger[to] = id + 1;
    }
    slots = larger;
  }
}
