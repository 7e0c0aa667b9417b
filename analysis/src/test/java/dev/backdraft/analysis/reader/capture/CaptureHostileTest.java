package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Captures that were made to cost more than they are. The time limit only ends a hang. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CaptureHostileTest {
  private static final String MONKEYS = "\n\ud83d\udc35\ud83d\ude48\ud83d\ude49\n";

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyOfNothingButSeparatorsIsOneBody() throws Exception {
    String body = MONKEYS.repeat(60_000);
    String gor =
        "1 00aa 1600000000000000000 0\nPOST /a HTTP/1.1\nContent-Length: "
            + bytes(body).length
            + "\n\n"
            + body
            + MONKEYS
            + "1 00ab 1600000000000000001 0\nGET /b HTTP/1.1\n\n"
            + MONKEYS;
    try (Requests requests = Captures.read(folder, gor)) {
      assertThat(requests.size()).isEqualTo(2);
      assertThat(requests.entry(0).fault()).isEqualTo(RequestFault.NONE);
      assertThat(requests.entry(0).body()).isEqualTo(bytes(body));
    }
  }

  @Test
  void aChunkedBodyThatNeverEndsIsGivenUp() throws Exception {
    String gor =
        "1 00aa 1600000000000000000 0\nPOST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n7fffffff\n"
            + MONKEYS.repeat(100_000)
            + "1 00ab 1600000000000000001 0\nGET /b HTTP/1.1\n\n"
            + MONKEYS;
    try (Requests requests = Captures.read(folder, gor)) {
      assertThat(requests.size()).isEqualTo(2);
      assertThat(requests.entry(0).fault()).isEqualTo(RequestFault.BODY_TRUNCATED);
      assertThat(requests.entry(1).target()).isEqualTo("/b");
    }
  }

  @Test
  void headersWithoutNumberAreNoRequest() throws Exception {
    String gor =
        "1 00aa 1600000000000000000 0\nGET /a HTTP/1.1\n" + "a:b\n".repeat(1_000_000) + "\n";
    try (Requests requests = Captures.read(folder, gor + MONKEYS)) {
      assertThat(requests.size()).isEqualTo(1);
      assertThat(requests.entry(0).fault()).isEqualTo(RequestFault.NOT_HTTP);
    }
  }

  @Test
  void pairsWithoutNamesAreGoneThroughOnce() {
    Redactor redactor = new Redactor(RedactionRules.usual(), Captures.KEY);
    byte[] body = new byte[4 << 20];
    Arrays.fill(body, (byte) '&');
    byte[] hidden =
        redactor.body(body, RequestHeaders.of("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(hidden).isEqualTo(body);
  }

  @Test
  void aLongParameterIsOneParameter() throws Exception {
    String value = "%41b".repeat(100_000);
    String har =
        "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T00:00:01Z\",\"time\":1,"
            + "\"request\":{\"method\":\"POST\",\"url\":\"http://a/b\",\"headers\":[],"
            + "\"postData\":{\"params\":[{\"name\":\"x\",\"value\":\""
            + value
            + "\"}]}}}]}}";
    try (Requests requests = Captures.read(folder, har)) {
      assertThat(requests.entry(0).body()).isEqualTo(bytes("x=" + value));
    }
  }

  @Test
  void aLineOfBracketsIsNoRequest() throws Exception {
    String line = "[2020-01-01T00000000] \"\" 1 ".repeat(30_000) + "1 ".repeat(20_000) + '\n';
    String good = "h - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 1\n";
    try (Requests requests = Captures.read(folder, good + line.repeat(5))) {
      assertThat(requests.size()).isEqualTo(1);
      assertThat(requests.problems()).hasSize(1);
    }
  }

  @Test
  void deepNestingIsAProblem() throws Exception {
    String deep = "{\"a\":".repeat(100_000);
    String good = "{\"msec\":1600000000.5,\"method\":\"GET\",\"uri\":\"/x\",\"status\":200}\n";
    try (Requests requests = Captures.read(folder, good + deep + '\n' + good)) {
      assertThat(requests.size()).isEqualTo(2);
      assertThat(requests.problems()).isNotEmpty();
    }
  }

  @Test
  void faultsWithoutNumberAreToldInPart() throws Exception {
    String good = "{\"backdraft\":\"requests\",\"version\":1}\n";
    try (Requests requests = Captures.read(folder, good + "{]\n".repeat(200_000))) {
      assertThat(requests.problems()).hasSizeBetween(1, 10_000);
    }
  }

  @Test
  void packedMembersWithoutNumberAreReadOneAfterTheOther() throws Exception {
    byte[] empty = packed("");
    byte[] last = packed("h - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 1\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) {
      all.writeBytes(empty);
    }
    all.writeBytes(last);
    try (Requests requests = Captures.read(folder, all.toByteArray())) {
      assertThat(requests.size()).isEqualTo(1);
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes(text));
    }
    return packed.toByteArray();
  }

  @Test
  void spansBehindABreakDoNotLoseThoseBeforeIt() throws Exception {
    String span =
        "{\"traceId\":\"a\",\"spanId\":\"%s\",\"kind\":2,\"startTimeUnixNano\":\"16\",\"attributes\":["
            + "{\"key\":\"http.method\",\"value\":{\"stringValue\":\"GET\"}},"
            + "{\"key\":\"http.target\",\"value\":{\"stringValue\":\"/%s\"}}]}";
    String head =
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
            + "{\"stringValue\":\"s\"}}]},\"scopeSpans\":[{\"spans\":[";
    String cut = head + span.formatted("b", "b") + ",{\"traceId\":!!\n";
    String whole = head + span.formatted("c", "c") + "]}]}]}\n";
    try (Requests requests = Captures.read(folder, cut + whole)) {
      assertThat(requests.size()).isEqualTo(2);
      assertThat(requests.problems()).hasSize(1);
    }
  }
}
