package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MissingKindTest {
  private static Recording by(String producer, BlindSpot... spots) {
    Recording text = TextRecording.of("a.B.c 1\n");
    Recording.Summary summary =
        new Recording.Summary(
            List.of(),
            new JvmInfo("", "", -1, -1, producer),
            0,
            100,
            List.of(),
            Set.of(),
            List.of(),
            List.of(spots));
    Recording.Tables tables =
        new Recording.Tables(
            text.strings(), text.methods(), text.frames(), text.stacks(), text.threads());
    return new Recording(summary, tables, new Nothing());
  }

  private record Nothing() implements Recording.Columns {
    @Override
    public Samples samples(SampleKind kind) {
      return Samples.none(kind);
    }

    @Override
    public EventTable events(String typeName) {
      throw new IllegalArgumentException(typeName);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(SampleKind.class)
  void nobodyIsToldOfSettingsThatTheirProfilerHasNot(SampleKind kind) {
    String async = MissingKind.why(by("async-profiler"), kind);
    assertThat(async).doesNotContain("HotSpot", "settings=profile", "was off").endsWith(".");
    assertThat(MissingKind.why(by("native-image"), kind)).doesNotContain("HotSpot", "async");
    assertThat(MissingKind.why(by("datadog"), kind)).doesNotContain("HotSpot", "settings=profile");
    assertThat(MissingKind.why(by("hotspot"), kind)).doesNotContain("ddprof").endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "async-profiler, WALL, -e wall",
    "async-profiler, NATIVE_MEMORY, -e nativemem",
    "async-profiler, PARK, --lock",
    "datadog, LIVE, liveheap",
    "hotspot, PARK, jdk.ThreadPark",
    "hotspot and async-profiler, PARK, jdk.ThreadPark"
  })
  void aReasonFitsWhoWroteTheFile(String producer, SampleKind kind, String said) {
    assertThat(MissingKind.why(by(producer), kind)).contains(said);
  }

  @Test
  void whatTheSettingsSayComesFirstAndOtherBlindSpotsAreNoReason() {
    BlindSpot read = off("jdk.FileRead");
    BlindSpot write = off("jdk.FileWrite");
    BlindSpot cut =
        new BlindSpot("stacks:truncated", Set.of(SampleKind.values()), "959 were cut.", "Deeper.");
    Recording recording = by("hotspot", cut, read, write);
    assertThat(MissingKind.why(recording, SampleKind.IO))
        .isEqualTo("jdk.FileRead was not recorded. jdk.FileWrite was not recorded. Switch it on.");
    assertThat(MissingKind.why(recording, SampleKind.WALL)).doesNotContain("cut");
  }

  private static BlindSpot off(String type) {
    return new BlindSpot(
        "off:" + type, Set.of(SampleKind.IO), type + " was not recorded.", "Switch it on.");
  }
}
