package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.Texts;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the samples of a kind out of the events of all chunks that mean it. */
final class SampleColumns {
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
        Chunk.LongList kept = chunk.kept[i];
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

  Samples decode(SampleKind kind, JfrColumns.Broken broken) {
    List<Job> jobs = jobs(kind);
    if (jobs.isEmpty()) {
      return Samples.none(kind);
    }
    WeightUnit unit = unit(kind, jobs);
    @Nullable ChunkSamples[] parts = new ChunkSamples[jobs.size()];
    workers.run(
        jobs.size(),
        number -> {
          Job job = jobs.get(number);
          Chunk chunk = job.chunk();
          SampleRules rule = rule(job);
          long period = unit == WeightUnit.NANOSECONDS ? Producer.periodNanos(chunk, kind) : 0;
          Cursor in = new Cursor(chunk.source, !chunk.header.packed(), chunk.end);
          parts[number] =
              new SampleDecoder(chunk, job.typeIndex(), rule, period, unit, kind)
                  .decode(in, job.places(), job.from(), job.to());
        },
        () -> {});
    for (int i = 0; i < parts.length; i++) {
      ChunkSamples part = parts[i];
      if (part != null && part.broken > 0) {
        broken.tell(jobs.get(i).chunk().metadata.type(jobs.get(i).typeIndex()).name, part.broken);
      }
    }
    return assemble(kind, unit, jobs, parts);
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

  private Samples assemble(
      SampleKind kind, WeightUnit unit, List<Job> jobs, @Nullable ChunkSamples[] parts) {
    int size = 0;
    for (ChunkSamples part : parts) {
      size += part == null ? 0 : part.size;
    }
    long[] time = new long[size];
    int[] thread = new int[size];
    int[] stack = new int[size];
    long[] weight = new long[size];
    int[] count = new int[size];
    int[] tag = new int[size];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      ChunkSamples part = parts[i];
      if (part == null) {
        continue;
      }
      System.arraycopy(part.timeNanos, 0, time, at, part.size);
      System.arraycopy(part.thread, 0, thread, at, part.size);
      System.arraycopy(part.stack, 0, stack, at, part.size);
      System.arraycopy(part.weight, 0, weight, at, part.size);
      System.arraycopy(part.count, 0, count, at, part.size);
      System.arraycopy(part.tag, 0, tag, at, part.size);
      NewTexts.patch(tag, at, at + part.size, part.texts.settle(texts));
      at += part.size;
      parts[i] = null;
    }
    TreeSet<String> types = new TreeSet<>();
    for (Job job : jobs) {
      types.add(job.chunk().metadata.type(job.typeIndex()).name);
    }
    List<String> names = List.copyOf(types);
    int[] order = TimeSort.order(time, size);
    if (order == null) {
      return new Samples(kind, unit, names, size, time, thread, stack, weight, count, tag);
    }
    return new Samples(
        kind,
        unit,
        names,
        size,
        TimeSort.pick(time, order),
        TimeSort.pick(thread, order),
        TimeSort.pick(stack, order),
        TimeSort.pick(weight, order),
        TimeSort.pick(count, order),
        TimeSort.pick(tag, order));
  }
}
