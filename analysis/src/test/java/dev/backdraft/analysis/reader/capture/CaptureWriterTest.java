package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureWriterTest {
  private static final String LINES =
      """
      {"backdraft":"requests","version":1}
      {"time":"2026-01-01T00:00:01.000000001Z","durationNanos":1000000,"method":"POST","scheme":"http","host":"h:1","target":"/a?b=%20","version":"1.1","session":"s1","headers":[["Content-Type","application/json"],["X","1"],["X","2"]],"body":"{\\"a\\":\\"é\\"}","response":{"status":200,"headers":[["ETag","\\"x\\""]],"bodyBase64":"AP8="}}
      {"time":"2026-01-01T00:00:02Z","method":"PUT","scheme":"https","host":"h","target":"/b","bodyBase64":"/wA="}
      {"time":"2026-01-01T00:00:03Z","method":"POST","scheme":"http","host":"h","target":"/c","fault":"body-lost"}
      """;

  @TempDir Path folder;

  private interface Writing {
    void write(Requests requests, ByteArrayOutputStream out) throws Exception;
  }

  private Requests again(Requests requests, Writing writing) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.write(requests, out);
    return Captures.read(folder, out.toByteArray());
  }

  @Test
  void ownLinesComeBackByteForByte() throws Exception {
    Requests requests = Captures.read(folder, LINES);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CaptureWriter.jsonLines(requests, out);
    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(LINES);
  }

  @Test
  void harKeepsBodiesBinaryOnesIncluded() throws Exception {
    Requests requests = Captures.read(folder, LINES);
    Requests har = again(requests, CaptureWriter::har);
    assertThat(har.size()).isEqualTo(3);
    assertThat(har.entry(0).body()).isEqualTo(requests.entry(0).body());
    assertThat(har.entry(1).body()).isEqualTo(requests.entry(1).body());
    assertThat(har.entry(0).headers()).isEqualTo(requests.entry(0).headers());
    assertThat(har.timeNanos(0)).isEqualTo(requests.timeNanos(0));
    assertThat(har.session(0)).isEqualTo("s1");
  }

  @Test
  void gorKeepsWhatCanBeReplayed() throws Exception {
    Requests requests = Captures.read(folder, LINES);
    Requests gor = again(requests, CaptureWriter::gor);
    assertThat(gor.size()).isEqualTo(2);
    assertThat(gor.entry(0).body()).isEqualTo(requests.entry(0).body());
    assertThat(gor.status(0)).isEqualTo(200);
    assertThat(gor.durationNanos(0)).isEqualTo(1_000_000);
    assertThat(gor.entry(1).body()).isEqualTo(requests.entry(1).body());
  }

  @Test
  void harKeepsWhatCannotBeReplayedApart() throws Exception {
    Requests har = again(Captures.read(folder, LINES), CaptureWriter::har);
    assertThat(har.fault(2)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(har.coverage().message()).startsWith("2 of 3 requests can be replayed");
  }

  @Test
  void harKeepsTextsThatLookLikeALossAndTheServerItself() throws Exception {
    String lines =
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:01Z","method":"POST","scheme":"http","host":"h","target":"/a","body":"a\ufffdb"}
        {"time":"2026-01-01T00:00:02Z","method":"POST","scheme":"http","host":"h","target":"/b","headers":[["Content-Encoding","x"]],"body":"{}"}
        {"time":"2026-01-01T00:00:03Z","method":"OPTIONS","scheme":"http","host":"h:1","target":"*"}
        """;
    Requests requests = Captures.read(folder, lines);
    assertThat(Captures.dump(again(requests, CaptureWriter::har)))
        .isEqualTo(Captures.dump(requests));
  }

  @Test
  void harTellsADroppedConnectionFromWhatNobodyKnows() throws Exception {
    String lines =
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:01Z","durationNanos":1000,"method":"GET","scheme":"http","host":"h","target":"/a","response":{"status":0}}
        {"time":"2026-01-01T00:00:02Z","method":"GET","scheme":"http","host":"h","target":"/b"}
        {"time":"2026-01-01T00:00:03Z","durationNanos":0,"method":"GET","scheme":"http","host":"h","target":"/c","response":{"status":200}}
        """;
    try (Requests requests = Captures.read(folder, lines)) {
      try (Requests again = again(requests, CaptureWriter::har)) {
        assertThat(Captures.dump(again)).isEqualTo(Captures.dump(requests));
        assertThat(again.durationNanos(1)).isEqualTo(-1);
        assertThat(again.durationNanos(2)).isZero();
      }
    }
  }
}
