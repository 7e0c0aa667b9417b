package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.SampleSums;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.Texts;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Makes the samples of a kind out of the events of all chunks that mean it. */
final class SampleColumns {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  private final List<Chunk> chunks;
  private final Texts texts;
  private final Workers workers;

  SampleColumns(List<Chunk> chunks, Texts texts, Workers workers) {
    this.chunks = chunks;
    this.texts = texts;
    this.workers = workers;
  }

  boolean has(SampleKind kind) {
    return !jobs(kind).isEmpty();
  }

  /** Families of events that say the same in two ways are never added: the better one is taken. */
  private List<Job> jobs(SampleKind kind) {
    boolean cpuTime = count(SampleRules.CPU_TIME) > 0;
    boolean sampled = count(SampleRules.ALLOCATION) > 0;
    List<Job> jobs = new ArrayList<>();
    for (Chunk chunk : chunks) {
      boolean exceptions = count(chunk, SampleRules.EXCEPTION) > 0;
      for (int i = 0; i < chunk.counts.length; i++) {
        Places kept = chunk.kept[i];
        SampleRules rule =
            chunk.counts[i] == 0 || kept == null
                ? null
                : SampleRules.of(chunk.metadata.type(i).name);
        if (rule == null || kept == null || !Producer.means(rule, chunk, kind)) {
          continue;
        }
        boolean wanted =
            switch (rule) {
              case EXECUTION ->
                  kind == SampleKind.WALL
                      || (!cpuTime && !covered(chunk, SampleRules.DD_EXECUTION));
              case DD_EXECUTION -> !cpuTime;
              case ALLOCATION -> !covered(chunk, SampleRules.DD_ALLOCATION);
              case IN_TLAB, OUTSIDE_TLAB -> !sampled && !covered(chunk, SampleRules.DD_ALLOCATION);
              case ERROR -> !exceptions;
              default -> true;
            };
        if (wanted) {
          Job.add(jobs, chunk, i, kept);
        }
      }
    }
    return jobs;
  }

  /** True if Datadog's profiler sampled the same time: the JVM's own samples would be doubles. */
  private boolean covered(Chunk chunk, SampleRules by) {
    long from = chunk.header.startNanos();
    long to = from + chunk.header.durationNanos();
    for (Chunk other : chunks) {
      if (!other.equals(chunk) && count(other, by) > 0) {
        long start = other.header.startNanos();
        long end = start + other.header.durationNanos();
        if (Math.min(to, end) - Math.max(from, start) > 1_000_000_000L) {
          return true;
        }
      }
    }
    return false;
  }

  private long count(SampleRules rule) {
    long count = 0;
    for (Chunk chunk : chunks) {
      count += count(chunk, rule);
    }
    return count;
  }

  private static long count(Chunk chunk, SampleRules rule) {
    long count = 0;
    for (int i = 0; i < chunk.counts.length; i++) {
      if (chunk.counts[i] > 0
          && chunk.kept[i] != null
          && SampleRules.of(chunk.metadata.type(i).name) == rule) {
        count += chunk.counts[i];
      }
    }
    return count;
  }

  /** How many samples of a kind there are at most. */
  long most(SampleKind kind) {
    return rows(jobs(kind));
  }

  private static long rows(List<Job> jobs) {
    long rows = 0;
    for (Job job : jobs) {
      rows += job.to() - job.from();
    }
    return rows;
  }

