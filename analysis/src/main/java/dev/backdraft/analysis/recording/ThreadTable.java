package dev.backdraft.analysis.recording;

/** Threads: what they are called, by which ids, in which group, virtual or not. */
public final class ThreadTable {
  public static final int NONE = -1;

  private final String[] name;
  private final long[] javaId;
  private final long[] osId;
  private final String[] group;
  private final boolean[] virtual;
  private final int size;

  /** Takes the arrays over. An id that is not known is -1; a group that is not known is "". */
  public ThreadTable(
      String[] name, long[] javaId, long[] osId, String[] group, boolean[] virtual, int size) {
    this.name = name;
    this.javaId = javaId;
    this.osId = osId;
    this.group = group;
    this.virtual = virtual;
    this.size = size;
  }

  public int size() {
    return size;
  }

  /** Never empty: a thread without a name is called after its ids. */
  public String name(int thread) {
    return thread == NONE ? "[no thread]" : name[thread];
  }

  public long javaId(int thread) {
    return javaId[thread];
  }

  public long osId(int thread) {
    return osId[thread];
  }

  public String group(int thread) {
    return group[thread];
  }

  public boolean virtual(int thread) {
    return virtual[thread];
  }
}
