package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/**
 * The stacks of one chunk as a prefix tree of its own, still in the chunk's ids: nothing is looked
 * up by name here, because most frames are seen thousands of times.
 *
 * <p>Frames and nodes are numbered as they first appear, so that merging the pools of a file in
 * order gives the same tree, however the file was cut into pools.
 */
final class StackPool {
  /** Frame 0 stands at the root of a stack that was cut at its depth limit. */
  static final int TRUNCATED_FRAME = 0;

  /** Deeper stacks are cut here; the deepest that a JVM writes is 2,048. */
  static final int MAX_DEPTH = 1 << 14;

  // Distinct frames: the method's id, and line and kind's id packed as line << 32 | kind.
  long[] frameMethod = new long[1024];
  long[] frameLineKind = new long[1024];
  int frameCount = 1;
  private int[] frameSlots = new int[4096];

  final NodeTable nodes = new NodeTable(4096);

  final LongIntMap stacks = new LongIntMap(1024);

  /** Stacks that the JVM cut, and those that are cut here. */
  int cut;

  // The stack being read, leaf first, and the one before it, root first.
  private int[] frames = new int[256];
  private int[] lastFrames = new int[256];
  private int[] lastNodes = new int[256];
  private int lastDepth;

  /** The frame's number. */
  private int frame(long method, long lineKind) {
    long h = method * 0x9E3779B97F4A7C15L + lineKind * 0xC2B2AE3D27D4EB4FL;
    int mask = frameSlots.length - 1;
    int at = (int) (h >>> 32) & mask;
    int found;
    while ((found = frameSlots[at]) != 0) {
      if (frameMethod[found] == method && frameLineKind[found] == lineKind) {
        return found;
      }
      at = (at + 1) & mask;
    }
    return addFrame(at, method, lineKind);
  }

  private int addFrame(int at, long method, long lineKind) {
    int id = frameCount++;
    if (id == frameMethod.length) {
      frameMethod = Arrays.copyOf(frameMethod, id * 2);
      frameLineKind = Arrays.copyOf(frameLineKind, id * 2);
    }
    frameMethod[id] = method;
    frameLineKind[id] = lineKind;
    frameSlots[at] = id;
    if (frameCount * 2 > frameSlots.length) {
      int[] slots = new int[frameSlots.length * 2];
      int mask = slots.length - 1;
      for (int f = 1; f < frameCount; f++) {
        long h = frameMethod[f] * 0x9E3779B97F4A7C15L + frameLineKind[f] * 0xC2B2AE3D27D4EB4FL;
        int to = (int) (h >>> 32) & mask;
        while (slots[to] != 0) {
          to = (to + 1) & mask;
        }
        slots[to] = f;
      }
      frameSlots = slots;
    }
    return id;
  }

  /** Reads {@code count} frames of the usual form: method, line, bytecode index, kind. */
  void readFrames(Cursor in, int count) {
    room(count);
    int[] into = frames;
    for (int i = 0; i < count; i++) {
      long method = in.varlong();
      int line = in.varint();
      in.skipPacked(1);
      int kind = in.varint();
      into[i] = frame(method, (long) line << 32 | (kind & 0xffffffffL));
    }
  }

  /** Takes frame {@code index} (0 is the leaf) of the stack being read. */
  void frame(int index, long method, int line, long kind) {
    frames[index] = frame(method, (long) line << 32 | (kind & 0xffffffffL));
  }

  void room(int count) {
    if (frames.length < count + 1) {
      frames = Arrays.copyOf(frames, Math.max(count + 1, frames.length * 2));
    }
  }

  /** Puts the {@code count} frames that were read into the tree under a stack's id. */
  void add(long id, int count, boolean truncated) {
    int depth = count;
    if (truncated) {
      cut++;
      room(count);
      frames[depth++] = TRUNCATED_FRAME;
    }
    if (lastFrames.length < depth) {
      lastFrames = Arrays.copyOf(lastFrames, frames.length);
      lastNodes = Arrays.copyOf(lastNodes, frames.length);
    }
    int[] from = frames;
    int[] before = lastFrames;
    int[] path = lastNodes;
    int d = 0;
    int same = Math.min(depth, lastDepth);
    while (d < same && before[d] == from[depth - 1 - d]) {
      d++;
    }
    int node = d == 0 ? -1 : path[d - 1];
    for (; d < depth; d++) {
      int frame = from[depth - 1 - d];
      node = nodes.child(node, frame);
      before[d] = frame;
      path[d] = node;
    }
    lastDepth = depth;
    stacks.putIfAbsent(id, node);
  }
}
