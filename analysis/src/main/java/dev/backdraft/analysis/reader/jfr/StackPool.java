package dev.backdraft.analysis.reader.jfr;

import java.util.Arrays;

/**
 * The stacks of one chunk as rows of small numbers for its frames, still in the chunk's ids:
 * nothing is looked up by name here, because most frames are seen thousands of times.
 *
 * <p>The rows are put into the recording's tree of stacks when the chunk is merged. Frames are
 * numbered as they first appear, so the tree comes out the same however chunks were spread over
 * threads.
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

  /** The frames of all stacks one behind the other, each stack leaf first. */
  int[] frames = new int[1 << 16];

  private int used;

  /** Where each stack begins in {@link #frames}; one more than there are stacks. */
  int[] starts = new int[1 << 10];

  long[] ids = new long[1 << 10];
  int count;

  /** Stacks that the JVM cut, and those that are cut here. */
  int cut;

  /** Forgets everything, to be filled by another chunk without asking for memory again. */
  void clear() {
    Arrays.fill(frameSlots, 0);
    frameCount = 1;
    used = 0;
    count = 0;
    cut = 0;
  }

  /** The frame's number. */
  private int frame(long method, long lineKind) {
    int mask = frameSlots.length - 1;
    int at = slot(method, lineKind, mask);
    int found;
    while ((found = frameSlots[at]) != 0) {
      if (frameMethod[found] == method && frameLineKind[found] == lineKind) {
        return found;
      }
      at = (at + 1) & mask;
    }
    return addFrame(at, method, lineKind);
  }

  private static int slot(long method, long lineKind, int mask) {
    long h = method * 0x9E3779B97F4A7C15L + lineKind * 0xC2B2AE3D27D4EB4FL;
    return (int) (h >>> 32) & mask;
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
        int to = slot(frameMethod[f], frameLineKind[f], mask);
        while (slots[to] != 0) {
          to = (to + 1) & mask;
        }
        slots[to] = f;
      }
      frameSlots = slots;
    }
    return id;
  }

  /**
   * Reads {@code count} frames of the usual form: method, line, bytecode index, kind. Packed
   * numbers are taken apart in place here: this loop runs for most bytes of most recordings.
   */
  void readFrames(Cursor in, int wanted) {
    room(wanted);
    int[] into = frames;
    int to = used;
    byte[] b = in.bytes;
    int p = in.pos;
    for (int i = 0; i < wanted; i++) {
      long method = b[p++];
      if (method < 0) {
        method &= 0x7f;
        int shift = 7;
        byte next;
        do {
          next = b[p++];
          method |= (shift == 56 ? next & 0xffL : next & 0x7fL) << shift;
          shift += 7;
        } while (next < 0 && shift < 63);
      }
      int line = b[p++];
      if (line < 0) {
        in.pos = p - 1;
        line = in.varint();
        p = in.pos;
      }
      int ninth = p + 8;
      while (p < ninth && b[p] < 0) {
        p++;
      }
      p++;
      int kind = b[p++];
      if (kind < 0) {
        in.pos = p - 1;
        kind = in.varint();
        p = in.pos;
      }
      into[to + i] = frame(method, (long) line << 32 | (kind & 0xffffffffL));
    }
    in.pos = p;
  }

  /** Takes frame {@code index} (0 is the leaf) of the stack being read. */
  void frame(int index, long method, int line, long kind) {
    frames[used + index] = frame(method, (long) line << 32 | (kind & 0xffffffffL));
  }

  /** Makes room for a stack of so many frames. */
  void room(int depth) {
    if (frames.length - used < depth + 1) {
      frames = Arrays.copyOf(frames, Math.max(used + depth + 1, frames.length * 2));
    }
  }

  /** Keeps the {@code depth} frames that were read last under a stack's id. */
  void add(long id, int depth, boolean truncated) {
    if (count + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, count * 2 + 2);
      ids = Arrays.copyOf(ids, count * 2 + 2);
    }
    used += depth;
    if (truncated) {
      cut++;
      frames[used++] = TRUNCATED_FRAME;
    }
    ids[count] = id;
    count++;
    starts[count] = used;
  }
}
