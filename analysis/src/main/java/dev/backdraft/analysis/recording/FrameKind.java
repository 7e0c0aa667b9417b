package dev.backdraft.analysis.recording;

/** How a frame ran. The ordinal is what {@link FrameTable} stores. */
public enum FrameKind {
  UNKNOWN("unknown"),
  INTERPRETED("interpreted"),
  JIT("jit"),
  INLINED("inlined"),
  NATIVE("native"),
  CPP("c++"),
  KERNEL("kernel"),
  C1("c1"),
  /** Not code: a marker such as "[truncated]" or a thread's name put at the root. */
  MARKER("marker");

  private static final FrameKind[] VALUES = values();

  private final String label;

  FrameKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static FrameKind of(int ordinal) {
    return VALUES[ordinal];
  }
}
