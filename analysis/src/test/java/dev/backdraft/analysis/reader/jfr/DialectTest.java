package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One type of event means different things to different producers. */
final class DialectTest {
  private static final String EVENT = "jdk.jfr.Event";

  @TempDir Path folder;

  private Recording open(byte[]... chunks) throws Exception {
    Path file = folder.resolve("dialect.jfr");
    Files.write(file, new byte[0]);
    for (byte[] chunk : chunks) {
      Files.write(file, chunk, StandardOpenOption.APPEND);
    }
    return EvidenceReader.open(List.of(file), Progress.NONE);
  }

  /** Types as async-profiler has them: no garbage collector among them. */
  private static JfrWriter asyncProfiler() {
    return new JfrWriter()
        .type(5, "int", "")
        .type(6, "long", "")
        .type(7, "java.lang.String", "")
        .type(10, "jdk.jfr.Timestamp", "java.lang.annotation.Annotation", "value 7")
        .type(11, "jdk.jfr.Timespan", "java.lang.annotation.Annotation", "value 7")
        .type(20, "java.lang.Thread", "", "osName 7")
        .type(27, "jdk.types.ThreadState", "", "name 7")
        .type(101, "jdk.ExecutionSample", EVENT, "startTime 6 @10", "state 27 id")
        .type(108, "profiler.WallClockSample", EVENT, "startTime 6 @10", "samples 5")
        .type(107, "jdk.ActiveSetting", EVENT, "startTime 6 @10", "id 6", "name 7", "value 7");
  }

  private static void setting(JfrWriter writer, String name, String value) {
    int at = writer.begin(107);
    writer.number(0);
    writer.number(101);
    writer.text(name);
    writer.text(value);
    writer.end(at);
  }

  private static void states(JfrWriter writer) {
    int at = writer.beginCheckpoint(1);
    writer.pool(27, 2);
    writer.number(1);
    writer.text("STATE_DEFAULT");
    writer.number(2);
    writer.text("STATE_SLEEPING");
    writer.end(at);
  }

  private static byte[] asyncChunk(String... settings) {
    JfrWriter writer = asyncProfiler();
    writer.metadata();
    states(writer);
    for (int i = 0; i < settings.length; i += 2) {
      setting(writer, settings[i], settings[i + 1]);
    }
    for (int i = 0; i < 10; i++) {
      writer.event(101, i * 1000L, i < 4 ? 1 : 2);
    }
    return writer.chunk();
  }

  private static long sum(Samples samples) {
    long sum = 0;
    for (int i = 0; i < samples.size(); i++) {
      sum += samples.weight().get(i);
    }
    return sum;
  }

