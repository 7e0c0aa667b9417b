package dev.backdraft.replay.verdict;

import static dev.backdraft.replay.verdict.Verdict.Answer.DOES_NOT_HOLD;
import static dev.backdraft.replay.verdict.Verdict.Answer.HOLDS;
import static dev.backdraft.replay.verdict.Verdict.Answer.UNCLEAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final VerdictRule FAILURES = VerdictRule.quick(Symptom.Failures.usual(), false);
  private static final VerdictRule P99 =
      VerdictRule.quick(new Symptom.Figure("p99", 0.8, 0), false);

  /** A run with a known truth: rates per request, medians and the spread between blocks. */
  private static List<BlockPair> run(
      SplittableRandom random, int pairs, double failBefore, double failAfter, double p99Ratio) {
    List<BlockPair> run = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      run.add(
          new BlockPair(block(random, failBefore, 1), block(random, failAfter, p99Ratio), true));
    }
    return run;
  }

  private static BlockPair.Block block(SplittableRandom random, double fail, double p99) {
    long requests = 6_000;
    long failures = 0;
    for (int i = 0; i < requests; i++) {
      failures += random.nextDouble() < fail ? 1 : 0;
    }
    return new BlockPair.Block(
        requests,
        failures,
        Map.of(
            "p50", 2e6 * Math.exp(0.03 * random.nextGaussian()),
            "p99", p99 * 2e7 * Math.exp(0.08 * random.nextGaussian())),
        failures == 0 ? Map.of() : Map.of("reset_before_response", failures));
  }

  private static Verdict judge(VerdictRule rule, List<BlockPair> run) {
    return Judge.judge(rule, 0, run, ResponseFindings.NONE, 1);
  }

  private static double share(
      VerdictRule rule, Verdict.Answer answer, double before, double after, double p99) {
    SplittableRandom random = new SplittableRandom(99);
    int hits = 0;
    int runs = 300;
    for (int i = 0; i < runs; i++) {
      hits += judge(rule, run(random, 6, before, after, p99)).answer() == answer ? 1 : 0;
    }
    return hits / (double) runs;
  }

  @Test
  void aFixOfRareFailuresHolds() {
    assertThat(share(FAILURES, HOLDS, 14.2e-4, 0, 1)).isGreaterThan(0.9);
  }

  @Test
  void anUnchangedDefectDoesNotHoldAndNeverHolds() {
    assertThat(share(FAILURES, DOES_NOT_HOLD, 0.01, 0.01, 1)).isGreaterThan(0.95);
    assertThat(share(FAILURES, HOLDS, 0.01, 0.01, 1)).isZero();
    assertThat(share(FAILURES, HOLDS, 14.2e-4, 14.2e-4 * 0.2, 1)).isLessThanOrEqualTo(0.045);
  }

  @Test
  void beforeAgainstBeforeNeverHolds() {
    assertThat(share(FAILURES, HOLDS, 0, 0, 1)).isZero();
    assertThat(share(FAILURES, UNCLEAR, 0, 0, 1)).isGreaterThan(0.95);
    assertThat(share(P99, HOLDS, 0, 0, 1)).isLessThanOrEqualTo(0.025);
  }

  @Test
  void aSlowerBuildBreaksItsGuard() {
    assertThat(share(FAILURES, DOES_NOT_HOLD, 0.002, 0, 2.5)).isGreaterThan(0.95);
  }

  @Test
  void aFifthOfTheP99Holds() {
    assertThat(share(P99, HOLDS, 0, 0, 0.2)).isGreaterThan(0.95);
    assertThat(share(P99, HOLDS, 0, 0, 0.8)).isLessThanOrEqualTo(0.045);
  }

  @Test
  void aNewKindOfFailureCountsByHowOftenItWasSeen() {
    SplittableRandom random = new SplittableRandom(1);
    for (long count : new long[] {1, 6, 7}) {
      List<BlockPair> run = run(random, 6, 0.002, 0, 1);
      for (int i = 0; i < 2; i++) {
        BlockPair old = run.get(i);
        long here = i == 0 ? 1 : count - 1;
        Map<String, Long> kinds = here == 0 ? Map.of() : Map.of("malformed_response", here);
        run.set(
            i,
            new BlockPair(
                old.before(),
                new BlockPair.Block(6_000, here, old.after().figures(), kinds),
                true));
      }
      assertThat(judge(FAILURES, run).answer()).isEqualTo(count >= 7 ? DOES_NOT_HOLD : UNCLEAR);
    }
  }

  @Test
  void requestsWhoseSourceFailedCountAgainstTheBuildThatFailedIt() {
    assertThat(dependencies(0, 300).answer()).isEqualTo(DOES_NOT_HOLD);
    assertThat(dependencies(0, 300).reasons())
        .first()
        .asString()
        .isEqualTo(
            "1,800 requests could not be sent after (0 before): the requests that they depend on"
                + " failed");
    assertThat(dependencies(300, 300).answer()).as("nothing was tried of them").isEqualTo(UNCLEAR);
    assertThat(dependencies(300, 0).answer()).isEqualTo(UNCLEAR);
    assertThat(dependencies(2, 2).answer()).as("too few to matter").isEqualTo(HOLDS);
  }

  private static Verdict dependencies(long before, long after) {
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.01, 0, 1);
    run.replaceAll(
        pair -> new BlockPair(with(pair.before(), before), with(pair.after(), after), true));
    return judge(FAILURES, run);
  }

  private static BlockPair.Block with(BlockPair.Block block, long unsent) {
    Map<String, Long> kinds = new HashMap<>(block.kinds());
    kinds.put("not_sent_dependency", unsent);
    return new BlockPair.Block(block.requests(), block.failures(), block.figures(), kinds);
  }

  @Test
  void aRunWhoseGeneratorFailedIsUnclear() {
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.01, 0, 1);
    for (int i = 0; i < 2; i++) {
      run.set(i, new BlockPair(run.get(i).before(), run.get(i).after(), false));
    }
    Verdict verdict = judge(FAILURES, run);
    assertThat(verdict.answer()).isEqualTo(UNCLEAR);
    assertThat(verdict.reasons()).first().asString().contains("not valid");
    assertThat(judge(FAILURES, run.subList(1, 5)).reasons())
        .first()
        .asString()
        .contains("only 4 of 6");
    assertThat(judge(FAILURES, run.subList(0, 4)).reasons())
        .first()
        .asString()
        .contains("failed in 2 of the first 4 pairs, and of 6 at most 1 may fail");
  }

  /** Ended early or run to its end, a run is valid or not alike. */
  @Test
  void aRunIsLostWhereItsEndCouldOnlyBeInvalid() {
    for (int wanted = 2; wanted <= 60; wanted++) {
      VerdictRule rule = FAILURES.withPairs(wanted);
      int last = rule.looks().getLast();
      for (int failed = 0; failed <= last; failed++) {
        List<BlockPair> first = pairs(failed, 0);
        List<BlockPair> end = pairs(failed, last + Judge.madeUp(last, first) - failed);
        assertThat(Judge.isLost(rule, first))
            .as("%d failed of %d", failed, last)
            .isEqualTo(Judge.isVoid(end));
      }
    }
  }

  private static List<BlockPair> pairs(int failed, int whole) {
    BlockPair.Block block = new BlockPair.Block(100, 0, Map.of(), Map.of());
    List<BlockPair> pairs = new ArrayList<>();
    for (int i = 0; i < failed + whole; i++) {
      pairs.add(new BlockPair(block, block, i >= failed));
    }
    return pairs;
  }

  @Test
  void undeclaredResponseChangesCountAgainstTheFix() {
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.01, 0, 1);
    ResponseFindings changed =
        new ResponseFindings(
            List.of("GET /cart status"), List.of(), ResponseFindings.Shown.NOTHING, false);
    Verdict verdict = Judge.judge(FAILURES, 0, run, changed, 1);
    assertThat(verdict.answer()).isEqualTo(DOES_NOT_HOLD);
  }

  @Test
  void responsesThatDifferInSomeBlocksOnlyLeaveItUnclear() {
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.01, 0, 1);
    assertThat(judge(FAILURES, run).answer()).isEqualTo(HOLDS);
    ResponseFindings some =
        new ResponseFindings(
            List.of(), List.of("GET /cart $.state"), ResponseFindings.Shown.NOTHING, false);
    Verdict verdict = Judge.judge(FAILURES, 0, run, some, 1);
    assertThat(verdict.answer()).isEqualTo(UNCLEAR);
    assertThat(verdict.reasons()).containsExactly("a response may have changed: GET /cart $.state");
  }

  @Test
  void theRuleIsToldInAPersonsWords() {
    assertThat(FAILURES.asked())
        .isEqualTo("failures at most 0.2 of before; guards p50 0.15, p99 0.5, failures 0.001");
    Symptom tail = new Symptom.Figure("p99", 0.8, 2e6, "GET /carts/{id}");
    assertThat(FAILURES.withGuards(List.of()).asked())
        .isEqualTo("failures at most 0.2 of before; no guards");
    assertThat(VerdictRule.quick(tail, false).withGuards(List.of()).asked())
        .isEqualTo(
            "p99 of GET /carts/{id} below 0.8 of before, which is above 2000000.0; no guards");
    assertThat(VerdictRule.quick(new Symptom.Responses(), false).asked())
        .startsWith("responses as declared; ");
  }

  @Test
  void aRunThatWasStoppedBetweenItsLooksIsNotLookedAtAThirdTime() {
    VerdictRule twice = VerdictRule.quick(Symptom.Failures.usual(), true);
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.002, 0.002, 1);
    Verdict first = judge(twice, run);
    run.addAll(run(new SplittableRandom(2), 3, 0.05, 0, 1));
    assertThat(judge(twice, run)).isEqualTo(first);
    assertThat(judge(twice, run).rule()).startsWith("quick: 6 valid pairs, one-sided level 0.016");
  }

  @Test
  void sameDataAndSeedGiveTheSameVerdictAndSayTheRule() {
    List<BlockPair> run = run(new SplittableRandom(1), 6, 0.01, 0, 1);
    assertThat(judge(FAILURES, run)).isEqualTo(judge(FAILURES, run));
    assertThat(judge(FAILURES, run).rule())
        .startsWith("quick: 6 valid pairs, one-sided level 0.025");
    assertThat(judge(FAILURES, run).answer().exitCode()).isZero();
  }

  @Test
  void tooFewRequestsAreSaidAsSuchWithHowManyWouldDo() {
    List<BlockPair> run = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      run.add(BlockStatisticsTest.pair(0, 0, 120, 10, 1));
    }
    Symptom median = new Symptom.Figure("p50", 0.8, 0);
    Verdict verdict = judge(VerdictRule.quick(median, false), run);
    assertThat(verdict.answer()).isEqualTo(UNCLEAR);
    assertThat(verdict.reasons())
        .contains(
            "too few requests to rule out that failures rise by 0.1 points: none of 720 failed"
                + " after, 3,001 would do");
    assertThat(verdict.morePairs()).isEqualTo(20);
  }

  @Test
  void failuresThatAreGoneNeedNoProofAgainstARise() {
    List<BlockPair> run = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      run.add(BlockStatisticsTest.pair(7 + i % 2, 0, 120, 1, 1));
    }
    assertThat(judge(FAILURES, run).answer()).isEqualTo(HOLDS);
  }

  @Test
  void saysHowManyPairsWouldSettleIt() {
    SplittableRandom random = new SplittableRandom(4);
    List<BlockPair> run = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double noise = Math.exp(0.5 * random.nextGaussian());
      run.add(BlockStatisticsTest.pair(0, 0, 6_000, 1, 1));
      run.set(
          i,
          new BlockPair(
              new BlockPair.Block(6_000, 0, Map.of("p50", 1.0, "p99", 1.0), Map.of()),
              new BlockPair.Block(6_000, 0, Map.of("p50", 1.0, "p99", 0.7 * noise), Map.of()),
              true));
    }
    Verdict verdict = judge(P99, run);
    assertThat(verdict.answer()).isEqualTo(UNCLEAR);
    assertThat(verdict.morePairs()).isPositive();
  }
}
