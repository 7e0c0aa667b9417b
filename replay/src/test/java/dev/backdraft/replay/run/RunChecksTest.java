package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunChecksTest {
  @TempDir Path folder;

  private List<Exception> refusals(String before, String more, int requests) throws Exception {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < requests; i++) {
      lines
          .append("{\"time\":\"2026-01-01T00:0")
          .append(i % 6)
          .append(":00Z\",\"scheme\":\"http\",\"host\":\"h\",\"method\":\"")
          .append(i == 0 ? "POST" : "GET")
          .append("\",\"target\":\"/carts/1\"}\n");
    }
    Path capture = Files.writeString(folder.resolve("capture.jsonl"), lines);
    ReplayPlan plan =
        PlanReader.read(
            "captures: capture.jsonl\nbefore: "
                + before
                + "\nafter: {command: sh}\n"
                + (more.contains("check:") ? "" : "check: {symptom: failures}\n")
                + more.replace(';', '\n')
                + "\n",
            folder);
    try (Requests read =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      List<Exception> found = RunChecks.of(plan, read, ReplayOptions.usual()).refusals();
      if (!found.isEmpty()) {
        ReplayRun run =
            new ReplayRun(
                plan, read, folder.resolve("out"), BlockLimits.usual(), new QuietListener());
        assertThatThrownBy(run::run)
            .as("the run refuses it in the same words")
            .isInstanceOf(found.getFirst().getClass())
            .hasMessage(found.getFirst().getMessage());
      }
      return found;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {command: sh}                   | ''                                      | 0 | of the 0 of this capture none can be sent
          {command: sh}                   | 'filter: {path: /wares}'                | 9 | of the 9 of this capture none can be sent: 9 are left out by the plan's "filter"
          {command: sh}                   | 'unsafe: false'                         | 2 | of the 2 of this capture one can be sent: 1 have methods that change data, which this plan does not send
          {command: sh}                   | 'load: {mode: recorded}'                | 3 | of the 3 of this capture one can be sent: 1 have methods that change data, which this plan does not send; 1 come later in the capture than a block lasts
          {command: sh}                   | 'check: {symptom: p99, endpoint: GET /} ' | 9 | no request of the capture goes to "GET /"; they go to GET /carts/{id}
          {command: sh}                   | 'secrets: {X-Key: NO_SUCH_VARIABLE}'    | 9 | the environment variable NO_SUCH_VARIABLE, which holds the secret X-Key, is not set
          {command: sh, state: old-rows}  | ''                                      | 9 | old-rows, is not there
          {command: sh, cwd: elsewhere}   | ''                                      | 9 | elsewhere, is not there
          {command: sh}                   | 'jfr: mine.jfc'                         | 9 | mine.jfc, cannot be read
          {command: nosuchprog-here a}   | ''                                      | 9 | nosuchprog-here, is not on the path
          {command: ./nosuch a}          | ''                                      | 9 | ./nosuch, is not there, or cannot be run
          {address: 'http://192.0.2.1'}  | ''                                      | 9 | 192.0.2.1 is not this machine
          {command: sh}                   | 'load: {mode: inflight, inflight: 900000, connections: 1000000}' | 9 | 900000
          """)
  void whatCannotBeRunIsKnownBeforehand(String before, String more, int requests, String message)
      throws Exception {
    List<Exception> refused = refusals(before, more, requests);
    assertThat(refused).isNotEmpty();
    assertThat(refused).anySatisfy(one -> assertThat(one).hasMessageContaining(message));
    assertThat(refused)
        .allSatisfy(one -> {
          if (one instanceof ReplayException impossible) {
            assertThat(impossible.remedy()).isNotBlank().doesNotContain("--check");
          }
        });
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    String more = "secrets: {X-A: NO_SUCH_A, X-B: NO_SUCH_B};jfr: mine.jfc;filter: {method: PUT}";
    assertThat(refusals("{command: sh, state: old-rows}", more, 9)).hasSize(5);
  }

  @Test
  void aPlanThatTheRunTakesPasses() throws Exception {
    Files.createDirectory(folder.resolve("old-rows"));
    assertThat(refusals("{command: sh, state: old-rows}", "", 9)).isEmpty();
  }

  @Test
  void aHeaderThatTheCaptureLacksIsAddedAndANameThatIsNowhereIsTold() throws Exception {
    Path capture =
        Files.writeString(
            folder.resolve("capture.jsonl"),
            """
            {"backdraft":"requests","version":1}
            {"time":"2026-01-01T00:00:00Z","method":"GET","target":"/a"}
            {"time":"2026-01-01T00:00:00Z","method":"GET","target":"/a"}
            """);
    ReplayPlan plan =
        PlanReader.read(
            """
            captures: capture.jsonl
            before: {command: sh}
            after: {command: sh}
            check: {symptom: failures}
            secrets: {X-Key: K, 'add:Authorization': K}
            """,
            folder);
    try (Requests read =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      RunChecks checks =
          RunChecks.of(plan, read, ReplayOptions.usual().withEnvironment(Map.of("K", "Bearer 1")));
      assertThat(checks.refusals()).isEmpty();
      assertThat(checks.doubts())
          .anyMatch(doubt -> doubt.contains("\"X-Key\"; \"add:X-Key\" adds it"))
          .noneMatch(doubt -> doubt.contains("add:Authorization"));
      String message = new String(checks.rendered().message(1), StandardCharsets.UTF_8);
      assertThat(message).contains("\r\nAuthorization: Bearer 1\r\n").doesNotContain("X-Key");
    }
  }

  private RunChecks checks(String capture, String plan) throws Exception {
    Path file = Files.writeString(folder.resolve("capture.jsonl"), capture);
    ReplayPlan read = PlanReader.read("captures: capture.jsonl\n" + plan, folder);
    try (Requests requests =
        CaptureReader.open(List.of(file), CaptureOptions.usual(1), Progress.NONE)) {
      return RunChecks.of(read, requests, ReplayOptions.usual());
    }
  }

  private static String capture(String... times) {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (String time : times) {
      lines.append("{\"time\":\"2026-01-01T00:").append(time);
      lines.append("Z\",\"method\":\"GET\",\"target\":\"/a\"}\n");
    }
    return lines.toString();
  }

  @Test
  void oneProcessOnBothSidesIsRefusedUnlessSomethingVaries() throws Exception {
    String plan =
        """
        before: {address: 'localhost:81'}
        after: {address: 'http://localhost:81/'}
        check: {symptom: failures}
        """;
    String capture = capture("00:00", "00:01", "00:02");
    assertThat(checks(capture, plan).refusals())
        .singleElement()
        .extracting(Exception::getMessage)
        .asString()
        .contains("are one process");
    assertThat(checks(capture, plan + "vary: [config]\n").refusals()).isEmpty();
  }

  @Test
  void aSilenceThatABlockRunsIntoIsToldWithWhatHelps() throws Exception {
    String plan =
        """
        before: {command: sh}
        after: {command: sh}
        check: {symptom: failures}
        load: {mode: recorded, warmup: 1, measure: 1}
        """;
    RunChecks silent = checks(capture("00:00", "00:00.5", "01:02.5", "01:03"), plan);
    assertThat(silent.refusals())
        .singleElement()
        .isInstanceOfSatisfying(
            ReplayException.class,
            refused -> {
              assertThat(refused)
                  .hasMessageContaining("measure one request")
                  .hasMessageContaining("silent from 0.5 s to 62.5 s");
              assertThat(refused.remedy()).contains("filter: {from: 62.5}").contains("factor");
            });
    RunChecks cut =
        checks(capture("00:00", "00:00.2", "00:00.4", "00:01.2", "00:01.3", "00:09"), plan);
    assertThat(cut.refusals()).isEmpty();
    assertThat(cut.doubts()).anyMatch(doubt -> doubt.contains("silent from 1.3 s to 9.0 s"));
  }

  @Test
  void namesThatTheCaptureDoesNotHaveAreTold() throws Exception {
    RunChecks checks =
        checks(
            capture("00:00", "00:01", "00:02"),
            """
            before: {command: sh}
            after: {command: sh}
            check: {symptom: failures}
            service: checkout
            expect: ['GET /a $.x', 'GET /b $.x']
            ignore: ['GET /a $.y', 'GET /nowhere $.y']
            carry: [{from: POST /login, take: $.token}, {from: GET /a, take: $.id}]
            """);
    assertThat(checks.doubts())
        .anyMatch(doubt -> doubt.contains("\"expect\"") && doubt.contains("GET /b $.x"))
        .anyMatch(doubt -> doubt.contains("\"ignore\"") && doubt.contains("GET /nowhere $.y"))
        .anyMatch(doubt -> doubt.contains("\"carry\"") && doubt.contains("POST /login"))
        .anyMatch(doubt -> doubt.contains("no request sends back \"$.id\" of \"GET /a\""))
        .anyMatch(doubt -> doubt.contains("\"service\": checkout"))
        .noneMatch(doubt -> doubt.contains("GET /a $.x") || doubt.contains("GET /a $.y"));
  }
}
