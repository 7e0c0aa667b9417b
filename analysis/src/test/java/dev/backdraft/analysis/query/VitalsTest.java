package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EventType.Content;
import dev.backdraft.analysis.recording.EventType.Field;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VitalsTest {
  /** The table of pauses, as a JVM of that time calls it. */
  private static EventTable pauses(String name, long[] at, long[] nanos) {
    List<Field> fields =
        List.of(
            new Field("startTime", "", "long", Content.TIMESTAMP),
            new Field("duration", "", "long", Content.TIMESPAN));
    EventType type = new EventType(name, "", "", List.of(), fields, at.length);
    return new EventTable(type, at.length, new Object[] {at, nanos});
  }

  private static Recording of(EventTable... tables) {
    Recording text = TextRecording.of("a.B.c 1\n");
    Recording.Summary summary =
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            100,
            List.of(tables).stream().map(EventTable::type).toList(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of());
    Recording.Tables ids =
        new Recording.Tables(
            text.strings(), text.methods(), text.frames(), text.stacks(), text.threads());
    return new Recording(summary, ids, new Given(tables));
  }

  private record Given(EventTable... tables) implements Recording.Columns {
    @Override
    public Samples samples(SampleKind kind) {
      return Samples.none(kind);
    }

    @Override
    public EventTable events(String typeName) {
      return List.of(tables).stream()
          .filter(table -> table.type().name().equals(typeName))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {}
  }

  @Test
  void everyNameThatHotSpotEverHadForAnEventTells() {
    EventTable old = pauses("com.oracle.jdk.GCPhasePause", new long[] {1, 9}, new long[] {10, 90});
    assertThat(Vitals.of(of(old)).pauses().timeNanos()).containsExactly(1, 9);
    EventTable now = pauses("jdk.GCPhasePause", new long[] {5}, new long[] {50});
    Vitals.Series both = Vitals.of(of(now, old)).pauses();
    assertThat(both.timeNanos()).containsExactly(1, 5, 9);
    assertThat(both.value()).containsExactly(10, 50, 90);
    EventTable own = pauses("GCPhasePause", new long[] {7}, new long[] {1});
    assertThat(Vitals.of(of(own)).pauses().isEmpty()).as("somebody else's event").isTrue();
  }

  @Test
  void aRecordingOfJdk10HasLoadHeapAndPauses() throws Exception {
    Path file =
        Path.of(System.getProperty("backdraft.root", "."))
            .resolve("../shared/corpus/jfr/openjdk-jmc__allocation_10s_before.jfr");
    assumeTrue(Files.exists(file), "the corpus is not here: " + file);
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Vitals vitals = Vitals.of(recording);
      assertThat(vitals.cpu().max()).isBetween(0.001, 1.0);
      assertThat(vitals.heapAfterGc().max()).isGreaterThan(1 << 20);
      assertThat(vitals.pauses().max()).isGreaterThan(0);
    }
  }
}
