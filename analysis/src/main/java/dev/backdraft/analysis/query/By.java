package dev.backdraft.analysis.query;

/** What a node of a call tree stands for. The id is the word of the command line. */
public enum By {
  METHOD("method", "Method"),
  CLASS("class", "Class"),
  PACKAGE("package", "Package"),
  /** Methods below one root per thread. */
  THREAD("thread", "Thread"),
  /** Methods below one root per group of threads, as {@code http-worker-*}. */
  POOL("pool", "Thread pool");

  private final String id;
  private final String label;

  By(String id, String label) {
    this.id = id;
    this.label = label;
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }

  /** True if the first level below the root is threads or their groups, not frames. */
  public boolean rootedByThread() {
    return this == THREAD || this == POOL;
  }
}
