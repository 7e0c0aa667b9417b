package dev.backdraft.analysis.recording;

/**
 * Stacks as a prefix tree: a stack is one int, the id of its leaf; parents come before children.
 *
 * <pre>
 *   id  parent  frame            stack 3 reads, root first:
 *   0   -1      Thread.run         Thread.run; Worker.loop; Cart.price
 *   1    0      Worker.loop
 *   2    1      Cart.total
 *   3    1      Cart.price
 * </pre>
 *
 * A sample without a stack has the id {@link #NONE}.
 */
public final class StackTable {
  public static final int NONE = -1;

  /** Nodes are kept in pieces of this many bits, so that a table grows without being copied. */
  public static final int PIECE_BITS = 16;

  private static final int PIECE = 1 << PIECE_BITS;
  private static final int MASK = PIECE - 1;

  // parent << 32 | frame: both are wanted together, so one cache line gives both.
  private final long[][] nodes;
  private final int size;

  public StackTable(int[] parent, int[] frame, int size) {
    nodes = new long[(size + MASK) >> PIECE_BITS][PIECE];
    for (int i = 0; i < size; i++) {
      nodes[i >> PIECE_BITS][i & MASK] = (long) parent[i] << 32 | frame[i];
    }
    this.size = size;
  }

  /** Takes the pieces over; each element is {@code parent << 32 | frame}. */
  public StackTable(long[][] nodes, int size) {
    this.nodes = nodes;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int parent(int stack) {
    return (int) (nodes[stack >> PIECE_BITS][stack & MASK] >> 32);
  }

  /** The frame at the leaf of this stack. */
  public int frame(int stack) {
    return (int) nodes[stack >> PIECE_BITS][stack & MASK];
  }

  /** The nodes that begin at {@code number << PIECE_BITS}, as they are kept; not to be changed. */
  public long[] piece(int number) {
    return nodes[number];
  }

  public int depth(int stack) {
    int depth = 0;
    for (int s = stack; s != NONE; s = parent(s)) {
      depth++;
    }
    return depth;
  }

  /** The frames of a stack, root first. */
  public int[] framesRootFirst(int stack) {
    int[] frames = new int[depth(stack)];
    int at = frames.length;
    for (int s = stack; s != NONE; s = parent(s)) {
      frames[--at] = frame(s);
    }
    return frames;
  }
}
