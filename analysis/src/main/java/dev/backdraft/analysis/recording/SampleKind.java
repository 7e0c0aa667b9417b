package dev.backdraft.analysis.recording;

/** What a sample speaks of. The id is the word of the command line. */
public enum SampleKind {
  CPU("cpu", "CPU"),
  WALL("wall", "Wall clock"),
  ALLOC("alloc", "Allocation"),
  LOCK("lock", "Lock"),
  PARK("park", "Park"),
  IO("io", "I/O"),
  EXCEPTION("exception", "Exceptions"),
  LIVE("live", "Live objects"),
  NATIVE_MEMORY("malloc", "Native memory");

  private final String id;
  private final String label;

  SampleKind(String id, String label) {
    this.id = id;
    this.label = label;
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }
}
