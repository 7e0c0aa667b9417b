package dev.backdraft.analysis.recording;

/** What a sample speaks of. The id is the word of the command line. */
public enum SampleKind {
  CPU("cpu", "CPU"),
  WALL("wall", "Wall clock"),
  /** Threads in native code, running or waiting: never added to what the processor did. */
  NATIVE("native", "Native code"),
  ALLOC("alloc", "Allocation"),
  LOCK("lock", "Lock"),
  PARK("park", "Park"),
  /** On purpose: Object.wait and Thread.sleep. */
  WAIT("wait", "Wait"),
  /** Virtual threads that held on to their carriers while they were blocked. */
  PINNED("pinned", "Pinned"),
  IO("io", "I/O"),
  EXCEPTION("exception", "Exceptions"),
  LIVE("live", "Live objects"),
  NATIVE_MEMORY("malloc", "Native memory"),
  /** Of it, what was not given back while it was recorded. */
  NATIVE_LIVE("malloc-live", "Native memory not freed");

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
