package dev.backdraft.replay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseDiffTest {
  static ResponseView view(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return new ResponseView(Outcome.STATUS, status, bytes, bytes.length, Arrays.hashCode(bytes));
  }

  private static String diff(String before, String after) {
    return ResponseDiff.between(view(200, before), view(200, after)).stream()
        .map(d -> d.path() + " " + d.kind().id() + " " + d.before() + " > " + d.after())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2} | {\"b\":2.0,\"a\":1e0} | ``",
        "{\"a\":1} | {\"a\":2} | $.a value 1 > 2",
        "{\"a\":1} | {\"a\":\"1\"} | $.a type 1 > \"1\"",
        "{\"a\":1} | {} | $.a missing 1 > ",
        "{} | {\"a\":{\"b\":1}} | $.a extra  > {b}",
        "[1,2] | [2,1] | $ order 2 items > 2 items",
        "[1,2] | [1] | $ size 2 > 1",
        "[{\"x\":1},{\"x\":2}] | [{\"x\":1},{\"x\":3}] | $[].x value 2 > 3",
        "{\"s\":\"PAID\"} | {\"s\":\"paid\"} | $.s value PAID > paid",
        "{\"1234\":{\"q\":1}} | {\"1234\":{\"q\":2}} | $.{id}.q value 1 > 2",
        "plain text | plain  | body text plain text > plain",
      })
  void comparesByPathAndValue(String before, String after, String expected) {
    assertThat(diff(before, after).strip()).isEqualTo(expected.strip());
  }

  @Test
  void anotherTimeOrRandomIdIsADifferenceOfItsOwnKind() {
    assertThat(
            diff(
                "{\"at\":\"2026-01-01T00:00:00.1Z\",\"id\":\"01234567-89ab-cdef-0123-456789abcdef\"}",
                "{\"at\":\"2026-02-02T10:20:30Z\",\"id\":\"fedcba98-89ab-cdef-0123-456789abcdef\"}"))
        .contains("$.at varied ")
        .contains("$.id varied ");
    assertThat(diff("{\"at\":\"2026-01-01T00:00:00Z\"}", "{\"at\":\"yesterday\"}"))
        .contains("$.at");
  }

  @Test
  void statusOutcomeAndBinaryBodiesCount() {
    assertThat(ResponseDiff.between(view(200, "x"), view(500, "x")))
        .extracting(Difference::path)
        .containsExactly("status");
    ResponseView reset = new ResponseView(Outcome.RESET_BEFORE_RESPONSE, 0, null, 0, 0);
    assertThat(ResponseDiff.between(view(200, "x"), reset))
        .extracting(Difference::path)
        .containsExactly("outcome");
    assertThat(diff("\u0000\u0001", "\u0000\u0002")).startsWith("body binary");
  }

  @Test
  void unorderedArraysAreEqualWhenAsked() {
    assertThat(ResponseDiff.between(view(200, "[{\"a\":1},2]"), view(200, "[2,{\"a\":1}]"), true))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/carts/17/items?x=1, GET /carts/{id}/items",
    "/u/01234567-89ab-cdef-0123-456789abcdef, GET /u/{id}",
    "/v1/coffee, GET /v1/coffee",
    "/, GET /",
    "/deadbeef12/x, GET /{id}/x",
  })
  void namesEndpointsWithoutTheirIds(String target, String name) {
    assertThat(Endpoints.of("GET", target)).isEqualTo(name);
  }

  private static String large(int items, String last) {
    StringBuilder text = new StringBuilder("{\"items\":[");
    for (int i = 0; i < items; i++) {
      text.append(i == 0 ? "" : ",").append("{\"n\":").append(i).append(",\"in\":[1,[2,3]]}");
    }
    return text.append("],\"last\":").append(last).append('}').toString();
  }

  @Test
  void largeBodiesAreComparedByValue() {
    assertThat(diff(large(100_000, "1"), large(100_000, "2"))).isEqualTo("$.last value 1 > 2");
    String items = large(100_000, "1");
    String turned = items.replace("{\"n\":0,", "{\"n\":-1,").replace("\"n\":1,", "\"n\":0,");
    assertThat(diff(items, turned)).startsWith("$.items[].n value 0 > -1");
    String swapped = turned.replace("{\"n\":-1,", "{\"n\":1,");
    assertThat(diff(items, swapped)).isEqualTo("$.items order 100000 items > 100000 items");
  }

  @Test
  void whatIsTooLargeToBeReadWholeIsNotTakenForEqual() {
    String numbers = "[" + "1,".repeat(2_000_100);
    assertThat(diff(numbers + "1]", numbers + "2]")).startsWith("body binary");
  }

  @Test
  void looksIntoPackedBodies() throws Exception {
    ResponseView before = packed("{\"state\":\"PAID\",\"a\":[1,2]}");
    ResponseView after = packed("{\"state\":\"paid\",\"a\":[1,2]}");
    assertThat(ResponseDiff.between(before, after))
        .containsExactly(new Difference("$.state", Difference.Kind.VALUE, "PAID", "paid"));
  }

  private static ResponseView packed(String text) throws java.io.IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (var out = new java.util.zip.GZIPOutputStream(bytes)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    byte[] body = bytes.toByteArray();
    return new ResponseView(
        Outcome.STATUS, 200, body, body.length, java.util.Arrays.hashCode(body));
  }
}