  @Test
  void asyncProfilersSamplesOfTheProcessorWeighItsInterval() throws Exception {
    try (Recording recording = open(asyncChunk("event", "cpu", "interval", "5000000"))) {
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.unit()).isEqualTo(WeightUnit.NANOSECONDS);
      assertThat(sum(cpu)).isEqualTo(50_000_000);
      assertThat(recording.jvm().producer()).isEqualTo("async-profiler");
    }
  }

  @Test
  void asyncProfilersSamplesOfTheWallClockAreNotOfTheProcessor() throws Exception {
    try (Recording recording = open(asyncChunk("event", "wall", "interval", "0"))) {
      assertThat(recording.sampleKinds()).containsExactly(SampleKind.WALL);
      assertThat(sum(recording.samples(SampleKind.WALL))).isEqualTo(500_000_000);
    }
  }

  @Test
  void bothInOneTypeAreToldApartByState() throws Exception {
    byte[] chunk = asyncChunk("event", "cpu", "interval", "1000", "wall", "7000");
    try (Recording recording = open(chunk)) {
      assertThat(sum(recording.samples(SampleKind.CPU))).isEqualTo(4_000);
      assertThat(sum(recording.samples(SampleKind.WALL))).isEqualTo(42_000);
    }
  }

  @Test
  void aCounterOfTheHardwareIsNoTime() throws Exception {
    try (Recording recording = open(asyncChunk("event", "cache-misses", "interval", "1000"))) {
      assertThat(recording.samples(SampleKind.CPU).unit()).isEqualTo(WeightUnit.SAMPLES);
    }
  }

  @Test
  void aWallClockRowMayHoldSeveralSamples() throws Exception {
    JfrWriter writer = asyncProfiler();
    writer.metadata();
    setting(writer, "event", "wall");
    setting(writer, "interval", "2000");
    writer.event(108, 5, 3).event(108, 6, 1);
    try (Recording recording = open(writer.chunk())) {
      Samples wall = recording.samples(SampleKind.WALL);
      assertThat(wall.count().get(0)).isEqualTo(3);
      assertThat(wall.count().get(1)).isEqualTo(1);
      assertThat(sum(wall)).isEqualTo(8_000);
    }
  }

  private static JfrWriter hotspot() {
    return new JfrWriter()
        .usualTypes()
        .type(
            110, "jdk.CPUTimeSample", EVENT, "startTime 6 @10", "failed 4", "samplingPeriod 6 @11")
        .type(111, "jdk.ObjectAllocationSample", EVENT, "startTime 6 @10", "weight 6")
        .type(112, "jdk.ObjectAllocationInNewTLAB", EVENT, "startTime 6 @10", "tlabSize 6");
  }

  @Test
  void samplesOfCpuTimeAreNotAddedToOthers() throws Exception {
    JfrWriter writer = hotspot();
    writer.metadata();
    writer.event(101, 1, 1, 1, 1).event(101, 2, 1, 1, 1);
    writer.event(110, 3, 0, 9_000).event(110, 4, 1, 1_000);
    try (Recording recording = open(writer.chunk())) {
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.eventTypes()).containsExactly("jdk.CPUTimeSample");
      assertThat(sum(cpu)).isEqualTo(10_000);
      assertThat(recording.blindSpots())
          .extracting(BlindSpot::id)
          .contains("cpu:two-samplers", "failed:jdk.CPUTimeSample");
    }
  }

  @Test
  void waysOfSamplingAllocationsAreNotMixed() throws Exception {
    JfrWriter writer = hotspot();
    writer.metadata();
    writer.event(111, 1, 700).event(112, 2, 5_000);
    try (Recording recording = open(writer.chunk())) {
      Samples alloc = recording.samples(SampleKind.ALLOC);
      assertThat(alloc.eventTypes()).containsExactly("jdk.ObjectAllocationSample");
      assertThat(sum(alloc)).isEqualTo(700);
    }
  }

  /** A collector and no loading of classes: those of a native image are all in it. */
  @Test
  void aNativeImagesTicksAreStructuresOfOneNumber() throws Exception {
    JfrWriter writer =
        asyncProfiler()
            .type(30, "jdk.type.Ticks", "", "ticks 6")
            .type(90, "jdk.GarbageCollection", EVENT, "startTime 30 @10", "gcId 5")
            .type(120, "jdk.ThreadPark", EVENT, "startTime 30 @10", "duration 6 @11");
    writer.metadata();
    writer.event(90, 3, 1).event(120, 40, 7_000).event(120, 20, 5_000);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.jvm().producer()).isEqualTo("native-image");
      assertThat(recording.problems()).isEmpty();
      Samples parked = recording.samples(SampleKind.PARK);
      assertThat(sum(parked)).isEqualTo(12_000);
      assertThat(parked.timeNanos())
          .startsWith(JfrWriter.START_NANOS + 20, JfrWriter.START_NANOS + 40);
      assertThat(recording.events("jdk.GarbageCollection").longs(0))
          .containsExactly(JfrWriter.START_NANOS + 3);
    }
  }

  @Test
  void eachChunkHasItsOwnClock() throws Exception {
    JfrWriter first = hotspot();
    first.metadata();
    first.event(101, 5, 1, 1, 1);
    JfrWriter second = asyncProfiler();
    second.metadata();
    states(second);
    setting(second, "event", "cpu");
    second.event(101, 7, 1);
    long later = JfrWriter.START_NANOS + 3_600_000_000_000L;
    try (Recording recording = open(first.chunk(), second.chunk(later, second.size()))) {
      assertThat(recording.samples(SampleKind.CPU).timeNanos())
          .containsExactly(JfrWriter.START_NANOS + 5, later + 7);
      assertThat(recording.jvm().producer()).isEqualTo("hotspot and async-profiler");
    }
  }

  @Test
  void aFileOfTwoProducersInTheCorpusStaysWithinItsMinute() throws Exception {
    Path file =
        Path.of(System.getProperty("backdraft.root", "."))
            .resolve("../shared/corpus/jfr/parttimenerd-jug-profiling-talk__app.jfr");
    assumeTrue(Files.exists(file), "the corpus is not here: " + file);
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.size()).isEqualTo(5065);
      assertThat(cpu.timeNanos()[0]).isGreaterThanOrEqualTo(recording.startNanos());
      assertThat(cpu.timeNanos()[cpu.size() - 1] - recording.startNanos())
          .isLessThan(60_000_000_000L);
      assertThat(consumerOfAll(file))
          .as("the JDK's consumer reads the second chunk by the first one's clock")
          .allSatisfy(late ->
              assertThat(late - recording.startNanos()).isGreaterThan(24 * 3_600_000_000_000L));
    }
  }

  private static List<Long> consumerOfAll(Path file) throws IOException {
    List<Long> times = new ArrayList<>();
    try (RecordingFile theirs = new RecordingFile(file)) {
      while (theirs.hasMoreEvents()) {
        RecordedEvent event = theirs.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          Instant start = event.getStartTime();
          times.add(start.getEpochSecond() * 1_000_000_000L + start.getNano());
        }
      }
    }
    assertThat(times).hasSize(5065);
    return times;
  }
}
