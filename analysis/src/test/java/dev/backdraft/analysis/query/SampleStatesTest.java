package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleStatesTest {
  private static final Recording PLAIN =
      TextRecording.of(
          """
          [STATE_RUNNABLE] @1 a.A.run 3
          [STATE_SLEEPING] @5 a.A.run;a.A.sleep 4
          [STATE_RUNNABLE] @5 a.A.run 5
          [odd] @7 a.A.run 6
          """);

  private static EventType type(int rows) {
    List<EventType.Field> fields =
        List.of(
            new EventType.Field("startTime", "", "", EventType.Content.TIMESTAMP),
            new EventType.Field("sampledThread", "", "", EventType.Content.THREAD),
            new EventType.Field("state", "", "", EventType.Content.TEXT));
    return new EventType("text", "", "", List.of(), fields, rows);
  }

  /** The samples with events behind them: out of order where the moment is the same. */
  private static Recording withStates() {
    Object[] columns = {
      new long[] {1, 5, 5, 7}, new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, -1},
    };
    return recording(new EventTable(type(4), 4, columns), PLAIN.samples(SampleKind.CPU));
  }

  private static Recording recording(EventTable table, Samples cpu) {
    var strings =
        new dev.backdraft.analysis.recording.StringTable(
            new String[] {"STATE_RUNNABLE", "STATE_SLEEPING"}, 2);
    return new Recording(
        new Recording.Summary(
            List.of(),
            PLAIN.jvm(),
            0,
            8,
            List.of(table.type()),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of()),
        new Recording.Tables(
            strings, PLAIN.methods(), PLAIN.frames(), PLAIN.stacks(), PLAIN.threads()),
        new Recording.Columns() {
          @Override
          public Samples samples(SampleKind kind) {
            return cpu;
          }

          @Override
          public EventTable events(String typeName) {
            return table;
          }

          @Override
          public void close() {}
        });
  }

  private static long total(Recording recording, ThreadState... states) {
    Selection selection = Selection.ALL.withStates(Set.of(states));
    return CallTree.of(recording, selection, By.METHOD, Transforms.NONE).total();
  }

  @Test
  void eachSampleFindsItsEventByMomentAndThread() {
    Recording recording = withStates();
    assertThat(SampleStates.weights(recording, SampleKind.CPU).toString())
        .isEqualTo("{RUNNABLE=8, SLEEPING=4, UNKNOWN=6}");
    assertThat(total(recording, ThreadState.RUNNABLE)).isEqualTo(8);
    assertThat(total(recording, ThreadState.SLEEPING, ThreadState.UNKNOWN)).isEqualTo(10);
    assertThat(total(recording)).isZero();
  }

  /** Threads of one moment in another order than their samples: all of them are found. */
  @Test
  void aMomentOfManyEventsGivesEachThreadItsOwn() {
    int many = 40_000;
    EventTable table = oneMoment(many);
    Samples plain = PLAIN.samples(SampleKind.CPU);
    int[] threads = new int[many];
    long[] times = new long[many];
    Arrays.fill(times, 5);
    for (int row = 0; row < many; row++) {
      threads[row] = (many - 1 - row) / 2;
    }
    Numbers one = Numbers.same(1);
    Samples samples =
        new Samples(
            SampleKind.CPU,
            plain.unit(),
            List.of("text"),
            many,
            times,
            threads,
            new int[many],
            one,
            one,
            one);
    assertThat(SampleStates.weights(recording(table, samples), SampleKind.CPU).toString())
        .isEqualTo("{RUNNABLE=20000, SLEEPING=20000}");
  }

  /** Each thread twice: first running, then sleeping. */
  private static EventTable oneMoment(int rows) {
    long[] times = new long[rows];
    Arrays.fill(times, 5);
    int[] threads = new int[rows];
    int[] states = new int[rows];
    for (int row = 0; row < rows; row++) {
      threads[row] = row / 2;
      states[row] = row % 2;
    }
    return new EventTable(type(rows), rows, new Object[] {times, threads, states});
  }

  @Test
  void withoutEventsNoStateIsKnown() {
    assertThat(SampleStates.weights(PLAIN, SampleKind.CPU)).isEmpty();
    assertThat(total(PLAIN, ThreadState.UNKNOWN)).isEqualTo(18);
    assertThat(total(PLAIN, ThreadState.RUNNABLE)).isZero();
  }

  @Test
  void aWallClockSaysWhoSlept() throws Exception {
    Path file =
        Path.of(
            System.getProperty("backdraft.root", ".."),
            "../shared/corpus/jfr/jabrena-plinth__all-events-20250917-101217.jfr");
    assumeTrue(Files.exists(file), "no corpus beside the project: its wall clock is not read");
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Selection all = Selection.all(SampleKind.WALL);
      CallShape shape = CallShape.of(recording, SampleKind.WALL, By.METHOD, Transforms.NONE);
      CallTree running = shape.weigh(all.withStates(Set.of(ThreadState.RUNNABLE)), Weighing.COUNT);
      CallTree sleeping = shape.weigh(all.withStates(Set.of(ThreadState.SLEEPING)), Weighing.COUNT);
      long whole = shape.weigh(all, Weighing.COUNT).total();
      assertThat(running.total()).isPositive().isLessThan(sleeping.total());
      assertThat(running.total() + sleeping.total()).isEqualTo(whole);
    }
  }

  @Test
  void aMillionSamplesOnTwoCoresWeighWhatOneByOneTheyWeigh() {
    RefilterBenchmark large = new RefilterBenchmark();
    large.stacks = 20_000;
    large.setUp();
    CallTree brushed = large.brushInAPool();
    Samples samples = brushed.shape().samples();
    long expected = 0;
    for (int row = 10; row < samples.size() - 10; row++) {
      expected += samples.thread()[row] < 250 ? samples.weight().get(row) : 0;
    }
    assertThat(brushed.total()).isEqualTo(expected);
    assertThat(brushed.selectedTotal()).isEqualTo(expected);
  }
}
