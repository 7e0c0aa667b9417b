package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanReadersTest {
  @TempDir Path folder;

  private static String otlp(String service, String spans) {
    return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
        + "{\"stringValue\":\""
        + service
        + "\"}}]},\"scopeSpans\":[{\"spans\":["
        + spans
        + "]}]}]}\n";
  }

  private static String span(String id, String parent, int kind, String attributes) {
    return "{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\""
        + id
        + "\",\"parentSpanId\":\""
        + parent
        + "\",\"traceState\":\"ot=th:8\",\"kind\":"
        + kind
        + ",\"startTimeUnixNano\":\"1600000000000000000\",\"endTimeUnixNano\":1600000000003000000,"
        + "\"attributes\":["
        + attributes
        + "]}";
  }

  private static String text(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }

  @Test
  void takesTheSpansThatEnterTheServiceFromOutside() throws Exception {
    String entry =
        text("http.request.method", "GET")
            + ","
            + text("url.path", "/a")
            + ","
            + text("url.query", "x=1");
    String old =
        text("http.method", "GET")
            + ","
            + text("http.target", "/old")
            + ",{\"key\":\"http.status_code\",\"value\":{\"intValue\":\"500\"}}";
    Requests requests =
        Captures.read(
            folder,
            otlp(
                    "shop",
                    span("aa00000000000001", "", 2, entry)
                        + ","
                        + span("aa00000000000002", "BB00000000000009", 2, old)
                        + ","
                        + span("aa00000000000003", "aa00000000000001", 2, entry)
                        + ","
                        + span("aa00000000000004", "aa00000000000001", 3, entry))
                + otlp("stock", span("bb00000000000009", "aa00000000000004", 2, entry)));
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2020-09-13T12:26:40Z 3.000ms GET  /a?x=1 -> -1
            2020-09-13T12:26:40Z 3.000ms GET  /old -> 500
            2020-09-13T12:26:40Z 3.000ms GET  /a?x=1 -> -1 [nested]
            2020-09-13T12:26:40Z 3.000ms GET  /a?x=1 -> -1 [other-service]
            """);
    assertThat(requests.sampledOneIn()).isEqualTo(2, within(1e-9));
    assertThat(requests.notes()).anyMatch(note -> note.contains("one in 2.0"));
  }

  @Test
  void readsBodiesThatWereRecordedWhole() throws Exception {
    String post = text("http.request.method", "POST") + "," + text("url.path", "/p") + ",";
    String size = ",{\"key\":\"http.request.body.size\",\"value\":{\"intValue\":9}}";
    Requests requests =
        Captures.read(
            folder,
            otlp(
                "s",
                span("01", "", 2, post + text("http.request.body.content", "whole"))
                    + ","
                    + span("02", "", 2, post + text("http.request.body.content", "cut") + size)
                    + ","
                    + span("03", "", 2, post + text("a", "b"))));
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2020-09-13T12:26:40Z 3.000ms POST  /p -> -1
              | whole
            2020-09-13T12:26:40Z 3.000ms POST  /p -> -1 [body-truncated]
              | cut
            2020-09-13T12:26:40Z 3.000ms POST  /p -> -1 [no-body]
            """);
  }

  @Test
  void readsJaeger() throws Exception {
    String text =
        """
        {"data":[{"traceID":"1","spans":[{"traceID":"1","spanID":"2","operationName":"op",
        "references":[],"startTime":1600000000000000,"duration":1500,"tags":[
        {"key":"span.kind","type":"string","value":"server"},
        {"key":"http.method","type":"string","value":"GET"},
        {"key":"http.request.header.x-tenant","type":"string","value":"[\\"blue\\"]"},
        {"key":"http.url","type":"string","value":"https://h:1/p?q"},
        {"key":"http.status_code","type":"int64","value":503}],"processID":"p1"}],
        "processes":{"p1":{"serviceName":"shop"}}}]}
        """;
    assertThat(Captures.dump(Captures.read(folder, text)))
        .isEqualTo("2020-09-13T12:26:40Z 1.500ms GET h:1 /p?q -> 503\n  x-tenant: blue\n");
  }

  @Test
  void keepsTheSpansOfAJaegerTraceThatWasCut() throws Exception {
    String format =
        """
        {"traceID":"1","spanID":"%d","references":[%s],"startTime":160000000000000%d,"duration":5,
        "processID":"%s","tags":[{"key":"span.kind","type":"string","value":"server"},
        {"key":"http.method","type":"string","value":"GET"},
        {"key":"http.url","type":"string","value":"http://h/%d"}]}\
        """;
    String within = "{\"refType\":\"CHILD_OF\",\"traceID\":\"1\",\"spanID\":\"1\"}";
    String spans =
        String.join(
            ",",
            format.formatted(1, "", 1, "p1", 1),
            format.formatted(2, within, 2, "p2", 2),
            format.formatted(3, within, 3, "p1", 3),
            format.formatted(4, "", 4, "p1", 4));
    String cut = "{\"data\":[{\"traceID\":\"1\",\"spans\":[" + spans;
    Requests requests = Captures.read(folder, cut.substring(0, cut.length() - 30));
    assertThat(requests.size()).isEqualTo(3);
    assertThat(requests.coverage().message()).startsWith("1 of 3");
    assertThat(requests.problems()).hasSize(1);
  }

  @Test
  void readsZipkinOfBothVersions() throws Exception {
    String two =
        """
        [[{"traceId":"a","id":"1","kind":"SERVER","name":"get /x","timestamp":1600000000000000,
        "duration":7,"localEndpoint":{"serviceName":"s"},"tags":{"http.path":"/x"}}]]
        """;
    String one =
        """
        [{"traceId":"a","id":"1","name":"get","annotations":[{"timestamp":1600000000000000,
        "value":"sr","endpoint":{"serviceName":"s"}}],"binaryAnnotations":[
        {"key":"http.path","value":"/y"},{"key":"http.method","value":"GET"}]}]
        """;
    assertThat(Captures.dump(Captures.read(folder, two)))
        .isEqualTo("2020-09-13T12:26:40Z 0.007ms GET  /x -> -1\n");
    assertThat(Captures.dump(Captures.read(folder, one)))
        .isEqualTo("2020-09-13T12:26:40Z - GET  /y -> -1\n");
  }

  @Test
  void keepsTheSpansBeforeACutWithTheirService() throws Exception {
    String entry = text("http.request.method", "GET") + "," + text("url.path", "/a");
    StringBuilder spans = new StringBuilder();
    for (int i = 10; i < 60; i++) {
      spans.append(i == 10 ? "" : ",").append(span("aa000000000000" + i, "", 2, entry));
    }
    String whole = otlp("shop", spans.toString());
    Requests cut = Captures.read(folder, whole.substring(0, whole.length() - 60));
    assertThat(cut.size()).isEqualTo(49);
    assertThat(cut.coverage().message()).startsWith("49 of 49");
    assertThat(cut.notes()).anyMatch(note -> note.contains("service \"shop\""));
    assertThat(cut.problems()).hasSize(1);
  }

  @Test
  void keepsTheSpansOfACutResourceThatNeverCame() throws Exception {
    String entry = text("http.request.method", "GET") + "," + text("url.path", "/a");
    String late =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
            + span("aa00000000000001", "", 2, entry)
            + "]}],\"resource\":{\"attri";
    assertThat(Captures.read(folder, late).size()).isEqualTo(1);
  }

  @Test
  void takesTheServiceThatIsAskedFor() throws Exception {
    String entry = text("http.request.method", "GET") + "," + text("url.path", "/");
    Path file = folder.resolve("spans.json");
    Files.writeString(
        file,
        otlp("shop", span("aa00000000000001", "", 2, entry + "," + text("url.path", "/shop")))
            + otlp("stock", span("bb00000000000002", "", 2, entry + "," + text("url.path", "/s"))));
    try (Requests requests =
        CaptureReader.open(List.of(file), Captures.options().withService("stock"), Progress.NONE)) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.OTHER_SERVICE);
      assertThat(requests.fault(1)).isEqualTo(RequestFault.NONE);
    }
  }

  private Requests posted(String content, String more) throws Exception {
    String attributes =
        text("http.request.method", "POST")
            + ","
            + text("url.path", "/a")
            + ","
            + text("http.request.body.content", content)
            + more;
    return Captures.read(folder, otlp("shop", span("1", "", 2, attributes)));
  }

  @Test
  void sendsNoBodyThatStopsInItsMiddle() throws Exception {
    for (String cut :
        List.of("{\\\"a\\\":[1,2,", "[\\\"a\\\\\\\"]", " {\\\"a\\\":\\\"]}", "<a><b>x</")) {
      assertThat(posted(cut, "").fault(0)).as(cut).isEqualTo(RequestFault.BODY_TRUNCATED);
    }
    for (String whole :
        List.of("{\\\"a\\\":\\\"{[\\\"}", "[1,2]\\n", "<a>x</a>", "a=1&b=[", "\\\"x\\\"")) {
      assertThat(posted(whole, "").fault(0)).as(whole).isEqualTo(RequestFault.NONE);
    }
    String size = ",{\"key\":\"http.request.body.size\",\"value\":{\"intValue\":2}}";
    assertThat(posted("{x", size).fault(0)).isEqualTo(RequestFault.NONE);
  }

  @Test
  void leavesOutSpansWithoutATimeAndSaysSo() throws Exception {
    String attributes = text("http.request.method", "GET") + "," + text("url.path", "/a");
    String timeless =
        span("1", "", 2, attributes).replace("\"1600000000000000000\"", "\"unknown\"");
    Requests requests =
        Captures.read(folder, otlp("shop", timeless + "," + span("2", "", 2, attributes)));
    assertThat(requests.size()).isEqualTo(1);
    assertThat(requests.fault(0)).isEqualTo(RequestFault.NONE);
    assertThat(requests.problems()).hasSize(1);
    assertThat(requests.problems().getFirst().expected()).isEqualTo("the time of a request");
  }

  @Test
  void queriesMayBeginWithTheirMarkAndBeRedactedInAnyCase() throws Exception {
    String spans =
        span(
                "a1",
                "",
                2,
                text("http.request.method", "GET")
                    + ","
                    + text("url.path", "/q")
                    + ","
                    + text("url.query", "?lead=1"))
            + ","
            + span(
                "a2",
                "",
                2,
                text("http.request.method", "GET")
                    + ","
                    + text("url.path", "/r")
                    + ","
                    + text("url.query", "sig=Redacted&x=1"))
            + ","
            + span(
                "a3",
                "",
                2,
                text("http.request.method", "GET")
                    + ","
                    + text("http.target", "/s?sig=redacted")
                    + ","
                    + text("http.request.header.x-a", "Redacted"))
            + ","
            + span(
                "a4",
                "",
                2,
                text("http.request.method", "GET") + "," + text("http.target", "/s?a=redactedly"));
    try (Requests requests = Captures.read(folder, otlp("shop", spans))) {
      assertThat(requests.target(0)).isEqualTo("/q?lead=1");
      assertThat(requests.target(1)).startsWith("/r?sig=");
      assertThat(requests.entry(2).headers().first("x-a")).isNull();
      assertThat(requests.notes()).anyMatch(note -> note.startsWith("2 spans have query values"));
    }
  }
}
