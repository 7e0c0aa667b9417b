package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarReaderTest {
  @TempDir Path folder;

  private Requests har(String... entries) throws Exception {
    return Captures.read(folder, text(entries));
  }

  private static String text(String... entries) {
    return "\ufeff{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"t\"},\"entries\":["
        + String.join(",", entries)
        + "]}}";
  }

  private static String entry(String time, String request, String more) {
    return "{\"startedDateTime\":\""
        + time
        + "\",\"time\":5,\"request\":{"
        + request
        + "}"
        + more
        + "}";
  }

  private static String get(String time, String url) {
    return entry(time, "\"method\":\"GET\",\"url\":\"" + url + "\"", "");
  }

  @Test
  void sortsByTimeAndKeepsTheOrderOfEqualTimes() throws Exception {
    Requests requests =
        har(
            get("2026-01-01T00:00:02Z", "http://a/late"),
            get("2026-01-01T01:00:01+01:00", "http://a/one"),
            get("2026-01-01T00:00:01.000Z", "http://a/two"));
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2026-01-01T00:00:01Z 5.000ms GET a /one -> -1
            2026-01-01T00:00:01Z 5.000ms GET a /two -> -1
            2026-01-01T00:00:02Z 5.000ms GET a /late -> -1
            """);
  }

  @Test
  void stripsWhatBelongsToTheConnection() throws Exception {
    Requests requests =
        har(
            entry(
                "2026-01-01T00:00:01Z",
                """
                "method":"POST","url":"http://a:8080/x?q=1#frag","httpVersion":"h2","headers":[
                {"name":":authority","value":"a"},{"name":"Host","value":"a"},
                {"name":"Connection","value":"keep-alive, X-Gone"},{"name":"X-Gone","value":"1"},
                {"name":"content-length","value":"2"},["Accept","*/*"],{"name":"x-k","value":"v"}],
                "postData":{"mimeType":"text/plain","text":"hi"}
                """,
                ""));
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2026-01-01T00:00:01Z 5.000ms POST a:8080 /x?q=1 -> -1
              Accept: */*
              x-k: v
              | hi
            """);
    assertThat(requests.entry(0).version()).isEqualTo("2");
  }

  @Test
  void doesNotSendABinaryBodyThatTheToolDestroyed() throws Exception {
    Requests requests =
        har(
            entry(
                "2026-01-01T00:00:01Z",
                "\"method\":\"POST\",\"url\":\"http://a/\",\"bodySize\":4,"
                    + "\"postData\":{\"mimeType\":\"image/png\",\"text\":\"\ufffdPNG\ufffd\"}",
                ""));
    assertThat(requests.fault(0)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(requests.coverage().message())
        .isEqualTo(
            "0 of 1 requests can be replayed (0.0 % of recorded time); 1: the tool that wrote the"
                + " capture destroyed the binary body");
  }

  @Test
  void readsBase64BodiesAndFormParameters() throws Exception {
    Requests requests =
        har(
            entry(
                "2026-01-01T00:00:01Z",
                "\"method\":\"POST\",\"url\":\"http://a/\",\"postData\":{\"mimeType\":\"x/y\","
                    + "\"encoding\":\"base64\",\"text\":\"AAH/\"}",
                ""),
            entry(
                "2026-01-01T00:00:02Z",
                "\"method\":\"POST\",\"url\":\"http://a/\",\"postData\":{"
                    + "\"mimeType\":\"application/x-www-form-urlencoded\",\"text\":\"\",\"params\":[{\"name\":\"a"
                    + " b\",\"value\":\"1&2\"},{\"name\":\"c\",\"value\":\"%20\"}]}",
                ""),
            entry(
                "2026-01-01T00:00:03Z",
                "\"method\":\"POST\",\"url\":\"http://a/\",\"bodySize\":10,\"postData\":{"
                    + "\"mimeType\":\"multipart/form-data\",\"params\":[{\"name\":\"f\"}]}",
                ""));
    assertThat(requests.entry(0).body()).isEqualTo(new byte[] {0, 1, (byte) 0xff});
    assertThat(requests.entry(1).body())
        .isEqualTo("a+b=1%262&c=%20".getBytes(StandardCharsets.UTF_8));
    assertThat(requests.fault(2)).isEqualTo(RequestFault.NO_BODY);
  }

  @Test
  void tellsWhatWasNeverSentFromWhatGotNoAnswer() throws Exception {
    Requests requests =
        har(
            get("2026-01-01T00:00:01Z", "data:text/plain,x"),
            entry(
                "2026-01-01T00:00:02Z",
                "\"method\":\"GET\",\"url\":\"http://a/ad\"",
                ",\"response\":{\"status\":0,\"_error\":\"net::ERR_BLOCKED_BY_CLIENT\"}"),
            entry(
                "2026-01-01T00:00:03Z",
                "\"method\":\"GET\",\"url\":\"http://a/reset\"",
                ",\"response\":{\"status\":0,\"_error\":\"net::ERR_CONNECTION_RESET\"}"),
            entry(
                "2026-01-01T00:00:04Z",
                "\"method\":\"GET\",\"url\":\"http://a/c\"",
                ",\"_fromCache\":\"memory\""),
            entry(
                "2026-01-01T00:00:05Z",
                "\"method\":\"GET\",\"url\":\"wss://a/socket\"",
                ",\"response\":{\"status\":101}"),
            entry("2026-01-01T00:00:06Z", "\"method\":\"CONNECT\",\"url\":\"a:443\"", ""));
    assertThat(requests.fault(0)).isEqualTo(RequestFault.NOT_SENT);
    assertThat(requests.fault(1)).isEqualTo(RequestFault.NOT_SENT);
    assertThat(requests.fault(2)).isEqualTo(RequestFault.NONE);
    assertThat(requests.status(2)).isEqualTo(RequestResponse.NO_RESPONSE);
    assertThat(requests.fault(3)).isEqualTo(RequestFault.NOT_SENT);
    assertThat(requests.fault(4)).isEqualTo(RequestFault.UPGRADE);
    assertThat(requests.fault(5)).isEqualTo(RequestFault.TUNNEL);
  }

  @Test
  void addsTheTimeInTheQueueAndSumsTheTimingsWhenThereIsNoTotal() throws Exception {
    Requests requests =
        har(
            "{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"time\":null,\"timings\":{\"blocked\":10,"
                + "\"dns\":-1,\"connect\":5,\"ssl\":4,\"send\":1,\"wait\":20,\"receive\":2},"
                + "\"request\":{\"method\":\"GET\",\"url\":\"http://a/\"}}");
    assertThat(Captures.dump(requests))
        .isEqualTo("2026-01-01T00:00:00.010Z 28.000ms GET a / -> -1\n");
  }

  @Test
  void warnsOfChromesSanitisedExport() throws Exception {
    String text =
        text(get("2026-01-01T00:00:01Z", "http://a/")).replace("\"t\"", "\"WebInspector\"");
    assertThat(Captures.read(folder, text).notes()).anyMatch(note -> note.contains("sanitised"));
  }

  @Test
  void readsADeflatedHar() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(text(get("2026-01-01T00:00:01Z", "http://a/z")).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Captures.read(folder, packed.toByteArray()).target(0)).isEqualTo("/z");
  }

  @Test
  void keepsWhatStandsBeforeACut() throws Exception {
    String text =
        text(get("2026-01-01T00:00:01Z", "http://a/1"), get("2026-01-01T00:00:02Z", "/2"));
    Requests requests = Captures.read(folder, text.substring(0, text.length() - 40));
    assertThat(requests.size()).isEqualTo(1);
    assertThat(requests.problems()).hasSize(1);
  }

  @Test
  void refusesHeadersThatWouldSmuggleARequest() throws Exception {
    Requests requests =
        har(
            entry(
                "2026-01-01T00:00:01Z",
                "\"method\":\"GET\",\"url\":\"http://a/\",\"headers\":[{\"name\":\"x\","
                    + "\"value\":\"1\\r\\n\\r\\nGET /evil HTTP/1.1\"}]",
                ""));
    assertThat(requests.fault(0)).isEqualTo(RequestFault.NOT_HTTP);
  }

  private static String destroyed(String length, String type, int size) {
    String header =
        length.isEmpty()
            ? ""
            : "\"headers\":[{\"name\":\"Content-Length\",\"value\":\"" + length + "\"}],";
    return entry(
        "2026-01-01T00:00:01Z",
        "\"method\":\"POST\",\"url\":\"http://a/\","
            + header
            + "\"bodySize\":"
            + size
            + ",\"postData\":{\"mimeType\":\""
            + type
            + "\",\"text\":\"\ufffdPNG\ufffd\"}",
        "");
  }

  @Test
  void believesNoSizeThatWasCountedOnTheDestroyedText() throws Exception {
    assertThat(har(destroyed("", "image/png", 9)).fault(0)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(har(destroyed("5", "image/png", 9)).fault(0)).isEqualTo(RequestFault.BODY_LOST);
    // As many bytes in Latin-1 as were sent, but question marks.
    assertThat(har(destroyed("5", "text/plain; charset=iso-8859-1", 5)).fault(0))
        .isEqualTo(RequestFault.BODY_LOST);
    Requests meant = har(destroyed("9", "text/plain", 9));
    assertThat(meant.fault(0)).isEqualTo(RequestFault.NONE);
    assertThat(meant.entry(0).body()).isEqualTo("\ufffdPNG\ufffd".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesAPackedBodyAsTextOnlyOnTheWordOfTheWire() throws Exception {
    String packed =
        "\"method\":\"POST\",\"url\":\"http://a/\",\"bodySize\":2,\"headers\":[{\"name\":"
            + "\"Content-Encoding\",\"value\":\"gzip\"}],"
            + "\"postData\":{\"mimeType\":\"application/json\",\"text\":\"{}\"}";
    assertThat(har(entry("2026-01-01T00:00:01Z", packed, "")).fault(0))
        .isEqualTo(RequestFault.BODY_LOST);
  }

  @Test
  void readsTheAddressOfOptionsOfTheWholeServer() throws Exception {
    String whole = "\"method\":\"OPTIONS\",\"url\":\"http://a:8080\"";
    Requests requests = har(entry("2026-01-01T00:00:01Z", whole, ""));
    assertThat(requests.target(0)).isEqualTo("*");
    assertThat(requests.fault(0)).isEqualTo(RequestFault.NONE);
  }

  @Test
  void leavesOutWhatHasNoTimeAndSaysSo() throws Exception {
    Requests requests =
        har(
            get("2026-01-01T00:00:01Z", "http://a/1"),
            get("yesterday", "http://a/2"),
            get("0001-01-01T00:00:00Z", "http://a/3"),
            get("1970-01-01T00:00:00.000Z", "http://a/4"),
            "{\"request\":{\"method\":\"GET\",\"url\":\"http://a/5\"}}",
            get("2026-01-01T00:00:02Z", "http://a/6"));
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2026-01-01T00:00:01Z 5.000ms GET a /1 -> -1
            2026-01-01T00:00:02Z 5.000ms GET a /6 -> -1
            """);
    assertThat(requests.problems()).hasSize(4);
    assertThat(requests.problems())
        .allSatisfy(problem -> {
          assertThat(problem.kind()).isEqualTo(Problem.Kind.BROKEN_EVENT);
          assertThat(problem.offset()).isPositive();
          assertThat(problem.message()).contains("the time of a request");
        });
  }

  private static String binary(String length, String text, int size) {
    return entry(
        "2026-01-01T00:00:01Z",
        "\"method\":\"POST\",\"url\":\"http://a/\",\"headers\":["
            + (length.isEmpty() ? "" : "{\"name\":\"Content-Length\",\"value\":\"" + length + "\"}")
            + "],\"bodySize\":"
            + size
            + ",\"postData\":{\"mimeType\":\"image/png\",\"encoding\":\"base64\",\"text\":\""
            + text
            + "\"}",
        "");
  }

  @Test
  void sendsNoBinaryBodyThatIsBrokenOrOfAnotherLength() throws Exception {
    assertThat(har(binary("", "!!!", 256)).fault(0)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(har(binary("", "AAE*", -1)).fault(0)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(har(binary("", "AAEC", 256)).fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
    assertThat(har(binary("256", "AAEC", 3)).fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
    assertThat(har(binary("2", "AAEC", 3)).fault(0)).isEqualTo(RequestFault.BODY_LOST);
    assertThat(har(binary("", "", 3)).fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
  }

  @Test
  void sendsABinaryBodyWhoseLengthFitsOrIsNotTold() throws Exception {
    for (String good :
        new String[] {
          binary("3", "AAEC", 3),
          binary("", "AAEC", -1),
          binary("", "AAEC", 0),
          binary("", "AAEC", 4),
          binary("3", "AA\\r\\nEC", -1)
        }) {
      Requests requests = har(good);
      assertThat(requests.fault(0)).isEqualTo(RequestFault.NONE);
      assertThat(requests.entry(0).body()).isEqualTo(new byte[] {0, 1, 2});
    }
  }

  private static String posted(String size, String type, String text, String more) {
    return entry(
        "2026-01-01T00:00:01Z",
        "\"method\":\"POST\",\"url\":\"http://a/\",\"bodySize\":"
            + size
            + more
            + ",\"postData\":{\"mimeType\":\""
            + type
            + "\",\"text\":\""
            + text
            + "\"}",
        "");
  }

  @Test
  void sendsNoTextThatIsShorterThanItsSize() throws Exception {
    String cut = "{\\\"a\\\":[1,2";
    for (String text : List.of(cut, cut + "]}")) {
      try (Requests requests = har(posted("5000", "application/json", text, ""))) {
        assertThat(requests.fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, application/json, ä, ''",
    "0, application/json, ä, ''",
    "null, application/json, ä, ''",
    "2, application/json, ä, ''",
    // Counted in characters, or in another charset than the text is stored in.
    "1, application/json, ä, ''",
    "1, text/plain; charset=iso-8859-1, ä, ''",
    "4, text/plain; charset=utf-16le, äö, ''",
    // Counted with the head.
    "302, application/json, ä, ',\"headersSize\":300'",
    // Ends of lines made one character, and a byte order mark that is gone.
    "5, text/plain, a\\nb\\n, ''",
    "4, application/json, a, ''",
    // What the wire says counts.
    "5000, application/json, ä, ',\"headers\":[{\"name\":\"Content-Length\",\"value\":\"2\"}]'",
  })
  void sendsATextWhoseSizeWasCountedOtherwise(String size, String type, String text, String more)
      throws Exception {
    try (Requests requests = har(posted(size, type, text, more))) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.NONE);
      assertThat(requests.entry(0).body()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"_fetchType\":\"Memory Cache\"",
        "\"_fetchType\":\"Disk Cache\"",
        "\"_fetchType\":\"Inspector Override\"",
        "\"response\":{\"status\":200,\"fromCache\":true}",
        "\"response\":{\"status\":200,\"_fromCache\":true}",
        "\"response\":{\"status\":200,\"_fetchType\":\"Memory Cache\"}",
        "\"fromCache\":true",
        "\"_fromCache\":\"disk\"",
      })
  void whatACacheAnsweredWasNoRequestToTheServer(String member) throws Exception {
    String request = "\"method\":\"GET\",\"url\":\"http://a/c\"";
    String other =
        member.replace("true", "false").replace("disk", "").replaceAll("\"[A-Z].*?\"", "\"N\"");
    try (Requests requests =
        har(
            entry("2026-01-01T00:00:01Z", request, "," + member),
            entry("2026-01-01T00:00:02Z", request, "," + other))) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.NOT_SENT);
      assertThat(requests.fault(1)).isEqualTo(RequestFault.NONE);
    }
  }
}
