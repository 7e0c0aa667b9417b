package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreflightTest {
  @Test
  void namesWhatStandsInTheWayAndTheRemedy() {
    Preflight.Limits small = new Preflight.Limits(1024, 28_000, 128, 2);
    assertThat(Preflight.check(small, 10_000, 2))
        .extracting(Preflight.Obstacle::fatal, o -> o.remedy().split("[ :,]")[0])
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(true, "raise"),
            org.assertj.core.groups.Tuple.tuple(false, "begin"),
            org.assertj.core.groups.Tuple.tuple(false, "use"));
    assertThat(Preflight.check(small, 30_000, 1)).filteredOn(Preflight.Obstacle::fatal).hasSize(2);
  }

  @Test
  void findsNothingWhereThereIsRoom() {
    assertThat(Preflight.check(new Preflight.Limits(1_000_000, 28_000, 4096, 8), 1_000, 2))
        .isEmpty();
    assertThat(Preflight.check(new Preflight.Limits(-1, -1, -1, 8), 100_000, 2)).isEmpty();
  }

  @Test
  void readsTheLimitsOfThisMachine() {
    assertThat(Preflight.limits().cores()).isPositive();
  }
}
