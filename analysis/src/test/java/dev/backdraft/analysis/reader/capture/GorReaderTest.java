package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.analysis.recording.RequestsBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GorReaderTest {
  private static final String MONKEYS = "\n🐵🙈🙉\n";
  @TempDir Path folder;

  private static String request(int id, String nanos, String http) {
    return "1 " + String.format("%024x", id) + " " + nanos + " 0\n" + http.replace("\n", "\r\n");
  }

  private static String get(int id, String nanos, String path) {
    return request(id, nanos, "GET " + path + " HTTP/1.1\nHost: shop\n\n");
  }

  private String dump(String... records) throws Exception {
    return Captures.dump(Captures.read(folder, String.join("", records)));
  }

  @Test
  void pairsResponsesAndKeepsTheLastRecordWithoutASeparator() throws Exception {
    String response =
        "2 000000000000000000000001 1600000000000000000 5000000\n"
            + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok";
    String post =
        request(1, "1600000000000000000", "POST /a HTTP/1.1\nHost: shop\nContent-Length: 3\n\nabc");
    assertThat(dump(post, MONKEYS, response, MONKEYS, get(2, "1600000001000000000", "/b")))
        .isEqualTo(
            """
            2020-09-13T12:26:40Z 5.000ms POST shop /a -> 201
              | abc
              < ok
            2020-09-13T12:26:41Z - GET shop /b -> -1
            """);
  }

  @Test
  void sortsTimesThatGoBackwardsAndReadsOldRecordsOfThreeFields() throws Exception {
    String old = "1 " + "a".repeat(40) + " 1600000000000000000\nGET /old HTTP/1.0\r\n\r\n";
    assertThat(dump(get(1, "1600000001000000000", "/new"), MONKEYS, old, MONKEYS))
        .isEqualTo(
            """
            2020-09-13T12:26:40Z - GET  /old -> -1
            2020-09-13T12:26:41Z - GET shop /new -> -1
            """);
  }

  @Test
  void joinsABodyThatHoldsTheSeparator() throws Exception {
    String body = "x" + MONKEYS + "y";
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String post =
        request(1, "1600000000000000000", "POST /a HTTP/1.1\nContent-Length: " + length + "\n\n");
    Requests requests =
        Captures.read(
            folder, post + body + MONKEYS + get(2, "1600000001000000000", "/b") + MONKEYS);
    assertThat(requests.entry(0).body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    assertThat(requests.target(1)).isEqualTo("/b");
    assertThat(requests.coverage().replayable()).isEqualTo(2);
  }

  @Test
  void splitsRecordsAndRequestsThatAreGluedTogether() throws Exception {
    String pipelined = request(1, "1600000000000000000", "GET /1 HTTP/1.1\n\nGET /2 HTTP/1.1\n\n");
    String glued = get(3, "1600000000000000002", "/3") + "\n" + get(4, "1600000000000000003", "/4");
    Requests requests = Captures.read(folder, pipelined + MONKEYS + glued + MONKEYS);
    assertThat(requests.size()).isEqualTo(4);
    assertThat(requests.target(1)).isEqualTo("/2");
    assertThat(requests.target(3)).isEqualTo("/4");
    assertThat(requests.coverage().replayable()).isEqualTo(4);
  }

  @Test
  void quarantinesWhatDoesNotAddUp() throws Exception {
    String cut = request(1, "1600000000000000000", "POST /a HTTP/1.1\nContent-Length: 9\n\nabc");
    String extra = request(2, "1600000000000000001", "GET /b HTTP/1.1\n\nleft over bytes");
    String garbage = request(3, "1600000000000000002", "\u0016\u0003\u0001 hello");
    Requests requests = Captures.read(folder, cut + MONKEYS + extra + MONKEYS + garbage + MONKEYS);
    assertThat(requests.fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
    assertThat(requests.fault(1)).isEqualTo(RequestFault.BAD_FRAMING);
    assertThat(requests.fault(2)).isEqualTo(RequestFault.NOT_HTTP);
  }

  @Test
  void undoesTheChunkedCoding() throws Exception {
    String post =
        request(
            1,
            "1600000000000000000",
            "POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n2;x=y\nde\n0\nTrailer: t\n\n");
    assertThat(dump(post, MONKEYS)).isEqualTo("2020-09-13T12:26:40Z - POST  /a -> -1\n  | abcde\n");
  }

  @Test
  void readsAGzipFileThatWasNeverFinished() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed, true)) {
      out.write((get(1, "1600000000000000000", "/a") + MONKEYS).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 8);
    Requests requests = Captures.read(folder, cut);
    assertThat(requests.size()).isEqualTo(1);
    assertThat(requests.problems()).hasSize(1);
  }

  @Test
  void givesUpTheOldestOfTooManyRequestsWithoutAResponse() throws Exception {
    RequestsBuilder builder = new RequestsBuilder();
    GorPairs pairs = new GorPairs(new CaptureSink(builder, Captures.options()));
    for (int i = 0; i < GorPairs.WAITING_REQUESTS + 500; i++) {
      pairs.request(Integer.toHexString(i), i);
    }
    assertThat(pairs.waiting()).isEqualTo(GorPairs.WAITING_REQUESTS);
    pairs.finish();
    builder.discard();
  }
}
