package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Said;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.replay.run.BlockLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command from its words to its exit code, against real services. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
final class ReplayCommandTest {
  @TempDir Path folder;

  /** A busy machine must not make a block void here: what is tested is the command. */
  private static Said replay(String... words) {
    BlockLimits any = new BlockLimits(60_000_000_000L, 1e9, 1, 1e9);
    return Said.by(terminal -> new ReplayCommand(terminal, any), words);
  }

  private String plan(String before, String after, String more) throws IOException {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < 60; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:00.").append(String.format("%03d", i));
      lines.append(
          "Z\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/carts/");
      lines.append(i % 20 == 7 ? 12 : 3).append("\"}\n");
    }
    Files.writeString(folder.resolve("capture.jsonl"), lines);
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        "captures: capture.jsonl\nbefore: {command: "
            + TillTarget.command(before)
            + ", ready: /}\nafter: {command: "
            + TillTarget.command(after)
            + ", ready: /}\nload: {rate: 300, warmup: 0.2, measure: 1, countLost: false}\n"
            + more);
    return file.toString();
  }

  @Test
  void aChangedResponseDoesNotHoldAndExitsWithThree() throws Exception {
    Path out = folder.resolve("out");
    Said said = replay(plan("drop", "enum", "check: {symptom: failures}\n"), "-o", out.toString());
    assertThat(said.err()).contains("60 of 60 requests can be replayed");
    assertThat(said.out()).startsWith("The fix does not hold").contains("$.state");
    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.out()).contains("Failed requests / 10,000").contains("seed 1");
    assertThat(out.resolve("result.json")).exists();
    assertThat(out.resolve("junit.xml")).content().contains("<failure message=\"The fix does");
    assertThat(out.resolve("report.html"))
        .content()
        .contains("The fix does not hold")
        .contains("flame-before-cpu.html")
        .doesNotContain("src=");
    assertThat(out.resolve("flame-before-cpu.html")).exists();
    VerdictPage page = ResultReader.read(out);
    assertThat(page.recordings().before()).hasSize(6);
    assertThat(page.outcomes()).anySatisfy(outcome -> assertThat(outcome.failure()).isTrue());
    Said again = replay(folder.resolve("plan.yaml").toString(), "-o", out.toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("holds a result already");
  }

  @Test
  void anUnknownNameInThePlanIsToldByItsLineWithWhatWasMeant() throws Exception {
    Said said = Said.by("replay", plan("none", "none", "chekc: {symptom: failures}\n"));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("plan.yaml, line 5").contains("did you mean \"check\"?");
  }

  @Test
  void aTargetThatEndsAtOnceIsToldWithItsLastWords() throws Exception {
    Path file = folder.resolve("plan.yaml");
    plan("none", "none", "");
    Files.writeString(
        file,
        """
        captures: capture.jsonl
        before: {command: [sh, -c, 'echo no such database; exit 7']}
        after: {command: [sh, -c, 'echo no such database; exit 7']}
        check: {symptom: failures}
        """);
    Said said = Said.by("replay", file.toString(), "-o", folder.resolve("out").toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("ended with code 7").contains("no such database");
  }

  @Test
  void aPlanIsDraftedFromACaptureAndPassesItsOwnCheck() throws Exception {
    plan("none", "none", "");
    String capture = folder.resolve("capture.jsonl").toString();
    Path file = folder.resolve("new.yaml");
    Said said = Said.by("replay", "--init", capture, "-o", file.toString());
    assertThat(said.exit()).isZero();
    assertThat(Files.readString(file))
        .contains("# What was captured: 60 requests")
        .contains("#        60 GET")
        .contains("GET /carts/{id}")
        .contains("- 'capture.jsonl'");
    assertThat(Said.by("replay", "--check", file.toString()).out()).contains("can be run");
    assertThat(Said.by("replay", "--init", capture, "-o", file.toString()).err())
        .contains("is there already");
    assertThat(Said.by("replay", "--init", capture).out()).contains("# The build with the fix.");
  }

  @Test
  void theSeedAndTheProtocolOfTheCommandLineWinWithoutMovingALine() throws Exception {
    String file = plan("none", "none", "check: {symptom: failures}\nbogus: 1\n");
    Said said = Said.by("replay", "--check", file, "--full", "--seed", "7");
    assertThat(said.err()).contains("line 6").contains("bogus");
    assertThat(Said.by("replay", file, "--full", "--quick").exit()).isEqualTo(2);
    assertThat(Said.by("replay").exit()).isEqualTo(2);
  }

  @Test
  void aPlanThatCannotDecideItsGuardsIsToldByTheCheck() throws Exception {
    String file = plan("none", "none", "check: {symptom: failures}\n");
    Said said = Said.by("replay", "--check", file);
    assertThat(said.exit()).isZero();
    assertThat(said.err())
        .contains("1,800 requests on each side cannot rule out that failures rise by 0.1")
        .contains("3,001 without a failure, 501 a pair");
    Said enough = Said.by("replay", "--check", file, "--full");
    assertThat(enough.err()).contains("3,000 requests on each side");
    String guarded = plan("none", "none", "check: {symptom: failures}\nguards: {failures: 0.01}\n");
    assertThat(Said.by("replay", "--check", guarded).err()).doesNotContain("cannot rule out");
  }

  @Test
  void aPlanInOneLineIsOverriddenToo() throws Exception {
    plan("none", "none", "");
    Path file = folder.resolve("line.yaml");
    Files.writeString(
        file,
        "{captures: capture.jsonl, before: {address: 'localhost:1'}, after: {address:"
            + " 'localhost:2'}, seed: 3, load: {rate: 10, measure: 1}, check: {symptom:"
            + " failures}}");
    assertThat(Said.by("replay", "--check", file.toString()).err()).contains("60 requests on each");
    assertThat(Said.by("replay", "--check", file.toString(), "--full", "--seed", "7").err())
        .contains("100 requests on each side");
  }

  @Test
  void aHostThatIsNotAllowedIsRefusedWithTheWordThatAllowsIt() throws Exception {
    plan("none", "none", "");
    Path file = folder.resolve("far.yaml");
    Files.writeString(
        file,
        """
        captures: capture.jsonl
        before: {address: 'http://192.0.2.1:80'}
        after: {address: 'http://192.0.2.1:80'}
        check: {symptom: failures}
        """);
    Said said = Said.by("replay", file.toString(), "-o", folder.resolve("out").toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("192.0.2.1").contains("--allow-host");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the target finds the engine in /proc")
  void anEngineThatIsKilledIsToldWithWhatToDo() throws Exception {
    Path out = folder.resolve("out");
    String file = plan("killer", "killer", "check: {symptom: failures}\njfr: off\n");
    Said said = replay(file, "-o", out.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("the load engine's process broke: it ended early, with code 137")
        .contains("\n  Perhaps the system ended it for want of memory")
        .doesNotContain("\tat ");
    assertThat(out.resolve("result.json")).doesNotExist();
  }

  @Test
  void theCheckRefusesWhatTheRunRefusesInTheSameWords() throws Exception {
    String checked = "check: {symptom: failures, endpoint: GET /wares}\n";
    String file = plan("none", "none", checked + "secrets: {X-Key: NO_SUCH_A, X-Id: NO_SUCH_B}\n");
    Said check = Said.by("replay", "--check", file);
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).isEmpty();
    assertThat(check.err())
        .contains("NO_SUCH_A")
        .contains("NO_SUCH_B")
        .contains("no request of the capture goes to \"GET /wares\"")
        .contains("Name one of these under \"check\"");
    Said run = Said.by("replay", file, "-o", folder.resolve("out").toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(check.err()).contains(run.err());
    assertThat(run.err()).doesNotContain("--check");
  }

  @Test
  void aPlanThatIsNotThereSaysHowToMakeOne() {
    Said said = Said.by("replay", folder.resolve("none.yaml").toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("there is no such plan").contains("replay --init");
  }

  @Test
  void theSchemaOfPlansIsPrintedAndThePlanNamesIt() throws Exception {
    plan("none", "none", "");
    Said schema = Said.by("replay", "--schema");
    assertThat(schema.exit()).isZero();
    assertThat(schema.out())
        .startsWith("{\n  \"$schema\"")
        .contains("\"countLost\"")
        .endsWith("}\n");
    Said drafted = Said.by("replay", "--init", folder.resolve("capture.jsonl").toString());
    assertThat(drafted.out())
        .contains("backdraft replay --schema > plan.schema.json")
        .contains("\n# # yaml-language-server: $schema=plan.schema.json\n");
  }

  @Test
  void aCaptureInPlaceOfAPlanIsToldAsOneAndNothingOfItIsShown() throws Exception {
    plan("none", "none", "");
    for (String content :
        new String[] {
          Files.readString(folder.resolve("capture.jsonl")).replace("/carts/", "/?pin=s3cret"),
          "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"startedDateTime\":\"s3cret\"}]}}",
          "1 0a 1600000000000000000 0\nGET /s3cret HTTP/1.1\r\n\r\n",
          "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET /s3cret HTTP/1.1\" 200 1\n"
        }) {
      String capture = Files.writeString(folder.resolve("a.cap"), content).toString();
      Said said = Said.by("replay", "--check", capture);
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err())
          .contains("a.cap is a capture (")
          .contains("--init a.cap")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void theServiceOfSpansCanBeChosenInDraftAndRun() throws Exception {
    StringBuilder spans = new StringBuilder();
    for (String service : new String[] {"shop", "shop", "stock"}) {
      spans
          .append("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",")
          .append("\"value\":{\"stringValue\":\"" + service + "\"}}]},\"scopeSpans\":[{\"spans\":[")
          .append("{\"traceId\":\"0a\",\"spanId\":\"" + spans.length() + "\",\"kind\":2,")
          .append("\"startTimeUnixNano\":\"1600000000000000000\",\"attributes\":[{\"key\":")
          .append(
              "\"http.request.method\",\"value\":{\"stringValue\":\"GET\"}},{\"key\":\"url.path\",")
          .append("\"value\":{\"stringValue\":\"/" + service + "\"}}]}]}]}]}\n");
    }
    Path capture = Files.writeString(folder.resolve("spans.json"), spans);
    Path file = folder.resolve("spans.yaml");
    Said drafted =
        Said.by(
            "replay", "--init", capture.toString(), "--service", "stock", "-o", file.toString());
    assertThat(drafted.err()).contains("1 of 3 requests can be replayed");
    assertThat(Files.readString(file)).contains("\nservice: 'stock'\n");
    assertThat(Said.by("replay", "--check", file.toString()).err()).contains("1 of 3 requests");
    assertThat(Said.by("replay", "--check", file.toString(), "--service", "shop").err())
        .contains("2 of 3 requests");
  }
}
