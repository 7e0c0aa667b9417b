package dev.backdraft.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void controlCharactersAndLonelySurrogatesAreEscaped() {
    String text =
        new Json().object().field("a\"b", "x\\y\n\u0001\ud83d\ud83d\ude4a").end().toString();
    assertThat(text).isEqualTo("{\n  \"a\\\"b\": \"x\\\\y\\n\\u0001\\ud83d\ud83d\ude4a\"\n}\n");
  }

  @Test
  void emptyListsStayOnOneLine() {
    assertThat(new Json().object().array("none").end().field("n", 1).end().toString())
        .isEqualTo("{\n  \"none\": [],\n  \"n\": 1\n}\n");
  }

  @Test
  void columnsStayOnOneLine() {
    assertThat(new Json().object().line("c").value(1).value(2).end().end().toString())
        .isEqualTo("{\n  \"c\": [1,2]\n}\n");
  }

  @Test
  void whatIsNoNumberIsNull() {
    assertThat(new Json().object().field("x", Double.NaN).end().toString()).contains("\"x\": null");
  }
}