  Samples decode(SampleKind kind, JfrColumns.Broken broken) {
    List<Job> jobs = jobs(kind);
    if (jobs.isEmpty()) {
      return Samples.none(kind);
    }
    if (rows(jobs) > LARGEST_ARRAY) {
      throw new OutOfMemoryError("more samples than an array holds");
    }
    int capacity = (int) rows(jobs);
    long[] time = new long[capacity];
    int[] thread = new int[capacity];
    int[] stack = new int[capacity];
    WeightUnit unit = unit(kind, jobs);
    ChunkSamples[] parts = new ChunkSamples[jobs.size()];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      int most = jobs.get(i).to() - jobs.get(i).from();
      parts[i] = new ChunkSamples(time, thread, stack, start, most);
      start += most;
    }
    workers.run(
        jobs.size(), number -> decode(jobs.get(number), kind, unit, true, parts[number]), () -> {});
    for (int i = 0; i < parts.length; i++) {
      tell(jobs.get(i), parts[i].broken, broken);
      parts[i].tag.settle(parts[i].size, parts[i].texts.settle(texts));
    }
    return new SampleAssembly(parts).assemble(kind, unit, types(jobs));
  }

  private static void tell(Job job, int broken, JfrColumns.Broken listener) {
    if (broken > 0) {
      listener.tell(job.chunk().metadata.type(job.typeIndex()).name, broken);
    }
  }

  private static void decode(
      Job job, SampleKind kind, WeightUnit unit, boolean tagged, ChunkSamples into) {
    Chunk chunk = job.chunk();
    long period = unit == WeightUnit.NANOSECONDS ? Producer.periodNanos(chunk, kind) : 0;
    Cursor in = new Cursor(chunk.source, !chunk.header.packed(), chunk.end);
    new SampleDecoder(chunk, job.typeIndex(), rule(job), period, unit, kind, tagged)
        .decode(in, job.places(), job.from(), job.to(), into);
  }

  private static List<String> types(List<Job> jobs) {
    TreeSet<String> types = new TreeSet<>();
    for (Job job : jobs) {
      types.add(job.chunk().metadata.type(job.typeIndex()).name);
    }
    return List.copyOf(types);
  }

  /** Adds the samples of a kind up as they are decoded, and keeps none of them. */
  Samples sums(SampleKind kind, SampleFilter filter, JfrColumns.Broken broken) {
    List<Job> jobs = jobs(kind);
    if (jobs.isEmpty()) {
      return Samples.none(kind);
    }
    WeightUnit unit = unit(kind, jobs);
    Adding adding = new Adding(filter);
    int[] notWhole = new int[jobs.size()];
    workers.run(
        jobs.size(),
        number -> {
          Adding.Desk desk = adding.take();
          decode(jobs.get(number), kind, unit, false, desk.rows);
          notWhole[number] = desk.addUp();
          adding.give(desk);
        },
        () -> {});
    for (int i = 0; i < notWhole.length; i++) {
      tell(jobs.get(i), notWhole[i], broken);
    }
    return adding.all().samples(kind, unit, types(jobs));
  }

  /** As many desks as threads work at a time, each with its own sums. */
  private static final class Adding {
    private final SampleFilter filter;
    private final ArrayDeque<Desk> free = new ArrayDeque<>();

    Adding(SampleFilter filter) {
      this.filter = filter;
    }

    /** Rows to decode into, and where they are added up. */
    private static final class Desk {
      final ChunkSamples rows = new ChunkSamples(Job.LARGEST);
      final SampleSums sums;

      Desk(SampleFilter filter) {
        sums = new SampleSums(filter);
      }

      /** Gives how many events were not whole. */
      int addUp() {
        sums.add(
            rows.timeNanos,
            rows.thread,
            rows.stack,
            rows.weight.numbers(),
            rows.count.numbers(),
            rows.size);
        int broken = rows.broken;
        rows.clear();
        return broken;
      }
    }

    synchronized Desk take() {
      Desk desk = free.pollFirst();
      return desk == null ? new Desk(filter) : desk;
    }

    synchronized void give(Desk desk) {
      free.addFirst(desk);
    }

    synchronized SampleSums all() {
      SampleSums all = free.removeFirst().sums;
      while (!free.isEmpty()) {
        all.add(free.removeFirst().sums);
      }
      return all;
    }
  }

  private static SampleRules rule(Job job) {
    SampleRules rule = SampleRules.of(job.chunk().metadata.type(job.typeIndex()).name);
    if (rule == null) {
      throw new IllegalStateException("not a type of samples");
    }
    return rule;
  }

  /** Nanoseconds only if every part can be given in them. */
  private static WeightUnit unit(SampleKind kind, List<Job> jobs) {
    return switch (kind) {
      case ALLOC, NATIVE_MEMORY -> WeightUnit.BYTES;
      case LIVE -> sized(jobs) ? WeightUnit.BYTES : WeightUnit.EVENTS;
      case LOCK, PARK, IO -> WeightUnit.NANOSECONDS;
      case EXCEPTION -> WeightUnit.EVENTS;
      case CPU, WALL -> {
        boolean nanos = true;
        for (Job job : jobs) {
          nanos &= inNanos(job, kind);
        }
        yield nanos ? WeightUnit.NANOSECONDS : WeightUnit.SAMPLES;
      }
    };
  }

  private static boolean inNanos(Job job, SampleKind kind) {
    SampleRules rule = rule(job);
    TypeInfo type = job.chunk().metadata.type(job.typeIndex());
    boolean carried = rule == SampleRules.WALL_CLOCK && type.field("timeSpan") != null;
    return rule.weigh() == SampleRules.Weigh.SPAN
        || carried
        || Producer.periodNanos(job.chunk(), kind) > 0;
  }

  /** JVMs before 16 sample old objects without saying how large they are. */
  private static boolean sized(List<Job> jobs) {
    for (Job job : jobs) {
      TypeInfo type = job.chunk().metadata.type(job.typeIndex());
      if (type.field(rule(job).weightField()) == null) {
        return false;
      }
    }
    return true;
  }
}
