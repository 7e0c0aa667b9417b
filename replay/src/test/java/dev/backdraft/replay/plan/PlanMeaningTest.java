package dev.backdraft.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.replay.target.TargetCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads well and cannot be meant is refused; what is only unusual is not. */
class PlanMeaningTest {
  private static ReplayPlan read(String target, String line) throws PlanException {
    return PlanReader.read(
        "captures: a.har\nafter: {command: x}\n"
            + (line.startsWith("check:") ? "" : "check: {symptom: failures}\n")
            + "before: {command: x"
            + target
            + "}\n"
            + line
            + "\n",
        Path.of("/w"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load: {mode: inflight, rate: 100}        | "rate" is the pace of "mode: rate", and the mode is inflight; leave one of them out
          load: {mode: rate, factor: 10}           | "factor" is the pace of "mode: recorded", and the mode is rate; leave one of them out
          load: {inflight: 10}                     | "inflight" is the pace of "mode: inflight", and the mode is rate; leave one of them out
          load: {rate: 1000d}                      | expected a number, found "1000d"
          load: {rate: NaN}                        | expected a number, found "NaN"
          expect: ['$.state']                      | expected an endpoint and a field of its answers, as POST /carts $.state (or status, outcome, body, header.NAME), found "$.state"
          expect: {field: 'POST  /carts status'}   | expected a method and a path, as GET /carts/{id}, found "POST  /carts"
          expect: 'POST /carts state'              | expected an endpoint and a field of its answers, as POST /carts $.state (or status, outcome, body, header.NAME), found "POST /carts state"
          ignore: ['GET /carts/17 $.load']         | no endpoint is called "GET /carts/17"; did you mean "GET /carts/{id}"?
          carry: [{from: /login, take: $.a}]       | expected a method and a path, as GET /carts/{id}, found "/login"
          carry: [{from: post /login, take: $.a}]  | no endpoint is called "post /login"; did you mean "POST /login"?
          filter: {method: GTE}                    | no method is called "GTE"; did you mean "GET"?
          filter: {method: [GET, PSOT]}            | no method is called "PSOT"; did you mean "POST"?
          filter: {method: DELET}                  | no method is called "DELET"; did you mean "DELETE"?
          filter: {method: GET POST}               | expected a method, or a list as [GET, POST], found "GET POST"
          pairs: 7.9                               | expected a whole number, found 7.9
          seed: 1.5                                | expected a whole number, found 1.5
          guards: {p50: 15}                        | expected a part, as 0.15 for 15 % more, found 15
          guards: {p50: 15%}                       | expected a number, found "15%"; did you mean 0.15?
          guards: {failures: 5}                    | expected a part of all requests, as 0.001 for 0.1 points, found 5
          secrets: {Authorization: null}           | expected a text, found null: leave the name out for none, or put it in quotes
          """)
  void whatCannotBeMeantIsRefused(String line, String message) {
    assertThatThrownBy(() -> read("", line))
        .isInstanceOf(PlanException.class)
        .hasMessage("line 5: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          restartAt: 100              | "restartAt" is not within the 6 seconds that are measured; restart earlier, or raise "measure"
          port: 8080.9                | expected a whole number, found 8080.9
          grace: 0.5                  | expected a whole number, found 0.5
          state: ~                    | expected a text, found ~: leave the name out for none, or put it in quotes
          state: null                 | expected a text, found null: leave the name out for none, or put it in quotes
          env: {A: ~}                 | expected a text, found ~: leave the name out for none, or put it in quotes
          'ready: {path: /a, log: b}' | ready by a "path" or by a line of its "log", not by both; leave one out
          """)
  void aTargetThatCannotBeMeantIsRefused(String setting, String message) {
    assertThatThrownBy(() -> read(", " + setting, ""))
        .isInstanceOf(PlanException.class)
        .hasMessage("line 4: " + message);
  }

  @Test
  void theEndpointOfASymptomHasAMethod() {
    assertThatThrownBy(() -> read("", "check: {symptom: p99, endpoint: /carts}"))
        .hasMessage("line 4: expected a method and a path, as GET /carts/{id}, found \"/carts\"");
    assertThatThrownBy(() -> read("", "check: {symptom: p99, margin: 20}"))
        .hasMessage("line 4: expected 0.000001 to 1, found 20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load: {mode: inflight, inflight: 5}",
        "load: {mode: recorded, factor: 0.5}",
        "load: {mode: rate, rate: 1e3, factor: }",
        "load: {rate: 1_000}",
        "guards: {p50: 2.5, failures: 1, leak: 4096}",
        "filter: {method: [purge, LIST, SET, PUSH, M-SEARCH]}",
        "pairs: 7.0",
        "seed: -3",
        "ignore: ['GET /carts/{id} $.items[].a b', 'OPTIONS * status', 'GET / header.ETag']",
        "expect: {field: 'LINK /x $', from: null, to: ~}",
        "carry: [{from: 'POST /login', take: $.a}]",
        "secrets: {Authorization: 'null'}"
      })
  void whatIsOnlyUnusualIsTaken(String line) throws Exception {
    assertThat(read("", line)).isNotNull();
  }

  @Test
  void nullIsAValueOfAnswersAndAQuotedName() throws Exception {
    Expectation expected =
        read(", state: 'null', restartAt: 5.9", "expect: {field: 'GET / $.a', from: null, to: 1}")
            .expect()
            .getFirst();
    assertThat(expected.from()).isEqualTo("null");
    TargetCommand before = (TargetCommand) read(", state: 'null'", "").before();
    assertThat(before.state()).isEqualTo(Path.of("/w/null"));
  }
}
