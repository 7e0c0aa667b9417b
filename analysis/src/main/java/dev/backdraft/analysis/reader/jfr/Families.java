package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Families of events that tell the same in two ways: added up they would count double, so where two
 * tell of the same time of the same process, the better one is taken.
 *
 * <pre>
 *   file A   |--- ExecutionSample ---|--- ExecutionSample ---|
 *   file B              |---- CPUTimeSample ----|
 *   taken    B alone: it tells of part of both of A's chunks
 * </pre>
 */
final class Families {
  /** Chunks of one JVM follow each other; clocks that differ a little do not make them overlap. */
  private static final long OVERLAP_NANOS = 1_000_000_000L;

  /** Profilers round the start of the JVM, and some take their own for it. */
  private static final long SAME_START_NANOS = 10_000_000_000L;

  private final List<Chunk> chunks;
  private final Map<SampleKind, List<Member>> members = new EnumMap<>(SampleKind.class);
  private final Map<Chunk, JvmInfo> processes = new HashMap<>();

  /** A type of events of a chunk that has a family; those of a higher rank are better. */
  private record Member(Chunk chunk, SampleRules rule, String typeName, int rank) {}

  /**
   * One family that was left out for another.
   *
   * @param kind of which samples
   * @param left names of the types of events that are left out
   * @param taken names of those that tell the same; empty if they go by the same name
   */
  record LeftOut(SampleKind kind, Set<String> left, Set<String> taken) {}

  Families(List<Chunk> chunks) {
    this.chunks = chunks;
  }

  /** True unless a better family tells the same. */
  synchronized boolean takes(SampleRules rule, Chunk chunk, SampleKind kind) {
    int rank = rank(rule, chunk, kind);
    if (rank == 0) {
      return true;
    }
    for (Member other : members(kind)) {
      if (other.rank <= rank) {
        break; // most recordings have one family, and are done here
      }
      if (tellsOf(other.chunk, chunk, kind)) {
        return false;
      }
    }
    return true;
  }

  /** What is left out; a JVM that tells of errors twice by itself is not worth a word. */
  synchronized List<LeftOut> leftOut() {
    List<LeftOut> found = new ArrayList<>();
    for (SampleKind kind : SampleKind.values()) {
      Set<String> left = new TreeSet<>();
      Set<String> taken = new TreeSet<>();
      for (Member member : members(kind)) {
        boolean stays = takes(member.rule, member.chunk, kind);
        (stays ? taken : left).add(member.typeName);
      }
      taken.removeAll(left); // HotSpot's and async-profiler's samples share a name
      if (!left.isEmpty() && kind != SampleKind.EXCEPTION) {
        found.add(new LeftOut(kind, left, taken));
      }
    }
    return found;
  }

  /** The best first. */
  private List<Member> members(SampleKind kind) {
    return members.computeIfAbsent(
        kind,
        _ -> {
          List<Member> found = new ArrayList<>();
          for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.counts.length; i++) {
              String name = chunk.metadata.type(i).name;
              SampleRules rule =
                  chunk.counts[i] == 0 || chunk.kept[i] == null ? null : SampleRules.of(name);
              int rank = rule == null ? 0 : rank(rule, chunk, kind);
              if (rule != null && rank > 0) {
                found.add(new Member(chunk, rule, name, rank));
              }
            }
          }
          found.sort(Comparator.comparingInt((Member one) -> one.rank).reversed());
          return found;
        });
  }

  /** How good a family is among those that tell the same, 0 for one that nobody else is like. */
  private static int rank(SampleRules rule, Chunk chunk, SampleKind kind) {
    if (rule.kind() != kind || !Producer.means(rule, chunk, kind)) {
      return 0;
    }
    boolean asyncProfiler = Producer.name(chunk).equals(Producer.ASYNC_PROFILER);
    return switch (rule) {
      case CPU_TIME, DD_ALLOCATION -> 5;
      case DD_EXECUTION, DD_LIVE -> 3;
      // async-profiler's samples are of CPU time, HotSpot's are not; both go by one name.
      case EXECUTION -> Producer.periodNanos(chunk, kind) > 0 ? 2 : 1;
      case ALLOCATION -> asyncProfiler ? 4 : 3;
      case IN_TLAB, OUTSIDE_TLAB, MONITOR, PARK -> asyncProfiler ? 2 : 1;
      case LIVE_OBJECT, EXCEPTION, DD_SOCKET -> 2;
      case OLD_OBJECT, ERROR, SOCKET_READ, SOCKET_WRITE -> 1;
      case WALL_CLOCK, DD_METHOD, MONITOR_WAIT, SLEEP, VIRTUAL_PINNED -> 0;
      case FILE_READ, FILE_WRITE, FILE_FORCE, MALLOC, DD_MALLOC, NATIVE_METHOD -> 0;
    };
  }

  /** True if a chunk tells of the time that another one tells of. */
  private boolean tellsOf(Chunk by, Chunk chunk, SampleKind kind) {
    if (by == chunk) {
      return true;
    }
    // What is alive is known at a moment, not over a time: two moments are not added up either.
    return (kind == SampleKind.LIVE || overlap(by, chunk))
        && sameProcess(process(by), process(chunk));
  }

  private static boolean overlap(Chunk one, Chunk other) {
    long from = Math.max(one.header.startNanos(), other.header.startNanos());
    long to = Math.min(end(one), end(other));
    long shorter = Math.min(length(one), length(other));
    return to - from > Math.min(OVERLAP_NANOS, shorter / 2);
  }

  private static long end(Chunk chunk) {
    return chunk.header.startNanos() + length(chunk);
  }

  /** A chunk that was never finished does not say how long it is: its last event does. */
  private static long length(Chunk chunk) {
    long seen = chunk.nanosAt(chunk.lastTick) - chunk.header.startNanos();
    return Math.max(chunk.header.durationNanos(), seen);
  }

  private JvmInfo process(Chunk chunk) {
    return processes.computeIfAbsent(chunk, one -> Producer.jvm(List.of(one)));
  }

  /** False only if both say who they are: in containers, different JVMs have the same id. */
  static boolean sameProcess(JvmInfo one, JvmInfo other) {
    if (one.pid() < 0 || other.pid() < 0) {
      return true;
    }
    boolean bothStarts = one.startNanos() > 0 && other.startNanos() > 0;
    return one.pid() == other.pid()
        && (!bothStarts || Math.abs(one.startNanos() - other.startNanos()) < SAME_START_NANOS);
  }
}
