package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackdraftLinesReaderTest {
  private static final String FIRST = "{\"backdraft\":\"requests\",\"version\":1}\n";
  private static final String POST =
      "{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"POST\",\"host\":\"h\",\"target\":\"/\",";

  @TempDir Path folder;

  @Test
  void sendsNoBodyThatIsNotBase64() throws Exception {
    String broken = POST + "\"bodyBase64\":\"!!\"}\n";
    String rest = POST + "\"bodyBase64\":\"AAEC\\u0000!\"}\n";
    String good = POST + "\"bodyBase64\":\"AAEC\"}\n";
    try (Requests requests = Captures.read(folder, FIRST + broken + rest + good)) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.BODY_LOST);
      assertThat(requests.fault(1)).isEqualTo(RequestFault.BODY_LOST);
      assertThat(requests.fault(2)).isEqualTo(RequestFault.NONE);
      assertThat(requests.entry(2).body()).isEqualTo(new byte[] {0, 1, 2});
    }
  }

  @Test
  void aFaultThatIsWrittenStays() throws Exception {
    String line = POST + "\"fault\":\"no-body\",\"bodyBase64\":\"!!\"}\n";
    try (Requests requests = Captures.read(folder, FIRST + line)) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.NO_BODY);
    }
  }

  @Test
  void readsNoVersionThatItDoesNotKnow() throws Exception {
    String newer = "{\"backdraft\":\"requests\",\"version\":2}\n" + POST + "\"body\":\"a\"}\n";
    try (Requests requests = Captures.read(folder, newer + FIRST + POST + "\"body\":\"b\"}\n")) {
      assertThat(requests.size()).isEqualTo(1);
      assertThat(requests.entry(0).body()).isEqualTo(new byte[] {'b'});
      assertThat(requests.problems()).hasSize(1);
      Problem problem = requests.problems().getFirst();
      assertThat(problem.kind()).isEqualTo(Problem.Kind.BROKEN_METADATA);
      assertThat(problem.expected()).contains("version 1");
      assertThat(problem.found()).contains("version 2");
    }
  }

  @Test
  void aBodyThatIsJsonItselfIsItsText() throws Exception {
    String text =
        POST
            + "\"body\":{\"a\": 1.50, \"b\":[true,null,\"ä\\n\"], \"c\":{}},"
            + "\"response\":{\"status\":200,\"body\":[1]}}\n"
            + POST
            + "\"body\":7}\n"
            + POST
            + "\"body\":null}\n";
    try (Requests requests = Captures.read(folder, FIRST + text)) {
      assertThat(requests.entry(0).body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("{\"a\":1.50,\"b\":[true,null,\"ä\\n\"],\"c\":{}}");
      assertThat(requests.entry(0).response().body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("[1]");
      assertThat(requests.entry(1).body()).asString(StandardCharsets.UTF_8).isEqualTo("7");
      assertThat(requests.entry(2).body()).isNull();
      assertThat(requests.coverage().replayable()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"A\":\"b\",\"C\":[\"d\",\"e\"],\"N\":1}",
        "[[\"A\",\"b\"],[\"C\",\"d\"],[\"C\",\"e\"],[\"N\",1]]",
        "[{\"name\":\"A\",\"value\":\"b\"},[\"C\",\"d\"],{\"name\":\"C\",\"value\":\"e\"},[\"N\",1]]",
      })
  void headersStandInPairsOrAsAMap(String headers) throws Exception {
    try (Requests requests =
        Captures.read(folder, FIRST + POST + "\"headers\":" + headers + "}\n")) {
      assertThat(requests.problems()).isEmpty();
      assertThat(requests.entry(0).headers())
          .isEqualTo(RequestHeaders.of("A", "b", "C", "d", "C", "e", "N", "1"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"headers\":\"A: b\"",
        "\"headers\":[[\"A\"]]",
        "\"headers\":[\"A\",\"b\"]",
        "\"headers\":{\"A\":{\"b\":1}}",
        "\"bodyBase64\":{\"a\":1}",
        "\"headers\":{},\"response\":{\"status\":200,\"headers\":7}",
        "\"response\":200",
        "\"fault\":\"one-of-a-newer-backdraft\"",
      })
  void aLineThatMeansSomethingElseIsLeftOutAndTold(String member) throws Exception {
    String good = POST + "\"body\":\"b\"}\n";
    try (Requests requests = Captures.read(folder, FIRST + POST + member + "}\n" + good)) {
      assertThat(requests.size()).isEqualTo(1);
      assertThat(requests.problems()).hasSize(1);
      assertThat(requests.problems().getFirst().message()).contains(member.split("\"")[1]);
    }
  }

  @Test
  void whatWasNoHttpIsWrittenAndReadAgain() throws Exception {
    String log =
        """
        h - - [17/May/2015:10:05:03 +0000] "\\x16\\x03\\x01" 400 0
        h - - [17/May/2015:10:05:04 +0000] "-" 408 0
        h - - [17/May/2015:10:05:05 +0000] "GET /a HTTP/1.1" 200 0
        """;
    try (Requests requests = Captures.read(folder, log)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CaptureWriter.jsonLines(requests, out);
      try (Requests again = Captures.read(folder, out.toByteArray())) {
        assertThat(Captures.dump(again)).isEqualTo(Captures.dump(requests));
        assertThat(again.coverage()).isEqualTo(requests.coverage());
        assertThat(again.problems()).isEmpty();
      }
    }
  }
}
