package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.ThreadTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Threads that belong together because their names differ only in numbers.
 *
 * <pre>
 *   http-worker-1, http-worker-2      http-worker-*
 *   ForkJoinPool-1-worker-3           ForkJoinPool-*-worker-*
 *   virtual, without a name           virtual threads
 *   main                              main
 * </pre>
 */
public final class ThreadGroups {
  /** The group of virtual threads that nobody named. */
  public static final String UNNAMED_VIRTUAL = "virtual threads";

  /** The group of samples that name no thread. */
  public static final String NO_THREAD = "[no thread]";

  private final List<Group> groups;
  private final int[] groupOfThread;

  /**
   * A group.
   *
   * @param name its pattern, or the thread's own name if it is alone
   * @param threads ids of the members
   */
  public record Group(String name, BitSet threads) {
    public int size() {
      return threads.cardinality();
    }
  }

  private ThreadGroups(List<Group> groups, int[] groupOfThread) {
    this.groups = List.copyOf(groups);
    this.groupOfThread = groupOfThread;
  }

  /** The groups of all threads, by name. */
  public static ThreadGroups of(ThreadTable threads) {
    Map<String, BitSet> byPattern = new TreeMap<>();
    for (int thread = 0; thread < threads.size(); thread++) {
      byPattern.computeIfAbsent(pattern(threads, thread), key -> new BitSet()).set(thread);
    }
    Map<String, BitSet> named = new LinkedHashMap<>();
    byPattern.forEach((pattern, members) ->
        named.merge(nameOf(pattern, members, threads), members, ThreadGroups::union));
    List<Group> groups = new ArrayList<>();
    int[] groupOfThread = new int[threads.size()];
    named.forEach((name, members) -> {
      members.stream().forEach(thread -> groupOfThread[thread] = groups.size());
      groups.add(new Group(name, members));
    });
    return new ThreadGroups(groups, groupOfThread);
  }

  private static BitSet union(BitSet one, BitSet other) {
    one.or(other);
    return one;
  }

  /** The ids of threads whose name or group matches. */
  public static BitSet matching(ThreadTable threads, NamePattern wanted) {
    BitSet found = new BitSet();
    for (int thread = 0; thread < threads.size(); thread++) {
      if (wanted.matches(threads.name(thread)) || wanted.matches(pattern(threads, thread))) {
        found.set(thread);
      }
    }
    return found;
  }

  public List<Group> groups() {
    return groups;
  }

  /** The name of the group of a thread id; {@link #NO_THREAD} for none. */
  public String nameOf(int thread) {
    return thread < 0 ? NO_THREAD : groups.get(groupOfThread[thread]).name();
  }

  /** The index in {@link #groups()} of a thread id, which must not be -1. */
  public int indexOf(int thread) {
    return groupOfThread[thread];
  }

  private static String nameOf(String pattern, BitSet members, ThreadTable threads) {
    return members.cardinality() == 1 && !pattern.equals(UNNAMED_VIRTUAL)
        ? threads.name(members.nextSetBit(0))
        : pattern;
  }

  private static String pattern(ThreadTable threads, int thread) {
    String pattern = withoutNumbers(threads.name(thread));
    if (threads.virtual(thread) && saysNothing(pattern)) {
      return UNNAMED_VIRTUAL;
    }
    return pattern;
  }

  /** Every run of digits becomes one star, but for those of words such as "G1" and "C2". */
  static String withoutNumbers(String name) {
    StringBuilder pattern = new StringBuilder(name.length());
    boolean inNumber = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9' && !endsShortWord(name, i);
      if (!digit) {
        pattern.append(c);
      } else if (!inNumber) {
        pattern.append('*');
      }
      inNumber = digit;
    }
    return pattern.toString();
  }

  /**
   * The JVM's own threads: G1 Refine#3 and C2 CompilerThread0 are not numbered by their 1 and 2.
   */
  private static boolean endsShortWord(String name, int at) {
    return at == 1
        && Character.isUpperCase(name.charAt(0))
        && name.length() > 2
        && name.charAt(2) == ' ';
  }

  /** A name made of numbers and of the words that stand in for a name which was not given. */
  private static boolean saysNothing(String pattern) {
    String rest =
        pattern
            .replace("virtual", "")
            .replace("Virtual", "")
            .replace("Thread", "")
            .replace("thread", "")
            .replace("java", "")
            .replace("tid", "")
            .replace("id", "");
    return rest.chars().noneMatch(Character::isLetter);
  }
}
