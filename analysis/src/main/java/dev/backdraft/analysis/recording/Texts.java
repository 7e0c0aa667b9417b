package dev.backdraft.analysis.recording;

import org.jspecify.annotations.Nullable;

/** Finds the id of a text in the table of strings, adding it if it is new. */
public final class Texts {
  private final StringTable table;
  private int[] slots = new int[4096]; // id + 1

  /** Knows the texts that the table holds already; from here on, only this adds to it. */
  public Texts(StringTable table) {
    this.table = table;
    while (table.size() * 2 > slots.length) {
      slots = new int[slots.length * 2];
    }
    index(slots);
  }

  public StringTable table() {
    return table;
  }

  /** The id of a text, or {@link StringTable#NONE} for null. */
  public synchronized int id(@Nullable String text) {
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
    index(larger);
    slots = larger;
  }

  private void index(int[] into) {
    int mask = into.length - 1;
    for (int id = 0; id < table.size(); id++) {
      int to = spread(table.get(id)) & mask;
      while (into[to] != 0) {
        to = (to + 1) & mask;
      }
      into[to] = id + 1;
    }
  }
}
