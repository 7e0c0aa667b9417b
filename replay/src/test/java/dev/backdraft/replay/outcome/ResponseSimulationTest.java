package dev.backdraft.replay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.ResponseSimulation.Noise;
import dev.backdraft.replay.outcome.ResponseSimulation.Shares;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A small, seeded part of the simulation whose figures stand in docs/verdict.md. */
class ResponseSimulationTest {
  private static final int RUNS = 400;

  /** 2.5 % with three standard errors of so many runs. */
  private static final double AT_MOST = 0.025 + 3 * Math.sqrt(0.025 * 0.975 / RUNS);

  @ParameterizedTest
  @EnumSource(Noise.class)
  void equalBuildsAreRarelyAccusedWhateverVariesInThem(Noise noise) {
    Shares shares = new ResponseSimulation(7).equalBuilds(noise, 6, RUNS);
    assertThat(shares.accused()).isLessThanOrEqualTo(AT_MOST);
  }

  @ParameterizedTest
  @CsvSource({"2, 6", "40, 6", "2, 10"})
  void aChangeInFewOfManyAnswersIsFound(int changed, int pairs) {
    assertThat(new ResponseSimulation(7).found(changed, pairs, 100)).isGreaterThanOrEqualTo(0.9);
  }
}
