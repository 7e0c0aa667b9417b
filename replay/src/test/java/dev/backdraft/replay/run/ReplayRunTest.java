package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole replays of builds whose faults are known, and with them the verdict. The machine that tests
 * may be busy with other things: what it does to latency is left out of the guards by the plan, and
 * what is planted lies far beyond it.
 */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class ReplayRunTest {
  /** Six pairs of the briefest blocks are too few to rule out one failure in a thousand. */
  private static final String GUARDS = "guards: {p50: none, p99: none, failures: 0.01}\n";

  @TempDir Path folder;

  private ShopReplay replay() {
    return new ShopReplay(folder);
  }

  private static long failures(ReplayRun.Result result, boolean before) {
    return result.pairs().stream()
        .mapToLong(pair -> (before ? pair.before() : pair.after()).failures())
        .sum();
  }

  private static void verdictIs(Verdict.Answer answer, String reason, ReplayRun.Result result) {
    Verdict verdict = result.verdict();
    assertThat(verdict.answer()).as("%s of %s", verdict, result.pairs()).isEqualTo(answer);
    assertThat(verdict.reasons()).first().asString().startsWith(reason);
  }

  /** The file says what the run said, in the form that is published. */
  private void resultSays(int exitCode) throws Exception {
    Path file = folder.resolve("out/result.json");
    assertThat(ResultSchema.complaints(file)).isEmpty();
    assertThat(Files.readString(file))
        .startsWith("{\"format\":\"backdraft-replay-result\",\"version\":1,\"verdict\":")
        .contains("\"exitCode\":" + exitCode + ",");
  }

  private List<String> kept(String below) throws Exception {
    try (var files = Files.list(folder.resolve(below))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> ofEachBlock(String... endings) {
    List<String> names = new ArrayList<>();
    for (int pair = 1; pair <= 6; pair++) {
      for (String side : List.of("before", "after")) {
        for (String ending : endings) {
          names.add("0" + pair + "-" + side + ending);
        }
      }
    }
    return names;
  }

  private static BlockReport block(ReplayRun.Result result, boolean before) {
    return result.blocks().stream()
        .filter(block -> block.before() == before)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDroppedConnectionOnLargeCartsIsFoundAndItsFixHolds() throws Exception {
    ReplayRun.Result result =
        replay()
            .check(
                "{symptom: failures, endpoint: 'GET /carts/{id}', outcome: closed_before_response}")
            .more(GUARDS)
            .run("drop", "none");
    verdictIs(
        Verdict.Answer.HOLDS,
        "failures of GET /carts/{id}, closed_before_response fell from",
        result);
    assertThat(failures(result, true)).isGreaterThan(20);
    assertThat(failures(result, false)).isZero();
    assertThat(result.pairs().getFirst().before().kinds())
        .containsOnlyKeys("closed_before_response");
    assertThat(result.fields())
        .as("that it answers at all is no change to declare")
        .filteredOn(FieldComparison.Field::certain)
        .extracting(FieldComparison.Field::path)
        .containsExactly("outcome");
    resultSays(0);
    assertThat(kept("out"))
        .contains("result.json", "samples")
        .containsAll(ofEachBlock(".log", ".hlog"))
        .noneMatch(name -> name.endsWith(".part") || name.endsWith(".jfr"));
  }

  @Test
  void theSameBuildTwiceNeverHolds() throws Exception {
    ReplayRun.Result result = replay().inProcess().run("drop", "drop");
    verdictIs(Verdict.Answer.DOES_NOT_HOLD, "failures are still there", result);
    assertThat(result.verdict().checks().getFirst().state()).isEqualTo(Verdict.State.BROKEN);
    assertThat(result.fields()).noneMatch(FieldComparison.Field::certain);
    resultSays(3);
  }

  @Test
  void aChangedEnumDoesNotHoldThoughTheSymptomIsGone() throws Exception {
    ReplayRun.Result result = replay().inProcess().more(GUARDS).run("drop", "enum");
    verdictIs(
        Verdict.Answer.DOES_NOT_HOLD,
        "a response changed that was not declared: GET /carts/{id} $.state (value, ",
        result);
    assertThat(result.verdict().reasons()).hasSize(1);
    assertThat(result.verdict().checks().getFirst().state()).isEqualTo(Verdict.State.PASSED);
    FieldComparison.Field field =
        result.fields().stream()
            .filter(one -> one.path().equals("$.state"))
            .findFirst()
            .orElseThrow();
    assertThat(field.certain()).isTrue();
    assertThat(field.noise()).isZero();
    assertThat(field.samples().getFirst().before()).isEqualTo("PAID");
    assertThat(field.samples().getFirst().after()).isEqualTo("paid");
    resultSays(3);
    assertThat(kept("out/samples"))
        .anyMatch(name -> name.matches("\\d\\d-request-\\d+-before.txt"))
        .anyMatch(name -> name.matches("\\d\\d-request-\\d+-after.txt"));
  }

  /**
   * A second and a half against a fifth of it, of every thirtieth request: a machine must stop for
   * more than a second to hide that. No request of the warm-up is a slow one.
   */
  @Test
  void aFifthOfTheTailHolds() throws Exception {
    ReplayRun.Result result =
        replay()
            .check("{symptom: p99}")
            .load("{rate: 500, warmup: 0.04, measure: 0.3, countLost: false}")
            .more("guards: {p50: none, failures: 0.01}\n")
            .run("slow", "fast");
    verdictIs(Verdict.Answer.HOLDS, "p99 changed by -", result);
    assertThat(result.verdict().checks())
        .extracting(Verdict.Check::label)
        .contains("guard: p99", "guard: failures");
    resultSays(0);
  }

  @Test
  void aTenthOfTheAllocationHolds() throws Exception {
    ReplayRun.Result result =
        replay()
            .check("{symptom: allocation, margin: 0.97}")
            .load("{rate: 600, warmup: 0.2, measure: 0.5, countLost: false}")
            .more("jfr: profile\n" + GUARDS)
            .run("mega10", "mega");
    verdictIs(Verdict.Answer.HOLDS, "allocation changed by -", result);
    BlockReport block = result.blocks().getFirst();
    assertThat(block.files().recording()).exists();
    assertThat(block.watched()).containsKeys("gcCount", "rssPeakBytes", "liveAfterBytes");
    assertThat(kept("out"))
        .containsAll(ofEachBlock(".log", ".hlog", ".jfr"))
        .noneMatch(name -> name.endsWith(".whole.jfr"));
    resultSays(0);
  }

  @Test
  void aLeakIsFoundByASoakAndItsFixHolds() throws Exception {
    ReplayRun.Result result =
        replay()
            .check("{symptom: leak, margin: 0.5}")
            .more("soak: true\n" + GUARDS)
            .load("{rate: 600, warmup: 0.3, measure: 1.8, connections: 8, countLost: false}")
            .run("leak", "none");
    verdictIs(Verdict.Answer.HOLDS, "leak changed by -", result);
    assertThat(result.pairs()).hasSize(6);
    double[] bytes =
        result.pairs().stream()
            .mapToDouble(pair -> pair.before().figures().getOrDefault("leak", 0.0))
            .sorted()
            .toArray();
    assertThat(bytes[bytes.length / 2]).isBetween(3_600.0, 6_000.0);
    assertThat(result.blocks()).as("what is judged").hasSize(12);
    assertThat(result.settling())
        .extracting(part -> part.side() + " " + part.pair())
        .containsExactlyInAnyOrder("before 1", "before 2", "after 1", "after 2");
    assertThat(result.settling())
        .allSatisfy(part -> {
          assertThat(part.block().requests()).as("as each that counts").isEqualTo(180);
          assertThat(part.block().figures()).containsKey("leak");
        });
    assertThat(result.facts().notes())
        .anyMatch(note -> note.startsWith("a soak settles first: 0.6 s on each side"))
        .anyMatch(note -> note.startsWith("while a side settled, part by part, live bytes"));
    resultSays(0);
  }

  @Test
  void aSoakThatIsStoppedWhileItSettlesKeepsWhatItSawAndJudgesNothing() throws Exception {
    ReplayRun.Result result =
        replay()
            .inProcess()
            .more("soak: true\n")
            .load("{rate: 600, warmup: 0, measure: 600, countLost: false}")
            .stopAt(ReplayListener.Stage.SETTLING)
            .run("drop", "none");
    verdictIs(Verdict.Answer.UNCLEAR, "only 0 of 6 pairs were run", result);
    assertThat(result.blocks()).isEmpty();
    assertThat(result.settling()).singleElement().extracting(BlockReport::pair).isEqualTo(1);
    assertThat(result.facts().notes())
        .contains("stopped before both sides had settled and a part of each could be judged");
    resultSays(4);
  }

  @Test
  void aPartOfASoakThatWasCutShortIsNoPair() throws Exception {
    ReplayRun.Result result =
        replay()
            .inProcess()
            .more("soak: true\n")
            .load("{rate: 600, warmup: 0, measure: 0.6, countLost: false}")
            .stopAtPart(2)
            .run("none", "none");
    verdictIs(Verdict.Answer.UNCLEAR, "only 1 of 6 pairs were run", result);
    assertThat(result.blocks()).as("six of one side, two of the other").hasSize(8);
  }

  @Test
  void rowsOfTheOlderBuildAreReadByTheFix() throws Exception {
    Path rows = Files.createDirectories(folder.resolve("rows"));
    Files.writeString(rows.resolve("row.json"), "\"12\"");
    ReplayRun.Result result =
        replay().target("  state: rows\n").ready("port").more(GUARDS).run("rows", "oldrows");
    verdictIs(Verdict.Answer.HOLDS, "failures fell from ", result);
    assertThat(result.pairs())
        .allSatisfy(pair -> {
          assertThat(pair.before().kinds()).containsOnlyKeys("status_500");
          assertThat(pair.before().failures()).isEqualTo(pair.before().requests());
          assertThat(pair.after().failures()).isZero();
        });
    assertThat(rows.resolve("row.json")).content().isEqualTo("\"12\"");
    resultSays(0);
  }

  @Test
  void valuesOfEarlierResponsesAreCarriedOn() throws Exception {
    ReplayRun.Result result =
        replay()
            .inProcess()
            .carrying()
            .more(
                "unsafe: true\ncarry: [{from: 'POST /login', take: $.token}, "
                    + "{from: 'POST /login', take: 'cookie:SID', into: 'cookie:SID'}]\n")
            .pairs(1)
            .run("none", "none");
    BlockReport block = result.blocks().getFirst();
    assertThat(block.outcomes()).containsOnlyKeys("status_200");
    assertThat(result.facts().notes()).anyMatch(note -> note.contains("values of earlier"));
  }

  @Test
  void aFixThatBreaksTheLoginDoesNotHold() throws Exception {
    ReplayRun.Result result =
        replay()
            .inProcess()
            .carrying()
            .check("{symptom: p50, margin: 1}")
            .more("unsafe: true\nguards: none\ncarry: [{from: 'POST /login', take: $.token}]\n")
            .pairs(2)
            .run("none", "nologin");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(result.verdict().reasons())
        .anyMatch(reason -> reason.contains("requests could not be sent after (0 before)"));
    assertThat(block(result, false).notes())
        .as("which value was missed, and where")
        .anyMatch(note -> note.contains("do not hold \"$.token\" of \"POST /login\""));
    assertThat(block(result, true).notes()).noneMatch(note -> note.contains("do not hold"));
  }

  @Test
  void anEndpointThatNobodyAsksIsAClearError() {
    assertThatThrownBy(
            () -> replay().check("{symptom: failures, endpoint: GET /basket}").run("drop", "none"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("they go to GET /carts/{id}");
  }

  private static final String DECLARED =
      "guards: none\nexpect: {field: 'GET /carts/{id} $.state', from: PAID, to: paid}\n";

  @Test
  void aDeclaredChangeOfAnAnswerHolds() throws Exception {
    ReplayRun.Result changed =
        replay().inProcess().check("{symptom: responses}").more(DECLARED).run("none", "enum");
    verdictIs(Verdict.Answer.HOLDS, "responses changed as declared", changed);
  }

  @Test
  void aDeclaredChangeThatIsNotThereDoesNotHold() throws Exception {
    ReplayRun.Result same =
        replay()
            .inProcess()
            .check("{symptom: responses}")
            .more(DECLARED)
            .pairs(2)
            .run("none", "none");
    verdictIs(Verdict.Answer.DOES_NOT_HOLD, "the response is still as it was before", same);
  }

  @Test
  void aTargetThatDiesOrHangsInTheMiddleIsSaidAndItsRequestsAreFailures() throws Exception {
    ReplayRun.Result result =
        replay()
            .load("{rate: 300, warmup: 0.1, measure: 0.4, timeout: 0.2, countLost: false}")
            .stopAfterFirstPair()
            .run("die", "hang");
    BlockReport died = block(result, true);
    assertThat(died.notes()).anyMatch(note -> note.contains("ended by itself with code 7"));
    assertThat(died.outcomes()).containsKey(Outcome.CONNECT_REFUSED.id());
    BlockReport hung = block(result, false);
    assertThat(hung.outcomes()).containsKey(Outcome.RESPONSE_TIMEOUT.id());
    assertThat(hung.block().failures()).isPositive();
    verdictIs(Verdict.Answer.UNCLEAR, "only 1 of 6 pairs were run", result);
    resultSays(4);
  }

  @Test
  void whatAStoppedTargetHadTakenAndNeverAnsweredIsCounted() throws Exception {
    ReplayRun.Result result =
        replay().load("{rate: 300, warmup: 0, measure: 0.1}").pairs(1).run("slow", "none");
    assertThat(block(result, true).lost()).containsKey("closed_before_response");
    assertThat(result.facts().notes())
        .anyMatch(note ->
            note.startsWith("while they were stopped under load")
                && note.contains("closed_before_response"));
    assertThat(block(result, true).block().failures()).as("not of the measured slice").isZero();
  }

  @Test
  void aClockThatIsSetBackChangesNoFigureAndIsSaid() throws Exception {
    ReplayRun.Result result =
        replay()
            .inProcess()
            .load("{rate: 600, warmup: 0.1, measure: 0.2, countLost: false}")
            .clockSetBack()
            .pairs(1)
            .run("none", "none");
    BlockReport block = result.blocks().getFirst();
    assertThat(block.notes()).anyMatch(note -> note.contains("the clock was set"));
    assertThat(block.block().requests()).isEqualTo(120);
    assertThat(block.seconds()).isBetween(0.15, 60.0); // 120 requests at 600 a second
    assertThat(block.response().maxNanos()).isBetween(1L, 60_000_000_000L);
  }

  @Test
  void leakedFilesAndCountersAreSeen() throws Exception {
    ReplayRun.Result result =
        replay().target("  metrics: /metrics\n").pairs(1).run("files", "none");
    BlockReport before = block(result, true);
    assertThat(before.notes()).anyMatch(note -> note.contains("more files and sockets open"));
    assertThat(before.metrics().get("served_total{a=\"b c\"}")).isGreaterThan(90);
  }

  @Test
  void aRestartInTheMiddleKeepsPortAndState() throws Exception {
    ReplayRun.Result result =
        replay()
            .load("{rate: 200, warmup: 0.2, measure: 1.2, countLost: false}")
            .target("  restartAt: 0.4\n")
            .pairs(1)
            .run("none", "none");
    BlockReport block = result.blocks().getFirst();
    assertThat(block.notes()).anyMatch(note -> note.startsWith("restarted 0.4 s into measuring"));
    assertThat(block.outcomes()).containsKey("status_200");
  }

  @Test
  void aTargetThatNeverGetsReadyIsAnError() {
    assertThatThrownBy(
            () -> replay().target("  readySeconds: 1\n").ready("{log: never}").run("none", "none"))
        .isInstanceOf(TargetException.NotReady.class);
  }

  @Test
  void aDiskThatIsFullLosesNoVerdict() throws Exception {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("result.json.part"), full);
    Files.createSymbolicLink(out.resolve("01-before.hlog"), full);
    Files.createSymbolicLink(out.resolve("01-before.log"), full);
    ReplayRun.Result result = replay().pairs(1).run("none", "none");
    assertThat(result.facts().problems())
        .singleElement()
        .asString()
        .contains("result.json", "it is in");
    assertThat(result.blocks()).hasSize(2);
    assertThat(result.facts().notes()).anyMatch(note -> note.contains("histograms are not kept"));
  }

  @Test
  void aCaptureOfNothingIsAClearError() {
    assertThatThrownBy(() -> replay().capture("").run("none", "none"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("of this capture none can be sent");
  }

  @Test
  void aSecretThatIsNotSetIsToldBeforeAnythingIsSent() {
    assertThatThrownBy(
            () -> replay().more("secrets: {Authorization: NO_SUCH}\n").run("none", "none"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("NO_SUCH");
  }

  @Test
  void anAddressElsewhereIsRefused() {
    assertThatThrownBy(() -> replay().address("http://192.0.2.1:80").run("none", "none"))
        .isInstanceOf(TargetException.Forbidden.class);
  }
}
