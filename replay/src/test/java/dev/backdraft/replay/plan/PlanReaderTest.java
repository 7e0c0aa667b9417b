package dev.backdraft.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.target.Readiness;
import dev.backdraft.replay.target.TargetAddress;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.verdict.VerdictRule;
import dev.backdraft.replay.verdict.VerdictRule.Guard;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
  private static final String PLAN =
      """
      # the carts that vanished
      captures:
        - checkout.har      # from the browser
        - "night run.gor.gz"
      before:
        command: java -jar "old build.jar" --port={port}
        env: {MODE: test, URL: "http://x:1/#a"}
        state: old-rows
        ready: /health
      after:
        command: [java, -jar, new.jar, "{port}"]
        ready: {log: "Started .* in"}
        grace: 3
      load: {mode: recorded, factor: 2.5, measure: 8}
      protocol: quick
      seed: 42
      check:
        symptom: failures
        margin: 0.1
      unsafe: true
      expect: [POST /carts status]
      """;

  private static ReplayPlan read(String text) throws PlanException {
    return PlanReader.read(text, Path.of("/work"));
  }

  @Test
  void settingsAtTheTopAreOverriddenHoweverThePlanIsWritten() throws Exception {
    String line =
        "{captures: a.har, before: {address: x}, after: {address: x}, check: {symptom: p50}}";
    Map<String, String> instead = Map.of("seed", "7", "protocol", "full");
    for (String text : new String[] {PLAN, line}) {
      ReplayPlan plan = PlanReader.read(text, Path.of("/work"), instead);
      assertThat(plan.seed()).isEqualTo(7);
      assertThat(plan.rule().looks()).containsExactly(10);
    }
  }

  @Test
  void readsAWholePlan() throws Exception {
    ReplayPlan plan = read(PLAN);
    assertThat(plan.captures())
        .containsExactly(Path.of("/work/checkout.har"), Path.of("/work/night run.gor.gz"));
    TargetCommand before = (TargetCommand) plan.before();
    assertThat(before.command()).containsExactly("java", "-jar", "old build.jar", "--port={port}");
    assertThat(before.environment()).isEqualTo(Map.of("MODE", "test", "URL", "http://x:1/#a"));
    assertThat(before.state()).isEqualTo(Path.of("/work/old-rows"));
    assertThat(before.readiness()).isEqualTo(new Readiness.Path("/health"));
    TargetCommand after = (TargetCommand) plan.after();
    assertThat(after.command()).containsExactly("java", "-jar", "new.jar", "{port}");
    assertThat(after.readiness()).isInstanceOf(Readiness.Log.class);
    assertThat(after.graceSeconds()).isEqualTo(3);
    assertThat(plan.load().pace()).isEqualTo(new Pace.Recorded(2.5));
    assertThat(plan.load().warmUpSeconds()).isEqualTo(3);
    assertThat(plan.rule().symptom()).isEqualTo(new Symptom.Failures(0.1));
    assertThat(plan.rule().looks()).isEqualTo(List.of(6));
    assertThat(plan.seed()).isEqualTo(42);
    assertThat(plan.unsafe()).isEqualTo(ReplayPlan.Unsafe.YES);
    assertThat(plan.expect()).containsExactly(new Expectation("POST /carts status"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol: quick       | protokol: quick    | line 15: unknown name "protokol"; did you mean "protocol"?
          protocol: quick       | protocol: quikc    | line 15: "quikc" is none of quick, full; did you mean "quick"?
          seed: 42              | seed: soon         | line 16: expected a number, found "soon"
          seed: 42              | seed: [1           | line 16: ',' or ']' is missing
          seed: 42              | seed: &a 1         | line 16: "&" at the beginning of a value is not read; put it in quotes
          seed: 42              | protocol: full     | line 16: "protocol" stands here twice
          symptom: failures     | symptom: failure   | line 18: "failure" is none of failures, p50, p99, allocation, cpu, leak, responses; did you mean "failures"?
          grace: 3              | grace: 99999       | line 13: expected 0 to 3600, found 99999
          grace: 3              | grase: 3           | line 13: unknown name "grase"; did you mean "grace"?
          ready: /health        | ready: health      | line 9: "health" is none of port
          """)
  void tellsTheLineAndWhatMayHaveBeenMeant(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(PLAN.replace(right, wrong)))
        .isInstanceOf(PlanException.class)
        .hasMessage(message);
  }

  @Test
  void theSymptomMayBeOfOneEndpointAndOfSomeEnds() throws Exception {
    String plan = "captures: a.har\nbefore: {command: x}\nafter: {command: y}\ncheck: ";
    ReplayPlan failures =
        read(plan + "{symptom: failures, endpoint: 'GET /a', outcome: [status_429, closed_idle]}");
    assertThat(failures.rule().symptom())
        .isEqualTo(
            new Symptom.Failures(
                0.2, new VerdictRule.Scope("GET /a", List.of("status_429", "closed_idle"))));
    assertThat(read(plan + "{symptom: p99, endpoint: GET /a}").rule().symptom())
        .isEqualTo(new Symptom.Figure("p99", 0.9, 0, "GET /a"));
    assertThatThrownBy(() -> read(plan + "{symptom: cpu, endpoint: GET /a}"))
        .hasMessage("line 4: \"cpu\" is measured of all endpoints together");
    assertThatThrownBy(() -> read(plan + "{symptom: p50, outcome: closed_idle}"))
        .hasMessage("line 4: only \"failures\" are told by their outcome");
    assertThatThrownBy(() -> read(plan + "{symptom: failures, outcome: closed_idel}"))
        .hasMessageContaining("did you mean \"closed_idle\"?");
    assertThatThrownBy(() -> read(plan + "{symptom: responses}"))
        .hasMessageContaining("\"responses\" needs \"expect\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ''                                  | [content-type, location]
          headers: []                         | []
          headers: ETag                       | [etag]
          headers: [Set-Cookie, VARY, vary]   | [set-cookie, vary]
          """)
  void headersThatAreComparedAreChosen(String line, String names) throws Exception {
    assertThat(read(PLAN + line + "\n").headers()).hasToString(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          headers: [etag, Content-Length] | line 22: "Content-Length" says how an answer travels
          headers: connection             | line 22: "connection" says how an answer travels
          headers: ["two words"]          | line 22: expected the name of a header, found "two words"
          headers: {etag: 1}              | line 22: expected a list of names of headers
          """)
  void headersOfTheWireAreRefused(String line, String message) {
    assertThatThrownBy(() -> read(PLAN + line + "\n"))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void readsWhatIsRarelySaid() throws Exception {
    ReplayPlan plan =
        read(
            """
            captures: a.har
            filter: {method: post, path: ^/carts, status: [5xx, 404], from: 10, to: 20}
            before: {address: "https://10.0.0.1:8443", metrics: /metrics}
            after: {command: x, stop: INT, restartAt: 2.5, tls: true}
            load: {warmup: steady, steadyCap: 60, http: 2, loop: false, timeout: 3}
            soak: true
            pairs: 8
            check: {symptom: leak}
            guards: {p50: 0.3, p99: none, leak: 20}
            unsafe: false
            vary: [jdk, flags]
            carry:
              - {from: "POST /login", take: $.token, into: "header:Authorization"}
            secrets: {Authorization: TOKEN}
            jfr: off
            """);
    assertThat(plan.filter().passes("POST", "/carts/1", 503, 15)).isTrue();
    assertThat(plan.filter().passes("POST", "/carts/1", 200, 15)).isFalse();
    assertThat(plan.filter().passes("POST", "/carts/1", 404, 20)).isFalse();
    assertThat(plan.before()).isEqualTo(new TargetAddress("10.0.0.1", 8443, true, "/metrics"));
    TargetCommand after = (TargetCommand) plan.after();
    assertThat(after.stopSignal()).isEqualTo("INT");
    assertThat(after.restartAtSeconds()).isEqualTo(2.5);
    assertThat(plan.load().warmUp()).isEqualTo(new ReplayPlan.WarmUp(10, true, 60));
    assertThat(plan.load().http2()).isTrue();
    assertThat(plan.load().loop()).isFalse();
    assertThat(plan.rule().looks()).isEqualTo(List.of(8));
    assertThat(plan.rule().guards())
        .containsExactly(
            new Guard(Guard.FAILURES, 0.001), new Guard("p50", 0.3), new Guard("leak", 20));
    assertThat(plan.unsafe()).isEqualTo(ReplayPlan.Unsafe.NO);
    assertThat(plan.carry())
        .containsExactly(new CarryRule("POST /login", "$.token", "header:Authorization"));
    assertThat(plan.jfr()).isEqualTo(ReplayPlan.NO_JFR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filter: {status: often}              | expected a status as 503 or 5xx, found "often"
          filter: {path: '('}                  | not a regular expression: Unclosed group
          filter: {from: 5, to: 5}             | "to" is not after "from"
          guards: {p95: 1}                     | unknown name "p95"; did you mean "p99"?
          vary: [java]                         | "java" is none of jdk, flags, env, command, state, config
          carry: [{from: GET /, take: token}]  | expected $.path, cookie:NAME, header:NAME or regex:..., found "token"
          load: {http: three}                  | "three" is none of 1.1, 2
          redact: {headers: {X-Tenant: true}}  | expected a list, as [a, b], found names with values: X-Tenant
          ignore: {'GET /carts': $.load}       | expected a list, as [a, b], found names with values: GET /carts
          vary: {jdk: true}                    | expected a list, as [a, b], found names with values: jdk
          filter: {method: {GET: 1}}           | expected a list, as [a, b], found names with values: GET
          filter: {path: [a]}                  | expected a regular expression, found a list: leave [ ] out
          jfr: profil                          | "profil" is none of profile, default, off, nor a file that ends with .jfc; did you mean "profile"?
          jfr: [profile]                       | expected a text, found a list: leave [ ] out
          seed: [1]                            | expected a number, found a list: leave [ ] out
          protocol: [quick]                    | expected one of quick, full, found a list: leave [ ] out
          expect: {field: [a]}                 | expected a text, found a list: leave [ ] out
          carry: [{from: [a], take: $.b}]      | expected a text, found a list: leave [ ] out
          """)
  void refusesWhatMakesNoSense(String line, String message) {
    String plan = "captures: a\nbefore: {command: x}\nafter: {command: x}\ncheck: {symptom: p50}\n";
    assertThatThrownBy(() -> read(plan + line)).hasMessage("line 5: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state: old-rows  | state: [old-rows]
          ready: /health   | ready: {path: [/health]}
          ready: /health   | cwd: {a: b}
          ready: /health   | metrics: [/metrics]
          margin: 0.1      | endpoint: [GET /carts]
          """)
  void aListOfOneIsNotReadAsNothing(String right, String wrong) {
    assertThatThrownBy(() -> read(PLAN.replace(right, wrong)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("expected a text, found ");
  }

  @Test
  void theLineIsThatOfTheNameWhateverStandsBelowIt() {
    assertThatThrownBy(() -> read(PLAN + "lods:\n  mode: rate\n  rate: 5\n"))
        .hasMessageStartingWith("line 22: unknown name \"lods\"");
    assertThatThrownBy(() -> read(PLAN + "filter:\n\n  # of\n  pats:\n    - a\n"))
        .hasMessageStartingWith("line 25: unknown name \"pats\"");
    assertThatThrownBy(() -> read(PLAN + "carry:\n  -\n    form:\n      a: 1\n"))
        .hasMessageStartingWith("line 24: unknown name \"form\"");
    assertThatThrownBy(() -> read("captures: a\nbefore:\n  env:\n    A: b\nafter: 1\ncheck: 1\n"))
        .hasMessage("line 2: \"command\" is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "failures"  | "failurs"    | line 10: "failurs" is none of
          "measure"   | "measur"     | line 8: unknown name "measur"
          "load": {   | "lods": {    | line 7: unknown name "lods"
          "x"         | "\\q"         | line 4: "\\q" means nothing in double quotes
          3           | 3 4          | line 8: expected a number, found "3 4"
          "a.har"]    | "a.har"      | line 4: ',' or ']' is missing
          {"symptom"  | {"symptom"[  | line 10: expected "name: value"
          """)
  void aPlanInBracesIsToldByItsLinesToo(String right, String wrong, String message)
      throws Exception {
    String plan =
        """
        {
        \t"captures": ["a.har"],

          "before": {"command": "x"},
          # another build
          "after": {"command": "y"},
          "load": {
            "measure": 3
          },
          "check": {"symptom": "failures"}
        }
        """;
    assertThat(read(plan).load().measureSeconds()).isEqualTo(3);
    assertThatThrownBy(() -> read(plan.replace(right, wrong)))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          java -Dx= '' -jar a.jar            | [java][-Dx=][][-jar][a.jar]
          "java -Dx=\\"a b\\"  '' 'c'd \\t e"   | [java][-Dx=a b][][cd][e]
          'sh -c "it''s"'                    | [sh][-c][it's]
          "caf\\u00e9 \\ud83d\\ude00 \\x41\\\\d"  | [café][😀][A\\d]
          [java, '', " "]                    | [java][][ ]
          """)
  void aCommandIsSplitIntoTheWordsThatAreMeant(String command, String words) throws Exception {
    ReplayPlan plan =
        read(PLAN.replace("command: [java, -jar, new.jar, \"{port}\"]", "command: " + command));
    StringBuilder found = new StringBuilder();
    ((TargetCommand) plan.after())
        .command()
        .forEach(word -> found.append('[').append(word).append(']'));
    assertThat(found).hasToString(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "sh -c 'java -jar a.jar"   | a quote in the command is not closed: '
          java -jar it's.jar         | a quote in the command is not closed: '
          "   "                      | the command is empty
          ['', a]                    | the command is empty
          "java -Dx=\\d"              | "\\d" means nothing in double quotes
          "java \\u12"                | "\\u12" means nothing in double quotes
          "java \\Uffffffff"          | "\\Uffffffff" means nothing in double quotes
          """)
  void aCommandThatIsNotWhollyQuotedIsRefused(String command, String message) {
    String plan = PLAN.replace("command: [java, -jar, new.jar, \"{port}\"]", "command: " + command);
    assertThatThrownBy(() -> read(plan))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("line 11: " + message);
  }

  @Test
  void quotedNamesAreReadAsQuotedTextsAre() throws Exception {
    String names = "secrets: {'a''b': X, \"c\\u00e9\": Y}\n";
    assertThat(read(PLAN + names).secrets()).isEqualTo(Map.of("a'b", "X", "cé", "Y"));
    String below = "secrets:\n  'a''b': X\n  \"c\\\"d: e\": Y\n";
    assertThat(read(PLAN + below).secrets()).isEqualTo(Map.of("a'b", "X", "c\"d: e", "Y"));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> read("captures: a.har\n")).hasMessage("line 1: \"before\" is missing");
    assertThatThrownBy(() -> read("")).hasMessage("line 1: the plan is empty");
    assertThatThrownBy(() -> read("captures:\n\t- a\n")).hasMessageContaining("a tab");
    assertThatThrownBy(() -> read("a: 'x\n")).hasMessage("line 1: a quote that is not closed");
  }

  @Test
  void aRefusalShowsTheBeginningOfWhatItMeans() {
    String much = "much".repeat(10_000);
    for (String text :
        List.of(
            "{\"a\": 1}\n{\"b\": \"" + much + "\"}",
            much,
            PLAN + much + ": 1\n",
            PLAN.replace("seed: 42", "seed: " + much),
            PLAN.replace("protocol: quick", "protocol: " + much))) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(PlanException.class)
          .message()
          .hasSizeLessThan(200);
    }
  }

  @Test
  void everyPrefixAndSeededFlipsAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(6);
    for (int end = 0; end < PLAN.length(); end++) {
      refusedOrRead(PLAN.substring(0, end));
    }
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(PLAN);
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
      text.setCharAt(random.nextInt(text.length()), "\n {}[]:-\"'#,".charAt(random.nextInt(12)));
      refusedOrRead(text.toString());
    }
  }

  private static void refusedOrRead(String text) {
    try {
      assertThat(read(text)).isNotNull();
    } catch (PlanException refused) {
      assertThat(refused.line()).isPositive();
    }
  }

  private static final String LEAST =
      "captures: a.har\nbefore: {command: x}\nafter: {command: x}\ncheck: {symptom: failures}\n";

  @Test
  void readsWhatIsASecretAndWhichServiceIsMeant() throws Exception {
    assertThat(read(LEAST).reading()).isEqualTo(new ReplayPlan.Reading(RedactionRules.usual(), ""));
    ReplayPlan plan =
        read(
            LEAST
                + "service: stock\n"
                + "redact: {headers: X-Tenant, fields: [iban, bic], keep: [csrf-token]}\n");
    assertThat(plan.reading().service()).isEqualTo("stock");
    assertThat(plan.reading().redact())
        .isEqualTo(
            RedactionRules.usual()
                .with(List.of("X-Tenant"), List.of("iban", "bic"))
                .keeping(List.of("csrf-token")));
    assertThat(plan.captureOptions(new byte[] {1}).service()).isEqualTo("stock");
    assertThat(read(LEAST + "redact: {off: true}\n").reading().redact())
        .isEqualTo(RedactionRules.nothing());
    assertThatThrownBy(() -> read(LEAST + "redact: {header: [X]}\n"))
        .hasMessageContaining("did you mean \"headers\"?");
    assertThatThrownBy(() -> read(LEAST + "service: [a, b]\n")).hasMessageContaining("one service");
  }

  @Test
  void givesTheSameTokensUnderTheSameKey(@TempDir Path folder) throws Exception {
    Path har = folder.resolve("a.har");
    Files.writeString(
        har,
        "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"time\":1,"
            + "\"request\":{\"method\":\"GET\",\"url\":\"http://h/?token=abc&iban=DE1\"}}]}}");
    ReplayPlan plan = read(LEAST + "redact: {fields: [iban], keep: [x]}\n");
    byte[] key = "the user's own".getBytes(StandardCharsets.UTF_8);
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Requests requests =
          CaptureReader.open(List.of(har), plan.captureOptions(key), Progress.NONE)) {
        targets.add(requests.target(0));
      }
    }
    assertThat(targets.get(0)).isEqualTo(targets.get(1)).contains("iban=bd-secret-");
  }
}
