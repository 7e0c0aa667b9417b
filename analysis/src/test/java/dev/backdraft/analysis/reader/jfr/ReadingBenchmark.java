package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Where the time of reading goes, for one chunk of 12 MB: each step alone, as it runs when a
 * recording is opened.
 */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
  @Param({"samples", "stacks", "events"})
  public String shape = "samples";

  private @Nullable Scanned state;

  /** A chunk that has been scanned once. */
  private record Scanned(Path file, Source source, Chunk scanned, Constants constants, int rare) {}

  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include("ReadingBenchmark").build()).run();
  }

  @Setup
  public void setUp() throws IOException {
    Path file = Files.createTempFile("reading", ".jfr");
    BenchRecordings.write(shape, 12 << 20, file, 3);
    Source source = new Source(file, "bench.jfr", false);
    Chunk scanned = chunk(source);
    Constants constants = scan(scanned);
    state = new Scanned(file, source, scanned, constants, scanned.metadata.indexOf(91));
  }

  @TearDown
  public void tearDown() throws IOException {
    state().source.close();
    Files.delete(state().file);
  }

  private Scanned state() {
    return Objects.requireNonNull(state);
  }

  private static Chunk chunk(Source source) {
    return ChunkFinder.find(source, new ArrayList<>(), new Monitor(Progress.NONE, 0)).getFirst();
  }

  private static Constants scan(Chunk chunk) {
    Monitor unwatched = new Monitor(Progress.NONE, 0);
    return Objects.requireNonNull(
        new ChunkScanner(chunk, new StackPool(), unwatched, null).scan(new MetadataCache(), null));
  }

  /** From header to header, for a type that has no event: the least that any answer costs. */
  @Benchmark
  public int headers() {
    return EventPlaces.of(state().scanned, state().rare).size();
  }

  /** Headers, counts and constants: all that is done before the chunks are put together. */
  @Benchmark
  public Constants scan() {
    return scan(chunk(state().source));
  }

  /** The constants of a chunk into empty tables. */
  @Benchmark
  public Recording.Tables merge() {
    TableBuilder tables = new TableBuilder();
    Chunk into = chunk(state().source);
    tables.merge(state().constants, into);
    return tables.snapshot();
  }

  /** The columns of the samples of the processor's time, stacks already in the tables. */
  @Benchmark
  public Samples samples() {
    SampleColumns columns =
        new SampleColumns(
            List.of(state().scanned), new Texts(state().scanned.strings), new Workers(1));
    return columns.decode(SampleKind.CPU, (type, count) -> {});
  }
}
