package dev.backdraft.analysis.recording;

/** Frames: a method at a line, run in one way. A line of -1 means "not known". */
public final class FrameTable {
  private final int[] method;
  private final int[] line;
  private final byte[] kind;
  private final int size;

  /** Takes the arrays over; {@code kind} holds codes of {@link FrameKind}. */
  public FrameTable(int[] method, int[] line, byte[] kind, int size) {
    this.method = method;
    this.line = line;
    this.kind = kind;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int method(int frame) {
    return method[frame];
  }

  public int line(int frame) {
    return line[frame];
  }

  public FrameKind kind(int frame) {
    return FrameKind.of(kind[frame]);
  }
}
