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

  private final int[] parent;
  private final int[] frame;
  private final int size;

  /** Takes the arrays over. */
  public StackTable(int[] parent, int[] frame, int size) {
    this.parent = parent;
    this.frame = frame;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int parent(int stack) {
    return parent[stack];
  }

  /** The frame at the leaf of this stack. */
  public int frame(int stack) {
    return frame[stack];
  }

  public int depth(int stack) {
    int depth = 0;
    for (int s = stack; s != NONE; s = parent[s]) {
      depth++;
    }
    return depth;
  }

  /** The frames of a stack, root first. */
  public int[] framesRootFirst(int stack) {
    int[] frames = new int[depth(stack)];
    int at = frames.length;
    for (int s = stack; s != NONE; s = parent[s]) {
      frames[--at] = frame[s];
    }
    return frames;
  }
}
