package dev.backdraft.replay.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.VerdictRule.Guard;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import dev.backdraft.replay.verdict.VerdictSimulation.Fix;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small, seeded part of the simulations whose figures stand in docs/verdict.md. */
class VerdictSimulationTest {
  private static final int RUNS = 800;

  /** 2.5 % with three standard errors of so many runs. */
  private static final double AT_MOST = 0.025 + 3 * Math.sqrt(0.025 * 0.975 / RUNS);

  private static VerdictSimulation.Shares quick(Symptom symptom, Fix fix) throws IOException {
    return shares(VerdictSimulation.rule("quick", symptom, false), fix, VerdictSimulation.FAILURES);
  }

  private static VerdictSimulation.Shares shares(VerdictRule rule, Fix fix, double failures)
      throws IOException {
    List<VerdictSimulation.Measured> blocks = VerdictSimulation.measured(failures == 0);
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(40);
    return new VerdictSimulation(blocks, 5, failures).shares(rule, fix, RUNS);
  }

  @Test
  void anUnchangedDefectOrOneAtTheMarginRarelyHolds() throws Exception {
    Symptom failures = Symptom.Failures.usual();
    assertThat(quick(failures, Fix.NONE).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(quick(failures, Fix.failures(0.2)).holds()).isLessThanOrEqualTo(AT_MOST);
    Symptom p99 = new Symptom.Figure("p99", 0.8, 0);
    assertThat(quick(p99, Fix.NONE).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(quick(p99, Fix.of("p99", 0.8)).holds()).isLessThanOrEqualTo(AT_MOST);
  }

  @Test
  void aHarmlessFixIsRarelySaidNotToHold() throws Exception {
    Symptom failures = Symptom.Failures.usual();
    assertThat(quick(failures, Fix.failures(0)).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    Symptom p99 = new Symptom.Figure("p99", 0.8, 0);
    assertThat(quick(p99, Fix.of("p99", 0.2)).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"allocation", "cpu"})
  void whatARequestCostsIsJudgedAsRarelyWrong(String metric) throws Exception {
    VerdictRule rule = VerdictSimulation.rule("quick", new Symptom.Figure(metric, 0.9, 0), false);
    assertThat(shares(rule, Fix.NONE, 0).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(shares(rule, Fix.of(metric, 0.9), 0).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(shares(rule, Fix.of(metric, 0.5), 0).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    assertThat(shares(rule, Fix.of(metric, 0.5), 0).holds()).isGreaterThan(0.9);
    VerdictRule guarded =
        VerdictSimulation.rule("quick", new Symptom.Figure("p50", 0.9, 0), false)
            .withGuards(List.of(new Guard(metric, 0.1)));
    Fix atTheLimit = new Fix(1, Map.of("p50", 0.5, metric, 1.1));
    assertThat(shares(guarded, Fix.of("p50", 0.5), 0).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    assertThat(shares(guarded, atTheLimit, 0).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    assertThat(shares(guarded, atTheLimit, 0).holds()).isLessThanOrEqualTo(AT_MOST);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void aLeakIsJudgedAsRarelyWrong(boolean busy, boolean soak) throws Exception {
    LeakSimulation simulation = new LeakSimulation(5, busy, ReplayPlan.SETTLING_PARTS);
    assertThat(simulation.sizes().getFirst()).isGreaterThanOrEqualTo(40);
    VerdictRule rule = LeakSimulation.rule("quick", false);
    double leak = LeakSimulation.LEAK;
    assertThat(simulation.shares(rule, soak, leak, leak, RUNS).holds()).isZero();
    assertThat(simulation.shares(rule, soak, leak, 0.2 * leak, RUNS).holds())
        .isLessThanOrEqualTo(AT_MOST);
    assertThat(simulation.shares(rule, soak, 0, 0, RUNS).holds()).isLessThanOrEqualTo(AT_MOST);
    VerdictSimulation.Shares gone = simulation.shares(rule, soak, leak, 0, RUNS);
    assertThat(gone.doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    if (!busy && !soak) {
      assertThat(gone.holds()).isGreaterThan(0.9);
    }
  }
}
