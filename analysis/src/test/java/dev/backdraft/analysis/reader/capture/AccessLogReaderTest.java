package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogReaderTest {
  private static final String TIME = "[17/May/2015:10:05:03 +0000]";
  @TempDir Path folder;

  @Test
  void readsCommonAndCombinedLines() throws Exception {
    Requests requests =
        Captures.read(
            folder,
            "1.2.3.4 - - "
                + TIME
                + " \"GET /a?b=c HTTP/1.1\" 200 -\n"
                + "shop.example:443 1.2.3.4 - bob "
                + TIME
                + " \"HEAD /q\\\"uote\\xc3\\xa9 HTTP/2.0\" 404 12 \"http://r/\" \"curl"
                + " \\\"x\\\"\"\n"
                + "1.2.3.4 - - "
                + TIME
                + " \"POST /form HTTP/1.1\" 302 0 \"-\" \"-\"\n"
                + "1.2.3.4 - - "
                + TIME
                + " \"\\x16\\x03\\x01\" 400 0\n"
                + "not a line at all\n");
    assertThat(requests.size()).isEqualTo(4);
    assertThat(requests.target(0)).isEqualTo("/a?b=c");
    assertThat(requests.target(1)).isEqualTo("/q\"uote%C3%A9");
    assertThat(requests.host(1)).isEqualTo("shop.example:443");
    assertThat(requests.entry(1).headers().first("User-Agent")).isEqualTo("curl \"x\"");
    assertThat(requests.fault(2)).isEqualTo(RequestFault.NO_BODY);
    assertThat(requests.fault(3)).isEqualTo(RequestFault.NOT_HTTP);
    assertThat(requests.problems()).hasSize(1);
  }

  @Test
  void drawsArrivalsWithinASecondBySeedInTheFilesOrder() throws Exception {
    String lines = ("h - - " + TIME + " \"GET /%d HTTP/1.1\" 200 1\n").repeat(5);
    String text = String.format(lines, 1, 2, 3, 4, 5);
    Requests first = Captures.read(folder, text);
    Requests second = Captures.read(folder, text);
    for (int i = 0; i < 5; i++) {
      assertThat(first.target(i)).isEqualTo("/" + (i + 1));
      assertThat(first.timeNanos(i)).isEqualTo(second.timeNanos(i));
      assertThat(first.timeNanos(i) / 1_000_000_000L).isEqualTo(1431857103L);
    }
    assertThat(first.timeNanos(0)).isLessThan(first.timeNanos(4));
    assertThat(first.notes()).anyMatch(note -> note.contains("seed 7"));
  }

  @Test
  void subtractsNginxsRequestTime() throws Exception {
    String line =
        "{\"msec\":\"1600000000.500\",\"request\":\"GET /x HTTP/1.1\",\"status\":\"200\","
            + "\"request_time\":\"0.250\"}\n";
    assertThat(Captures.dump(Captures.read(folder, line)))
        .isEqualTo("2020-09-13T12:26:40.250Z 250.000ms GET  /x -> 200\n");
  }

  @Test
  void readsTheNamesOfManyProducts() throws Exception {
    Requests requests =
        Captures.read(
            folder,
            """
            {"@timestamp":"2026-01-01T00:00:01.000Z","http":{"request":{"method":"GET","body":{"bytes":0}},"response":{"status_code":200}},"url":{"path":"/ecs","query":"a=1","domain":"h"}}
            {"log":"{\\"time\\":\\"2026-01-01T00:00:02.000Z\\",\\"method\\":\\"DELETE\\",\\"path\\":\\"/docker\\",\\"status\\":204,\\"latency_ms\\":7}\\n","stream":"stdout"}
            2026-01-01T00:00:03Z stdout F {"start_time":"2026-01-01T00:00:03.000Z","method":"POST","path":"/kube","response_code":201,"duration":11,"bytes_received":0}
            {"ts":1767225604.5,"logger":"http.log.access","duration":0.5,"request":{"method":"GET","uri":"/caddy","host":"c","remote_ip":"1.1.1.1","remote_port":"99","headers":{"Accept":["*/*"]}},"status":200}
            """);
    assertThat(Captures.dump(requests))
        .isEqualTo(
            """
            2026-01-01T00:00:01Z - GET h /ecs?a=1 -> 200
            2026-01-01T00:00:02Z 7.000ms DELETE  /docker -> 204 [no-body]
            2026-01-01T00:00:03Z 11.000ms POST  /kube -> 201
            2026-01-01T00:00:04Z 500.000ms GET c /caddy -> 200
              Accept: */*
            """);
    assertThat(requests.session(3)).isEqualTo("1.1.1.1:99");
  }

  @Test
  void readsAnArrayOverSeveralLines() throws Exception {
    Requests requests =
        Captures.read(
            folder,
            """
            [
              {"time": "2026-01-01T00:00:01.5Z",
               "method": "GET", "path": "/1", "status": 200},
              {"time": "2026-01-01T00:00:02.5Z", "method": "GET", "path": "/2", "status": 200}
            ]
            """);
    assertThat(requests.size()).isEqualTo(2);
  }

  @Test
  void drawsArrivalsOfJsonLogsWhoseStartIsKnownToTheSecond() throws Exception {
    String line =
        "{\"start_time\":\"2026-01-01T00:00:01Z\",\"method\":\"GET\",\"path\":\"/a\","
            + "\"response_code\":200}\n";
    Requests seconds = Captures.read(folder, line.repeat(4));
    assertThat(seconds.notes()).anyMatch(note -> note.contains("to the second only"));
    assertThat(seconds.timeNanos(0)).isNotEqualTo(seconds.timeNanos(3));
    Requests finer = Captures.read(folder, line.replace("01Z", "01.250Z").repeat(4));
    assertThat(finer.notes()).noneMatch(note -> note.contains("to the second only"));
    assertThat(finer.timeNanos(0)).isEqualTo(finer.timeNanos(3));
  }

  private Requests json(String... members) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < members.length; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:0").append(i).append(".5Z\",");
      lines.append(members[i]).append("}\n");
    }
    return Captures.read(folder, lines.toString());
  }

  @Test
  void whatTheClientAskedForWinsOverWhatTheServerMadeOfIt() throws Exception {
    try (Requests requests =
        json(
            "\"request\":\"GET /shop/1?x=2"
                + " HTTP/1.1\",\"uri\":\"/index.php\",\"args\":\"q=/shop/1\","
                + "\"status\":200,\"request_method\":\"GET\"",
            "\"request\":\"GET /shop/2 HTTP/1.1\",\"uri\":\"/index.php\",\"args\":\"q=/shop/2\","
                + "\"status\":200,\"request_method\":\"GET\"",
            "\"request_method\":\"GET\",\"request_uri\":\"/shop/3\",\"uri\":\"/index.php\","
                + "\"args\":\"q=/shop/3\"",
            "\"request_method\":\"GET\",\"uri\":\"/plain\",\"args\":\"a=1\"",
            "\"method\":\"GET\",\"request\":\"no line\",\"uri\":\"/plain\"")) {
      assertThat(requests.size()).isEqualTo(5);
      assertThat(requests.target(0)).isEqualTo("/shop/1?x=2");
      assertThat(requests.target(1)).isEqualTo("/shop/2");
      assertThat(requests.target(2)).isEqualTo("/shop/3");
      assertThat(requests.target(3)).isEqualTo("/plain?a=1");
      assertThat(requests.target(4)).isEqualTo("/plain");
    }
  }

  @Test
  void aDayThatNoMonthHasIsDamageNotAnotherDay() throws Exception {
    String lines =
        """
        h - - [28/Feb/2026:14:47:04 +0000] "GET /a HTTP/1.1" 200 -
        h - - [31/Feb/2026:14:47:04 +0000] "GET /b HTTP/1.1" 200 -
        h - - [29/Feb/2024:14:47:04 +0000] "GET /c HTTP/1.1" 200 -
        {"time":"2026-02-31T14:47:04.5+0000","method":"GET","path":"/d"}
        """;
    try (Requests requests = Captures.read(folder, lines)) {
      assertThat(requests.size()).isEqualTo(2);
      assertThat(requests.problems()).hasSize(1);
      assertThat(requests.problems().getFirst().found())
          .contains("2 other lines")
          .contains("31/Feb");
    }
  }
}
