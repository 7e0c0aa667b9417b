package dev.backdraft.replay.outcome;

import static dev.backdraft.replay.outcome.ResponseDiffTest.view;
import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void anAnswerThatNeverCameHasAnOutcomeOnly() {
    ResponseView reset = new ResponseView(Outcome.RESET_BEFORE_RESPONSE, 0, null, 0, 0);
    assertThat(ResponseValues.at(reset, "outcome")).containsExactly("reset_before_response");
    assertThat(ResponseValues.at(reset, "status")).isEmpty();
    assertThat(ResponseValues.at(reset, "$.state")).isEmpty();
  }
}
