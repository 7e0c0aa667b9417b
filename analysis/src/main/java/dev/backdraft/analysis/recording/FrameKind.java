package dev.backdraft.analysis.recording;

/** How a frame ran. */
public enum FrameKind {
  UNKNOWN(0, "unknown"),
  INTERPRETED(1, "interpreted"),
  JIT(2, "jit"),
  INLINED(3, "inlined"),
  NATIVE(4, "native"),
  CPP(5, "c++"),
  KERNEL(6, "kernel"),
  C1(7, "c1"),
  /** Not code: a marker such as "[truncated]" or a thread's name put at the root. */
  MARKER(8, "marker");

  private static final FrameKind[] VALUES = values();

  private final byte code;
  private final String label;

  FrameKind(int code, String label) {
    this.code = (byte) code;
    this.label = label;
  }

  /** What {@link FrameTable} stores. */
  public byte code() {
    return code;
  }

  public String label() {
    return label;
  }

  public static FrameKind of(int code) {
    return VALUES[code];
  }
}
