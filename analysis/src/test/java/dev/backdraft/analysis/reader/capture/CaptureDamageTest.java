package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Requests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, reading ends in requests, problems or an EvidenceException. */
class CaptureDamageTest {
  private static final String HAR =
      "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T00:00:01Z\",\"time\":1,\"request\":"
          + "{\"method\":\"POST\",\"url\":\"http://a/b?token=x\",\"headers\":[{\"name\":\"Cookie\","
          + "\"value\":\"a=b\"}],\"postData\":{\"text\":\"{\\\"a\\\":1}\"}},\"response\":{\"status\":200,"
          + "\"content\":{\"text\":\"AA==\",\"encoding\":\"base64\"}}}]}}";
  private static final String GOR =
      """
      1 00aa 1600000000000000000 0
      POST /a HTTP/1.1
      Transfer-Encoding: chunked

      2
      ab
      0


      \ud83d\udc35\ud83d\ude48\ud83d\ude49
      2 00aa 1600000000000000000 5
      HTTP/1.1 200 OK

      x
      \ud83d\udc35\ud83d\ude48\ud83d\ude49
      """;
  private static final String LOG =
      "h 1.1.1.1 - - [17/May/2015:10:05:03 +0000] \"GET /a\\x20 HTTP/1.1\" 200 1 \"r\" \"a\""
          + " 0.123\n"
          + "{\"msec\":1600000000.5,\"method\":\"GET\",\"uri\":\"/x\",\"status\":200,\"request_time\":1}\n";
  private static final String SPANS =
      "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":"
          + "\"s\"}}]},\"scopeSpans\":[{\"spans\":[{\"traceId\":\"a\",\"spanId\":\"b\",\"kind\":2,"
          + "\"startTimeUnixNano\":\"1600000000000000000\",\"attributes\":[{\"key\":\"http.method\",\"value\":"
          + "{\"stringValue\":\"GET\"}},{\"key\":\"http.target\",\"value\":{\"stringValue\":\"/\"}}]}]}]}]}";
  private static final String ZIPKIN =
      "[{\"traceId\":\"a\",\"id\":\"b\",\"kind\":\"SERVER\",\"name\":\"get\",\"timestamp\":16e14,"
          + "\"tags\":{\"http.path\":\"/\"}}]";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {HAR, GOR, LOG, SPANS, ZIPKIN})
  void everyPrefixIsReadOrRefused(String text) throws Exception {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    assertThat(requestsIn(whole)).isPositive();
    for (int length = 0; length < whole.length; length++) {
      requestsIn(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HAR, GOR, LOG, SPANS, ZIPKIN})
  void flippedBytesAreReadOrRefused(String text) throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 400; round++) {
      byte[] damaged = whole.clone();
      for (int flip = random.nextInt(1, 6); flip > 0; flip--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      requestsIn(damaged);
    }
  }

  private int requestsIn(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("damaged"), bytes);
    try (Requests requests = CaptureReader.open(List.of(file), Captures.options(), Progress.NONE)) {
      for (int i = 0; i < requests.size(); i++) {
        assertThat(requests.entry(i).method()).isNotNull();
      }
      return requests.size();
    } catch (EvidenceException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return 0;
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNoCapture() throws Exception {
    assertThatThrownBy(() -> Captures.read(folder, "")).isInstanceOf(EvidenceException.Empty.class);
    assertThatThrownBy(() -> Captures.read(folder, "hello"))
        .isInstanceOf(EvidenceException.Unknown.class);
    assertThatThrownBy(() -> Captures.read(folder, "{\"version\":1,\"requests\":{\"total\":5}}"))
        .isInstanceOf(EvidenceException.Unknown.class);
  }

  @Test
  void stopsWhenCancelled() throws Exception {
    Path file = Files.writeString(folder.resolve("har"), HAR);
    Progress cancelled =
        new Progress() {
          @Override
          public void bytes(long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> CaptureReader.open(List.of(file), Captures.options(), cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
