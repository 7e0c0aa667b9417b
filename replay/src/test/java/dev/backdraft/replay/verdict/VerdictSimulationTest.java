package dev.backdraft.replay.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import dev.backdraft.replay.verdict.VerdictSimulation.Fix;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small, seeded part of the simulation whose figures stand in docs/verdict.md. */
class VerdictSimulationTest {
  private static final int RUNS = 800;

  /** 2.5 % with three standard errors of so many runs. */
  private static final double AT_MOST = 0.025 + 3 * Math.sqrt(0.025 * 0.975 / RUNS);

  private static VerdictSimulation.Shares quick(Symptom symptom, Fix fix) throws IOException {
    List<double[]> blocks = VerdictSimulation.measured(false);
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(40);
    VerdictRule rule = VerdictSimulation.rule("quick", symptom, false);
    return new VerdictSimulation(blocks, 5, 14.2e-4).shares(rule, fix, RUNS);
  }

  @Test
  void anUnchangedDefectOrOneAtTheMarginRarelyHolds() throws Exception {
    Symptom failures = Symptom.Failures.usual();
    assertThat(quick(failures, Fix.NONE).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(quick(failures, new Fix(0.2, 1, 1)).holds()).isLessThanOrEqualTo(AT_MOST);
    Symptom p99 = new Symptom.Figure("p99", 0.8, 0);
    assertThat(quick(p99, Fix.NONE).holds()).isLessThanOrEqualTo(AT_MOST);
    assertThat(quick(p99, new Fix(1, 1, 0.8)).holds()).isLessThanOrEqualTo(AT_MOST);
  }

  @Test
  void aHarmlessFixIsRarelySaidNotToHold() throws Exception {
    Symptom failures = Symptom.Failures.usual();
    assertThat(quick(failures, new Fix(0, 1, 1)).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
    Symptom p99 = new Symptom.Figure("p99", 0.8, 0);
    assertThat(quick(p99, new Fix(1, 1, 0.2)).doesNotHold()).isLessThanOrEqualTo(AT_MOST);
  }
}
