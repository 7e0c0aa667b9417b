package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.ThreadTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which threads belong, by the names of groups and of threads: as such it can be kept, undone,
 * shown as a chip, and laid over another recording, where ids differ.
 *
 * @param except true if all belong but those that are named
 * @param groups names of {@link ThreadGroups}
 * @param threads names of single threads
 */
public record ThreadChoice(
    boolean except, NavigableSet<String> groups, NavigableSet<String> threads) {
  public static final ThreadChoice ALL = except(List.of(), List.of());

  private static final int NAMED = 2;

  public ThreadChoice {
    groups = java.util.Collections.unmodifiableNavigableSet(new TreeSet<>(groups));
    threads = java.util.Collections.unmodifiableNavigableSet(new TreeSet<>(threads));
  }

  public static ThreadChoice only(Iterable<String> groups, Iterable<String> threads) {
    return new ThreadChoice(false, sorted(groups), sorted(threads));
  }

  public static ThreadChoice except(Iterable<String> groups, Iterable<String> threads) {
    return new ThreadChoice(true, sorted(groups), sorted(threads));
  }

  private static NavigableSet<String> sorted(Iterable<String> names) {
    NavigableSet<String> sorted = new TreeSet<>();
    names.forEach(sorted::add);
    return sorted;
  }

  public boolean isAll() {
    return except && groups.isEmpty() && threads.isEmpty();
  }

  /** True if a thread of this name and group belongs. */
  public boolean has(String group, String thread) {
    return except != (groups.contains(group) || threads.contains(thread));
  }

  /** The ids that belong, for {@link Selection#withThreads}; null for all. */
  public @Nullable BitSet ids(ThreadTable table, ThreadGroups of) {
    if (isAll()) {
      return null;
    }
    BitSet ids = new BitSet();
    for (int thread = 0; thread < table.size(); thread++) {
      if (has(of.nameOf(thread), table.name(thread))) {
        ids.set(thread);
      }
    }
    return ids;
  }

  /** The other way round for one group: in if it was out, whatever was said of its members. */
  public ThreadChoice toggleGroup(ThreadTable table, ThreadGroups of, int group) {
    ThreadGroups.Group toggled = of.groups().get(group);
    boolean wasIn = isWhollyIn(table, of, group);
    NavigableSet<String> newGroups = new TreeSet<>(groups);
    NavigableSet<String> newThreads = new TreeSet<>(threads);
    toggled.threads().stream().forEach(thread -> newThreads.remove(table.name(thread)));
    if (wasIn == except) {
      newGroups.add(toggled.name());
    } else {
      newGroups.remove(toggled.name());
    }
    return new ThreadChoice(except, newGroups, newThreads);
  }

  /** The other way round for one thread. */
  public ThreadChoice toggleThread(ThreadTable table, ThreadGroups of, int thread) {
    String group = of.nameOf(thread);
    String name = table.name(thread);
    NavigableSet<String> newGroups = new TreeSet<>(groups);
    NavigableSet<String> newThreads = new TreeSet<>(threads);
    if (newGroups.remove(group)) {
      // The group was named as one: name each of its members instead, then leave this one out.
      BitSet members = of.groups().get(of.indexOf(thread)).threads();
      members.stream().forEach(member -> newThreads.add(table.name(member)));
    }
    if (!groups.contains(group) && !newThreads.contains(name)) {
      newThreads.add(name);
    } else {
      newThreads.remove(name);
    }
    return new ThreadChoice(except, newGroups, newThreads);
  }

  private boolean isWhollyIn(ThreadTable table, ThreadGroups of, int group) {
    ThreadGroups.Group members = of.groups().get(group);
    return members.threads().stream().allMatch(thread -> has(members.name(), table.name(thread)));
  }

  /** For a chip: {@code http-worker-*}, {@code not main}, {@code 12 threads}. */
  public String describe() {
    if (isAll()) {
      return "all threads";
    }
    List<String> names = new ArrayList<>(groups);
    names.addAll(threads);
    String said =
        names.isEmpty()
            ? "no threads"
            : names.size() <= NAMED
                ? String.join(", ", names)
                : names.getFirst() + " and " + (names.size() - 1) + " more";
    return except ? "not " + said : said;
  }

  /** As lines: {@code only} or {@code except}, then {@code group:name} and {@code thread:name}. */
  public String text() {
    StringBuilder text = new StringBuilder(except ? "except" : "only");
    groups.forEach(name -> text.append("\ngroup:").append(name.replace('\n', ' ')));
    threads.forEach(name -> text.append("\nthread:").append(name.replace('\n', ' ')));
    return text.toString();
  }

  /**
   * From {@link #text()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ThreadChoice parse(String text) {
    List<String> lines = text.lines().toList();
    String head = lines.isEmpty() ? "" : lines.getFirst();
    if (!head.equals("only") && !head.equals("except")) {
      throw new IllegalArgumentException("no choice of threads begins with '" + head + "'");
    }
    List<String> groups = new ArrayList<>();
    List<String> threads = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("group:")) {
        groups.add(line.substring(6));
      } else if (line.startsWith("thread:")) {
        threads.add(line.substring(7));
      } else {
        throw new IllegalArgumentException("neither a group nor a thread: '" + line + "'");
      }
    }
    return head.equals("only") ? only(groups, threads) : except(groups, threads);
  }
}
