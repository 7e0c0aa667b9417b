package dev.backdraft.app.cli.bench;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.ThreadTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A recording with as many nodes in its tree as asked, from a seed. Every stack is 60 to 90 frames
 * deep, so that every row of a screen is full; stacks share their beginnings as those of a service
 * do: most part near their leaf.
 */
final class BenchTree {
  static final int THREADS = 500;

  private static final int METHODS = 6000;
  private static final int CLASSES = 400;
  private static final int LEAST_DEPTH = 60;
  private static final int DEPTHS = 30;

  private BenchTree() {}

  static Recording of(int nodes, int samples, long seed) {
    Random random = new Random(seed);
    int[] parent = new int[nodes];
    int[] frame = new int[nodes];
    int[] leaves = new int[nodes];
    int[] open = new int[LEAST_DEPTH + DEPTHS];
    int leafCount = 0;
    int depth = 0;
    int next = 0;
    while (next < nodes) {
      int deep = LEAST_DEPTH + random.nextInt(DEPTHS);
      int shared = (int) (depth * (1 - Math.pow(random.nextDouble(), 4)));
      for (depth = Math.min(shared, depth); depth < deep && next < nodes; depth++) {
        parent[next] = depth == 0 ? -1 : open[depth - 1];
        // Numbers that go on are distinct among siblings.
        frame[next] = next % METHODS;
        open[depth] = next++;
      }
      leaves[leafCount++] = next - 1;
    }
    Samples made = samples(samples, Arrays.copyOf(leaves, leafCount), random);
    return recording(new StackTable(parent, frame, nodes), made);
  }

  private static Recording recording(StackTable stacks, Samples samples) {
    String[] texts = new String[METHODS + CLASSES];
    int[] type = new int[METHODS];
    int[] name = new int[METHODS];
    int[] none = new int[METHODS];
    Arrays.fill(none, StringTable.NONE);
    for (int i = 0; i < METHODS; i++) {
      texts[i] = "handle" + i;
      name[i] = i;
      type[i] = METHODS + i % CLASSES;
    }
    for (int i = 0; i < CLASSES; i++) {
      texts[METHODS + i] = "com.example.part" + i % 40 + ".Service" + i;
    }
    StringTable strings = new StringTable(texts, texts.length);
    String[] threads = new String[THREADS];
    Arrays.setAll(threads, i -> "worker-" + i);
    long[] ids = new long[THREADS];
    return new Recording(
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            samples.size(),
            List.of(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of()),
        new Recording.Tables(
            strings,
            new MethodTable(strings, type, name, none, new boolean[METHODS], METHODS),
            new FrameTable(name, none, new byte[METHODS], METHODS),
            stacks,
            new ThreadTable(threads, ids, ids, threads, new boolean[THREADS], THREADS)),
        new Given(samples));
  }

  /** Every leaf once at least, if there are as many samples. */
  private static Samples samples(int count, int[] leaves, Random random) {
    long[] time = new long[count];
    int[] thread = new int[count];
    int[] stack = new int[count];
    long[] weight = new long[count];
    for (int i = 0; i < count; i++) {
      time[i] = i;
      thread[i] = random.nextInt(THREADS);
      stack[i] = i < leaves.length ? leaves[i] : leaves[random.nextInt(leaves.length)];
      weight[i] = 1L + random.nextInt(5);
    }
    return new Samples(
        SampleKind.CPU,
        WeightUnit.SAMPLES,
        List.of("made"),
        count,
        time,
        thread,
        stack,
        Numbers.of(weight),
        Numbers.same(1),
        Numbers.same(-1));
  }

  private record Given(Samples cpu) implements Recording.Columns {
    @Override
    public Samples samples(SampleKind kind) {
      return kind == SampleKind.CPU ? cpu : Samples.none(kind);
    }

    @Override
    public EventTable events(String typeName) {
      throw new IllegalArgumentException("a made recording has no events " + typeName);
    }

    @Override
    public void close() {}
  }
}
