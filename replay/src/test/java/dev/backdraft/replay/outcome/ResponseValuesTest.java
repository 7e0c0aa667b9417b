package dev.backdraft.replay.outcome;

import static dev.backdraft.replay.outcome.ResponseDiffTest.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"state\":\"PAID\"} | $.state | PAID",
        "{\"n\":1.50} | $.n | 1.50",
        "{\"a\":null} | $.a | null",
        "{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}} | $.a.b[].c | 1,2",
        "{\"a.b\":{\"c\":true}} | $.a.b.c | true",
        "{\"1234\":{\"q\":7}} | $.{id}.q | 7",
        "{\"state\":\"PAID\"} | $.stat | ``",
        "not json | $.state | ``",
        "{\"state\":\"PAID\"} | status | 200",
      })
  void findsWhatStandsAtAPath(String body, String path, String values) {
    assertThat(String.join(",", ResponseValues.at(view(200, body), path))).isEqualTo(values);
  }

  private static ResponseView headed(int status, String... flat) {
    return new ResponseView(
        Outcome.STATUS, status, ResponseHeaders.of(List.of(flat)), new byte[0], 0, 0);
  }

  @Test
  void whatIsNotKnownOfOneAnswerIsNotComparedWithTheOther() {
    ResponseView whole = view(200, "{\"state\":\"NEW\"}");
    ResponseView lost = whole.with(null, null);
    ResponseView reset = new ResponseView(Outcome.RESET_BEFORE_RESPONSE, 0, null, 0, 0);
    assertThat(ResponseValues.comparable(whole, view(200, "{}"), "$.state")).isTrue();
    assertThat(ResponseValues.comparable(whole, lost, "$.state")).isFalse();
    assertThat(ResponseValues.comparable(whole, reset, "$.state")).isFalse();
    assertThat(ResponseValues.comparable(whole, view(503, "busy"), "$.state")).isFalse();
    assertThat(ResponseValues.comparable(whole, view(503, "busy"), "status")).isTrue();
    assertThat(ResponseValues.comparable(whole, reset, "outcome")).isTrue();
    assertThat(ResponseValues.comparable(headed(200), headed(200), "header.etag")).isTrue();
    assertThat(ResponseValues.comparable(headed(200), lost, "header.etag")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "header.content-type | application/problem+json;charset=UTF-8"
            + " | application/problem+json; charset=utf-8",
        "header.location | http://localhost:8080/new?a=1 | /new?a=1",
        "header.Location | https://elsewhere/new | https://elsewhere/new",
        "header.set-cookie.SID.SameSite | Lax | lax",
        "header.vary | a,b | a, b",
        "$.state | PAID;X | PAID;X",
      })
  void aPlanMayWriteAValueAsItLikes(String path, String written, String held) {
    assertThat(ResponseValues.meant(path, written)).isEqualTo(held);
  }

  @Test
  void attributesOfCookiesAreValuesToo() {
    ResponseView before = headed(200, "set-cookie", "SID=1; Path=/");
    ResponseView after = headed(200, "set-cookie", "SID=2; Path=/; HttpOnly; SameSite=Lax");
    assertThat(ResponseValues.at(after, "header.set-cookie"))
        .isNotEqualTo(ResponseValues.at(before, "header.set-cookie"))
        .contains("SID");
    assertThat(ResponseValues.at(after, "header.set-cookie.SID.SameSite")).containsExactly("lax");
  }

  @Test
  void anAnswerThatNeverCameHasAnOutcomeOnly() {
    ResponseView reset = new ResponseView(Outcome.RESET_BEFORE_RESPONSE, 0, null, 0, 0);
    assertThat(ResponseValues.at(reset, "outcome")).containsExactly("reset_before_response");
    assertThat(ResponseValues.at(reset, "status")).isEmpty();
    assertThat(ResponseValues.at(reset, "$.state")).isEmpty();
  }
}
