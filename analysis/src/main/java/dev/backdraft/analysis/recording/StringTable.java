package dev.backdraft.analysis.recording;

/** Every distinct text of a recording, once. An id is an index; {@link #NONE} means "no text". */
public final class StringTable {
  public static final int NONE = -1;

  private final String[] values;
  private final int size;

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
}
