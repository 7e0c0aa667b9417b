package dev.backdraft.analysis.reader.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constants of one chunk that the tables are made of, still in the chunk's own ids. */
final class Constants {
  final TextPool symbols = new TextPool();
  final TextPool texts = new TextPool();
  final StackPool stacks;
  final LongIntMap frameKinds = new LongIntMap(8);
  final List<RawThread> threads = new ArrayList<>();
  final LongIntMap threadIds = new LongIntMap(64);
  final List<@Nullable String> groupNames = new ArrayList<>();
  final LongIntMap groups = new LongIntMap(8);

  /** name (id of a symbol). */
  final LongRows classes = new LongRows(1);

  /** type (id of a class), name and descriptor (ids of symbols), hidden (0 or 1). */
  final LongRows methods = new LongRows(4);

  Constants(StackPool stacks) {
    this.stacks = stacks;
  }

  /** Where pools lie that are decoded only if an event table asks for them. */
  final OtherPools others = new OtherPools();

  /**
   * A thread as the chunk describes it.
   *
   * @param name or null
   * @param nameText id of the text constant that is the name, or -1
   * @param javaId id within Java, or 0
   * @param osId id within the operating system
   * @param group id of its group's constant
   * @param virtual true for a virtual thread
   */
  record RawThread(
      @Nullable String name, long nameText, long javaId, long osId, long group, boolean virtual) {}

  /** Positions of pools: file offset of the first constant, type, count. */
  static final class OtherPools {
    /** Of a chunk that has none; nothing is ever added to it. */
    static final OtherPools NONE = new OtherPools();

    private long[] cells = new long[24];
    private int size;

    void add(long offset, int type, int count, long stop) {
      if (size == cells.length) {
        cells = Arrays.copyOf(cells, size * 2);
      }
      cells[size++] = offset;
      cells[size++] = (long) type << 32 | count;
      cells[size++] = stop;
    }

    int size() {
      return size / 3;
    }

    long offset(int pool) {
      return cells[pool * 3];
    }

    int type(int pool) {
      return (int) (cells[pool * 3 + 1] >> 32);
    }

    int count(int pool) {
      return (int) cells[pool * 3 + 1];
    }

    long stop(int pool) {
      return cells[pool * 3 + 2];
    }
  }
}
