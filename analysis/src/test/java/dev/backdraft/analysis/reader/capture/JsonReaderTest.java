package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static JsonNode parse(String text) throws JsonSyntaxException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonReader.parse(bytes, 0, bytes.length);
  }

  @Test
  void readsEveryKindOfValue() throws IOException {
    JsonNode node =
        parse("{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00\\n\",true,false,null,{}],\"b\":{}}");
    assertThat(node.get("a").items()).hasSize(7);
    assertThat(node.get("a").items().get(1).asDouble(0)).isEqualTo(-2500);
    assertThat(node.get("a").items().get(2).asText()).isEqualTo("xé😀\n");
    assertThat(node.get("a").items().get(5).isThere()).isFalse();
    assertThat(node.at("b", "missing", "deeper").isThere()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "\"x",
        "tru",
        "-",
        "nul",
        "{\"a\":1,}",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[,1]",
        "1 2",
        "{,}",
        "]"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void refusesHostileNestingWithoutAStackOverflow() {
    assertThatThrownBy(() -> parse("[".repeat(1_000_000)))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void cutsAHugeStringAndGoesOn() throws IOException {
    String text = "{\"big\":\"" + "x".repeat(10_000) + "\",\"after\":1}";
    JsonReader reader =
        new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100);
    JsonNode node = reader.value(reader.next(), name -> true);
    assertThat(node.get("big").isCut()).isTrue();
    assertThat(node.get("big").asText()).hasSize(100);
    assertThat(node.get("after").asLong(0)).isEqualTo(1);
  }

  @Test
  void replacesLoneSurrogatesInsteadOfLosingTheText() throws IOException {
    assertThat(parse("\"a\\ud83db\"").asText()).isEqualTo("a\ufffdb");
    assertThat(parse("\"\\ud83d\\ud83d\\ude00\"").asText()).isEqualTo("\ufffd😀");
  }

  @Test
  void leavesABrokenLineBehind() throws IOException {
    String text = "{\"a\":1}\n{\"a\":oops}\n{\"a\":3}\n";
    JsonReader reader =
        new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(reader.value(reader.next(), n -> true).get("a").asLong(0)).isEqualTo(1);
    assertThatThrownBy(() -> reader.value(reader.next(), n -> true))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("byte 14");
    reader.nextLine();
    assertThat(reader.value(reader.next(), n -> true).get("a").asLong(0)).isEqualTo(3);
    assertThat(reader.next()).isEqualTo(JsonToken.END);
  }
}
