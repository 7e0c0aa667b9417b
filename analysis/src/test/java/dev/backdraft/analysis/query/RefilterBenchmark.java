package dev.backdraft.analysis.query;

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
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one step of a brush, a choice of threads or a key of a search costs: 16 ms is a frame. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class RefilterBenchmark {
  private static final int SAMPLES = 1_000_000;
  private static final int THREADS = 500;
  private static final int METHODS = 8000;

  /** Distinct stacks; the tree has as many nodes. */
  @Param({"20000", "200000"})
  public int stacks;

  private CallShape shape;
  private CallTree whole;
  private Selection most;
  private Selection pool;
  private Selection frames;

  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include("RefilterBenchmark").build()).run();
  }

  @Setup
  public void setUp() {
    Recording recording = recording(new Random(5));
    shape = CallShape.of(recording, SampleKind.CPU, By.METHOD, Transforms.NONE);
    whole = shape.weigh(Selection.ALL);
    most = Selection.ALL.withTime(10, SAMPLES - 10);
    BitSet some = new BitSet();
    some.set(0, THREADS / 2);
    pool = most.withThreads(some);
    frames = pool.withFrames(NamePattern.plain("method77"));
  }

  @Benchmark
  public CallTree brush() {
    return shape.weigh(most);
  }

  @Benchmark
  public CallTree brushInAPool() {
    return shape.weigh(pool);
  }

  @Benchmark
  public CallTree brushInAPoolWithAFramePattern() {
    return shape.weigh(frames);
  }

  @Benchmark
  public Search search() {
    return Search.of(whole, NamePattern.plain("ethod123"));
  }

  private Recording recording(Random random) {
    String[] strings = new String[METHODS + 200];
    int[] type = new int[METHODS];
    int[] name = new int[METHODS];
    int[] none = new int[METHODS];
    Arrays.fill(none, -1);
    for (int i = 0; i < strings.length; i++) {
      strings[i] = i < METHODS ? "method" + i : "com.acme.shop.Service" + i;
    }
    for (int i = 0; i < METHODS; i++) {
      type[i] = METHODS + i % 200;
      name[i] = i;
    }
    StringTable table = new StringTable(strings, strings.length);
    int[] parent = new int[stacks];
    int[] frame = new int[stacks];
    for (int i = 0; i < stacks; i++) {
      parent[i] = i < 20 ? -1 : i - 1 - (int) (Math.pow(random.nextDouble(), 6) * i);
      frame[i] = i * 31 % METHODS;
    }
    String[] threadName = new String[THREADS];
    Arrays.setAll(threadName, i -> "worker-" + i);
    long[] ids = new long[THREADS];
    ThreadTable threads =
        new ThreadTable(threadName, ids, ids, threadName, new boolean[THREADS], THREADS);
    Samples samples = samples(random);
    return new Recording(
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            SAMPLES,
            List.of(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of()),
        new Recording.Tables(
            table,
            new MethodTable(table, type, name, none, new boolean[METHODS], METHODS),
            new FrameTable(name, none, new byte[METHODS], METHODS),
            new StackTable(parent, frame, stacks),
            threads),
        new Given(samples));
  }

  private Samples samples(Random random) {
    long[] time = new long[SAMPLES];
    int[] thread = new int[SAMPLES];
    int[] stack = new int[SAMPLES];
    long[] weight = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      time[i] = i;
      thread[i] = random.nextInt(THREADS);
      stack[i] = random.nextInt(stacks);
      weight[i] = 1L + random.nextInt(10);
    }
    return new Samples(
        SampleKind.CPU,
        WeightUnit.SAMPLES,
        List.of("made"),
        SAMPLES,
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
      return cpu;
    }

    @Override
    public EventTable events(String typeName) {
      throw new IllegalArgumentException(typeName);
    }

    @Override
    public void close() {}
  }
}
