package dev.backdraft.viewers.threads;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.ThreadLoad;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a chooser: groups, and below those that are open their threads. A line is one
 * number: a thread's id, or the complement of a group's index.
 *
 * <pre>
 *   ~2   ▾ http-worker-*
 *    7       http-worker-1
 *    9       http-worker-2
 *   ~0   ▸ main
 * </pre>
 */
final class ChooserRows {
  private final ThreadLoad load;
  private final int[] lines;
  private final BitSet open;

  private ChooserRows(ThreadLoad load, int[] lines, BitSet open) {
    this.load = load;
    this.lines = lines;
    this.open = open;
  }

  static boolean isGroup(int line) {
    return line < 0;
  }

  static int group(int line) {
    return ~line;
  }

  /**
   * Lays the lines out; not for the UI thread, as a service may have a million virtual threads.
   *
   * @param open indexes of the groups that show their threads
   * @param find only groups and threads of this name, or null; a group that is shown for the sake
   *     of a thread is open
   */
  static ChooserRows of(ThreadLoad load, BitSet open, @Nullable NamePattern find) {
    int[] lines = new int[64];
    int size = 0;
    BitSet shown = new BitSet();
    for (int group : load.groupOrder()) {
      String name = load.groups().groups().get(group).name();
      boolean wholly = find == null || find.matches(name);
      int[] members = wholly && !open.get(group) ? new int[0] : load.members(group);
      if (find != null && !wholly) {
        members =
            Arrays.stream(members).filter(id -> find.matches(load.table().name(id))).toArray();
      }
      if (!wholly && members.length == 0) {
        continue;
      }
      boolean single = load.groups().groups().get(group).size() == 1;
      int more = single ? 1 : 1 + members.length;
      if (size + more > lines.length) {
        lines = Arrays.copyOf(lines, Math.max(lines.length * 2, size + more));
      }
      lines[size++] = ~group;
      if (!single && members.length > 0) {
        shown.set(group);
        System.arraycopy(members, 0, lines, size, members.length);
        size += members.length;
      }
    }
    return new ChooserRows(load, Arrays.copyOf(lines, size), shown);
  }

  ThreadLoad load() {
    return load;
  }

  int[] lines() {
    return lines;
  }

  boolean isOpen(int group) {
    return open.get(group);
  }

  /** True for a group of more than one: there is something to open. */
  boolean canOpen(int line) {
    return isGroup(line) && load.groups().groups().get(group(line)).size() > 1;
  }

  String name(int line) {
    return isGroup(line) ? load.groups().groups().get(group(line)).name() : load.table().name(line);
  }

  long weight(int line) {
    return isGroup(line) ? load.groupWeight()[group(line)] : load.threadWeight()[line];
  }

  /** How many threads a line stands for. */
  int count(int line) {
    return isGroup(line) ? load.groups().groups().get(group(line)).size() : 1;
  }

  double share(int line) {
    return (double) weight(line) / Math.max(1, load.total());
  }
}
