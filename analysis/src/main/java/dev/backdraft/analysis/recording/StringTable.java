package dev.backdraft.analysis.recording;

import java.util.Arrays;

/**
 * Every distinct text of a recording, once. An id is an index; {@link #NONE} means "no text".
 *
 * <p>Texts are only ever added, when columns are decoded that hold new ones; an id keeps its text
 * for ever.
 */
public final class StringTable {
  public static final int NONE = -1;

  // The array is replaced before the size grows, so a reader that sees an id sees its text.
  private volatile String[] values;
  private volatile int size;

  public StringTable() {
    this(new String[64], 0);
  }

  /**
   * Takes the array over: the caller must not change its first {@code size} elements afterwards.
   */
  public StringTable(String[] values, int size) {
    if (size < 0 || size > values.length) {
      throw new IllegalArgumentException("size " + size + " of " + values.length);
    }
    this.values = values;
    this.size = size;
  }

  public int size() {
    return size;
  }

  /** The text of an id, or the empty string for {@link #NONE}. */
  public String get(int id) {
    return id == NONE ? "" : values[id];
  }

  /** Adds a text that is not in the table yet and gives its id. For the reader that fills it. */
  public synchronized int add(String text) {
    int id = size;
    if (id == values.length) {
      values = Arrays.copyOf(values, Math.max(64, id * 2));
    }
    values[id] = text;
    size = id + 1;
    return id;
  }
}
