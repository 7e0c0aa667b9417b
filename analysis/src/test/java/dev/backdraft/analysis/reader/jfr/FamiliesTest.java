package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells the same in two ways is not added up, and what means something else is not either. */
final class FamiliesTest {
  private static final String EVENT = "jdk.jfr.Event";
  private static final long MINUTE_NANOS = 60_000_000_000L;

  @TempDir Path folder;

  /** The types of HotSpot and of the profilers, all in one. */
  private static JfrWriter types() {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(8, "float", "")
            .type(92, "jdk.JVMInformation", EVENT, "startTime 6 @10", "pid 6", "jvmStartTime 6")
            .type(
                110,
                "jdk.CPUTimeSample",
                EVENT,
                "startTime 6 @10",
                "biased 4",
                "failed 4",
                "samplingPeriod 6 @11")
            .type(111, "jdk.ObjectAllocationSample", EVENT, "startTime 6 @10", "weight 6")
            .type(112, "jdk.ObjectAllocationInNewTLAB", EVENT, "startTime 6 @10", "tlabSize 6")
            .type(113, "jdk.OldObjectSample", EVENT, "startTime 6 @10", "objectSize 6")
            .type(114, "profiler.LiveObject", EVENT, "startTime 6 @10", "allocationSize 6")
            .type(115, "datadog.HeapLiveObject", EVENT, "startTime 6 @10", "size 6", "weight 8")
            .type(116, "profiler.Malloc", EVENT, "startTime 6 @10", "address 6", "size 6")
            .type(117, "profiler.Free", EVENT, "startTime 6 @10", "address 6")
            .type(118, "jdk.JavaMonitorWait", EVENT, "startTime 6 @10", "duration 6 @11")
            .type(119, "jdk.ThreadSleep", EVENT, "startTime 6 @10", "duration 6 @11")
            .type(120, "jdk.VirtualThreadPinned", EVENT, "startTime 6 @10", "duration 6 @11")
            .type(121, "jdk.NativeMethodSample", EVENT, "startTime 6 @10", "state 27 id");
    return writer
        .type(122, "datadog.ObjectSample", EVENT, "startTime 6 @10", "size 6", "weight 8")
        .type(
            123,
            "datadog.NativeSocketEvent",
            EVENT,
            "startTime 6 @10",
            "duration 6 @11",
            "weight 8")
        .type(124, "jdk.SocketRead", EVENT, "startTime 6 @10", "duration 6 @11")
        .type(127, "jdk.ThreadPark", EVENT, "startTime 6 @10", "duration 6 @11")
        .type(125, "datadog.UnwindFailure", EVENT, "startTime 6 @10", "count 6")
        .type(126, "datadog.NativeMemoryAllocation", EVENT, "startTime 6 @10", "size 6", "weight 8")
        .metadata();
  }

  /** An event whose last field is a factor. */
  private static void factored(JfrWriter writer, long type, long time, long value, float factor) {
    int at = writer.begin(type);
    writer.number(time);
    writer.number(value);
    int bits = Float.floatToIntBits(factor);
    for (int shift = 24; shift >= 0; shift -= 8) {
      writer.raw(bits >> shift);
    }
    writer.end(at);
  }

  /** Each chunk in a file of its own, all of them one recording. */
  private Recording open(byte[]... chunks) throws Exception {
    List<Path> files = new ArrayList<>();
    for (byte[] chunk : chunks) {
      Path file = folder.resolve("file-" + files.size() + ".jfr");
      files.add(Files.write(file, chunk));
    }
    return EvidenceReader.open(files, Progress.NONE);
  }

  private static byte[] at(long startNanos, JfrWriter writer) {
    return writer.chunk(startNanos, writer.size());
  }

  private static long sum(Recording recording, SampleKind kind) {
    Samples samples = recording.samples(kind);
    long sum = 0;
    for (int i = 0; i < samples.size(); i++) {
      sum += samples.weight().get(i);
    }
    return sum;
  }

