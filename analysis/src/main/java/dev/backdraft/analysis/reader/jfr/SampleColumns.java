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
import org.jspecify.annotations.Nullable;

/** Makes the samples of a kind out of the events of all chunks that mean it. */
final class SampleColumns {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  private final List<Chunk> chunks;
  private final Texts texts;
  private final Workers workers;
  private final Families families;
  private @Nullable Unfreed unfreed;

  SampleColumns(List<Chunk> chunks, Texts texts, Workers workers) {
    this.chunks = chunks;
    this.texts = texts;
    this.workers = workers;
    this.families = new Families(chunks);
  }

  Families families() {
    return families;
  }

  boolean has(SampleKind kind) {
    // Which native memory was never freed is found out only when somebody asks for it.
    return kind == SampleKind.NATIVE_LIVE ? Unfreed.canTell(chunks) : !jobs(kind).isEmpty();
  }

  private List<Job> jobs(SampleKind kind) {
    if (kind == SampleKind.NATIVE_LIVE) {
      return unfreed().jobs();
    }
    List<Job> jobs = new ArrayList<>();
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.counts.length; i++) {
        Places kept = chunk.kept[i];
        SampleRules rule =
            chunk.counts[i] == 0 || kept == null
                ? null
                : SampleRules.of(chunk.metadata.type(i).name);
        if (rule != null
            && kept != null
            && Producer.means(rule, chunk, kind)
            && families.takes(rule, chunk, kind)) {
          Job.add(jobs, chunk, i, kept);
        }
      }
    }
    return jobs;
  }

  private synchronized Unfreed unfreed() {
    Unfreed known = unfreed;
    if (known == null) {
      Unfreed[] found = new Unfreed[1];
      workers.run(1, number -> found[0] = Unfreed.of(chunks), () -> {});
      known = found[0];
      unfreed = known;
    }
    return known;
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
      case ALLOC, NATIVE_MEMORY, NATIVE_LIVE -> WeightUnit.BYTES;
      case LIVE -> fitting(kind, jobs) == jobs.size() ? WeightUnit.BYTES : WeightUnit.EVENTS;
      case LOCK, PARK, WAIT, PINNED, IO -> WeightUnit.NANOSECONDS;
      case EXCEPTION -> WeightUnit.EVENTS;
      case NATIVE -> WeightUnit.SAMPLES;
      case CPU, WALL ->
          fitting(kind, jobs) == jobs.size() ? WeightUnit.NANOSECONDS : WeightUnit.SAMPLES;
    };
  }

  /** True if part of a kind could be given in a better unit than the whole of it. */
  boolean hasMixedUnits(SampleKind kind) {
    if (kind != SampleKind.CPU && kind != SampleKind.WALL && kind != SampleKind.LIVE) {
      return false;
    }
    List<Job> jobs = jobs(kind);
    int fitting = fitting(kind, jobs);
    return fitting > 0 && fitting < jobs.size();
  }

  /** How many of the jobs can be given in nanoseconds; of live objects, in bytes. */
  private static int fitting(SampleKind kind, List<Job> jobs) {
    int fitting = 0;
    for (Job job : jobs) {
      fitting += (kind == SampleKind.LIVE ? sized(job) : inNanos(job, kind)) ? 1 : 0;
    }
    return fitting;
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
  private static boolean sized(Job job) {
    TypeInfo type = job.chunk().metadata.type(job.typeIndex());
    return type.field(rule(job).weightField()) != null;
  }
}
