package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
  private static final String CHUNKED =
      """
      HTTP/1.1 103 Early Hints
      Link: x

      HTTP/1.1 200 OK
      Server: x
      Transfer-Encoding: Chunked
      Content-Type: application/json

      A
      0123456789
      00003;ext
      abc
      0
      X: y

      """;

  private static ResponseParser parse(String text, int... cuts) {
    ResponseParser parser = new ResponseParser(new AnswerKeeping(100, 0, List.of()));
    parser.begin(false);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int cut : cuts) {
      parser.feed(Unpooled.wrappedBuffer(bytes, from, cut - from));
      from = cut;
    }
    parser.feed(Unpooled.wrappedBuffer(bytes, from, bytes.length - from));
    return parser;
  }

  @Test
  void givesTheSameWhereverTheBytesAreCut() {
    long hash = parse(CHUNKED).body().hash();
    for (int cut = 0; cut <= CHUNKED.length(); cut++) {
      ResponseParser parser = parse(CHUNKED, cut);
      assertThat(parser.state()).isEqualTo(ResponseParser.State.DONE);
      assertThat(new String(parser.body().kept(), StandardCharsets.ISO_8859_1))
          .isEqualTo("0123456789abc");
      assertThat(parser.body().hash()).isEqualTo(hash);
      assertThat(parser.close()).isFalse();
    }
  }

  @Test
  void noProperPrefixIsDone() {
    for (int end = 0; end < CHUNKED.length(); end++) {
      assertThat(parse(CHUNKED.substring(0, end)).state())
          .isNotIn(ResponseParser.State.DONE, ResponseParser.State.BAD);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "<html>",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naXX",
        "HTTP/1.1 099 No\r\n\r\n"
      })
  void refusesWhatIsNotAResponse(String text) {
    assertThat(parse(text).state()).isEqualTo(ResponseParser.State.BAD);
  }

  @Test
  void refusesAHeadWithoutEnd() {
    String text = "HTTP/1.1 200 OK\r\n" + ("X: " + "y".repeat(1000) + "\r\n").repeat(300);
    assertThat(parse(text).state()).isEqualTo(ResponseParser.State.BAD);
  }

  @Test
  void seededFlipsNeverThrow() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = CHUNKED.getBytes(StandardCharsets.ISO_8859_1);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      ResponseParser parser = new ResponseParser(new AnswerKeeping(10, 0, List.of()));
      parser.begin(false);
      parser.feed(Unpooled.wrappedBuffer(bytes));
      assertThat(parser.state()).isNotNull();
    }
  }
}