  private static String said(Recording recording, String id) {
    return recording.blindSpots().stream()
        .filter(spot -> spot.id().equals(id))
        .map(BlindSpot::what)
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void liveObjectsOfAProfilerAreNotAddedToThoseOfTheJvm() throws Exception {
    JfrWriter own = types().event(113, 1, 1_000).event(114, 2, 70).event(114, 3, 7);
    try (Recording recording = open(own.chunk())) {
      assertThat(recording.samples(SampleKind.LIVE).eventTypes())
          .containsExactly("profiler.LiveObject");
      assertThat(sum(recording, SampleKind.LIVE)).isEqualTo(77);
      assertThat(said(recording, "live:two-samplers"))
          .contains("jdk.OldObjectSample is left out where profiler.LiveObject");
    }
  }

  @Test
  void whatIsAliveAtTwoMomentsIsNotAddedUpEither() throws Exception {
    JfrWriter jvm = types().event(113, 1, 1_000);
    JfrWriter datadog = types();
    factored(datadog, 115, 2, 100, 2.5f);
    byte[] later = at(JfrWriter.START_NANOS + 5 * MINUTE_NANOS, datadog);
    try (Recording recording = open(jvm.chunk(), later)) {
      assertThat(sum(recording, SampleKind.LIVE)).isEqualTo(250);
    }
  }

  @Test
  void oldObjectsAloneAreShownWithoutAWord() throws Exception {
    try (Recording recording = open(types().event(113, 1, 1_000).chunk())) {
      assertThat(sum(recording, SampleKind.LIVE)).isEqualTo(1_000);
      assertThat(said(recording, "live:two-samplers")).isEqualTo("nothing");
    }
  }

  @Test
  void aFileWithCpuTimeDoesNotSilenceOneOfAnotherTime() throws Exception {
    byte[] sampled = types().event(101, 1, 0, 0, 0).event(101, 2, 0, 0, 0).chunk();
    JfrWriter timed = types().event(110, 5, 0, 0, 9_000);
    byte[] meanwhile = at(JfrWriter.START_NANOS + 1, timed);
    byte[] later = at(JfrWriter.START_NANOS + 5 * MINUTE_NANOS, timed);
    try (Recording recording = open(sampled, meanwhile)) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
      assertThat(sum(recording, SampleKind.CPU)).isEqualTo(9_000);
      assertThat(said(recording, "cpu:two-samplers")).contains("jdk.ExecutionSample is left out");
      assertThat(said(recording, "cpu:mixed-units")).isEqualTo("nothing");
    }
    try (Recording recording = open(sampled, later)) {
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.unit()).isEqualTo(WeightUnit.SAMPLES);
      assertThat(sum(recording, SampleKind.CPU)).isEqualTo(3);
      assertThat(said(recording, "cpu:two-samplers")).isEqualTo("nothing");
      assertThat(said(recording, "cpu:mixed-units")).contains("samples are counted");
    }
  }

  @Test
  void twoProcessesOfOneTimeDoNotSilenceEachOther() throws Exception {
    JfrWriter one = types().event(92, 0, 1, 1_000_000_000_000L).event(112, 1, 5_000);
    JfrWriter other = types().event(92, 0, 1, 9_000_000_000_000L).event(111, 1, 700);
    JfrWriter same = types().event(92, 0, 1, 1_000_000_000_001L).event(111, 1, 700);
    try (Recording recording = open(one.chunk(), other.chunk())) {
      assertThat(sum(recording, SampleKind.ALLOC)).isEqualTo(5_700);
      assertThat(said(recording, "alloc:two-samplers")).isEqualTo("nothing");
    }
    try (Recording recording = open(one.chunk(), same.chunk())) {
      assertThat(sum(recording, SampleKind.ALLOC)).isEqualTo(700);
      assertThat(said(recording, "alloc:two-samplers")).contains("jdk.ObjectAllocationInNewTLAB");
    }
  }

  @Test
  void locksThatTwoRecordedByOneNameAreCountedOnce() throws Exception {
    JfrWriter profiler =
        new JfrWriter()
            .type(6, "long", "")
            .type(7, "java.lang.String", "")
            .type(10, "jdk.jfr.Timestamp", "java.lang.annotation.Annotation", "value 7")
            .type(101, "jdk.ExecutionSample", EVENT, "startTime 6 @10")
            .type(127, "jdk.ThreadPark", EVENT, "startTime 6 @10", "duration 6")
            .metadata()
            .event(127, 5, 30);
    JfrWriter jvm = types().event(127, 4, 9_000);
    try (Recording recording = open(profiler.chunk(), jvm.chunk())) {
      assertThat(sum(recording, SampleKind.PARK)).isEqualTo(30);
      assertThat(said(recording, "park:two-samplers"))
          .contains("jdk.ThreadPark is left out where a profiler tells");
    }
  }

  @Test
  void nativeMemoryThatWasFreedIsNotHeld() throws Exception {
    JfrWriter first =
        types()
            .event(116, 10, 0xA1, 1)
            .event(116, 20, 0xA2, 20)
            .event(117, 30, 0xA1)
            .event(116, 40, 0xA1, 300)
            .event(117, 45, 0xBAD)
            .event(116, 50, 0xA3, 4_000)
            .event(116, 60, 0xA4, 50_000)
            .event(116, 70, 0xA4, 600_000);
    // Freed in the next chunk, which another file holds.
    JfrWriter second = types().event(117, 5, 0xA3);
    first.event(92, 0, 77, 1);
    second.event(92, 0, 77, 1);
    byte[] next = at(JfrWriter.START_NANOS + MINUTE_NANOS, second);
    try (Recording recording = open(first.chunk(), next)) {
      assertThat(sum(recording, SampleKind.NATIVE_MEMORY)).isEqualTo(654_321);
      assertThat(sum(recording, SampleKind.NATIVE_LIVE)).isEqualTo(600_320);
      assertThat(recording.samples(SampleKind.NATIVE_LIVE).timeNanos())
          .startsWith(
              JfrWriter.START_NANOS + 20, JfrWriter.START_NANOS + 40, JfrWriter.START_NANOS + 70);
      assertThat(said(recording, "malloc:freed-too")).contains("freed again");
      assertThat(said(recording, "malloc-live:late")).contains("near the end");
    }
  }

  @Test
  void anAddressOfAnotherProcessIsAnotherBlock() throws Exception {
    JfrWriter one = types().event(92, 0, 1, 1).event(116, 10, 0xA1, 8).event(117, 11, 0xFF);
    JfrWriter other = types().event(92, 0, 2, 1).event(116, 5, 0xA2, 9).event(117, 20, 0xA1);
    try (Recording recording = open(one.chunk(), other.chunk())) {
      assertThat(sum(recording, SampleKind.NATIVE_LIVE)).isEqualTo(17);
    }
  }

  @Test
  void withoutFreesNobodyKnowsWhatIsHeld() throws Exception {
    try (Recording recording = open(types().event(116, 10, 0xA1, 8).chunk())) {
      assertThat(recording.sampleKinds()).containsExactly(SampleKind.NATIVE_MEMORY);
      assertThat(recording.samples(SampleKind.NATIVE_LIVE).isEmpty()).isTrue();
      assertThat(recording.blindSpots())
          .filteredOn(spot -> spot.id().equals("malloc:freed-too"))
          .singleElement()
          .extracting(BlindSpot::remedy)
          .asString()
          .contains("nofree");
    }
  }

  @Test
  void waitingSleepingAndPinnedAreNotLocks() throws Exception {
    JfrWriter writer =
        types().event(118, 1, 1_000).event(119, 2, 200).event(120, 3, 30).event(118, 4, 4);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.sampleKinds())
          .containsExactlyInAnyOrder(SampleKind.WAIT, SampleKind.PINNED);
      assertThat(sum(recording, SampleKind.WAIT)).isEqualTo(1_204);
      assertThat(sum(recording, SampleKind.PINNED)).isEqualTo(30);
      assertThat(recording.samples(SampleKind.WAIT).unit()).isEqualTo(WeightUnit.NANOSECONDS);
    }
  }

  @Test
  void nativeCodeIsNeverCpuTime() throws Exception {
    JfrWriter writer = types().event(121, 1, 0).event(121, 2, 0).event(101, 3, 0, 0, 0);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
      assertThat(sum(recording, SampleKind.NATIVE)).isEqualTo(2);
      assertThat(said(recording, "cpu:native-apart")).startsWith("2 samples");
    }
  }

  @Test
  void datadogsSamplesStandForMoreThanThemselves() throws Exception {
    JfrWriter writer = types().event(124, 1, 55).event(125, 2, 3).event(125, 3, 4);
    factored(writer, 122, 4, 100, 1.5f);
    factored(writer, 122, 5, 100, 0.5f);
    factored(writer, 123, 6, 1_000, 20f);
    factored(writer, 126, 7, 64, 10f);
    try (Recording recording = open(writer.chunk())) {
      assertThat(sum(recording, SampleKind.ALLOC)).isEqualTo(250);
      assertThat(sum(recording, SampleKind.IO)).isEqualTo(20_000);
      assertThat(sum(recording, SampleKind.NATIVE_MEMORY)).isEqualTo(640);
      assertThat(said(recording, "io:two-samplers")).contains("jdk.SocketRead is left out");
      assertThat(said(recording, "unwind:datadog")).contains("7 times");
    }
  }

  @Test
  void biasedSamplesOfCpuTimeAreTold() throws Exception {
    JfrWriter writer = types().event(110, 1, 1, 0, 10).event(110, 2, 0, 0, 10);
    try (Recording recording = open(writer.chunk())) {
      assertThat(said(recording, "biased:jdk.CPUTimeSample")).startsWith("1 of 2 samples");
    }
  }

  @Test
  void oneKindAloneGivesWhatItGivesAmongAll() throws Exception {
    JfrWriter writer = types().event(116, 10, 0xA1, 8).event(116, 20, 0xA2, 9).event(117, 30, 0xA1);
    Path file = Files.write(folder.resolve("one.jfr"), writer.chunk());
    ReadOptions options = ReadOptions.plain().withOnly(SampleKind.NATIVE_LIVE);
    try (Recording recording = EvidenceReader.open(List.of(file), options, Progress.NONE, null)) {
      assertThat(sum(recording, SampleKind.NATIVE_LIVE)).isEqualTo(9);
    }
  }
}
