package dev.backdraft.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
  @Test
  void tellsWhatTheHostTookAway() {
    MachineLoad first =
        MachineLoad.of(
            List.of("cpu  100 0 100 700 50 0 0 50 0 0", "cpu0 1 1"),
            List.of("0.50 0.40 0.30 1/200 77"));
    MachineLoad then =
        MachineLoad.of(List.of("cpu  150 0 130 800 60 0 0 60 0 0"), List.of("2.25 1 1 3/200 78"));
    assertThat(then.since(first))
        .containsExactly(entry("loadAverage", 2.25), entry("stealShare", 0.05));
  }

  @Test
  void saysNothingWhereTheSystemSaysNothing() {
    assertThat(MachineLoad.of(List.of(), List.of())).isEqualTo(MachineLoad.UNKNOWN);
    assertThat(MachineLoad.of(List.of("cpu what"), List.of())).isEqualTo(MachineLoad.UNKNOWN);
    assertThat(MachineLoad.UNKNOWN.since(MachineLoad.UNKNOWN)).isEmpty();
  }
}
