package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.run.BlockLimits;
import dev.backdraft.replay.run.ReplayListener;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three incidents replayed in earnest, once, with shorter blocks than the demo's. They are those
 * whose verdict rests on what was answered, not on how fast: on a machine that does other things as
 * well the latency guards could only say that it does, so they are taken out of the plan here, in
 * the open, and a late generator voids no block. The guard of failures, the rule of new kinds of
 * failure and the comparison of responses stay as strict as in the demo.
 */
@Tag("live")
@Timeout(400)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
final class LiveReplayTest {
  private static final BlockLimits LATE_IS_NO_FAULT =
      new BlockLimits(Long.MAX_VALUE, 1, 0.001, Double.MAX_VALUE);

  private static final ReplayListener QUIET =
      new ReplayListener() {
        @Override
        public void block(int pair, int pairs, String side) {}

        @Override
        public void progress(boolean measured, EngineProgress progress) {}

        @Override
        public void note(String note) {}
      };

  @TempDir Path folder;

  /**
   * So many are sent that nothing seen after is less than one in a thousand (3 of 3,000), and that
   * each block before has several failures.
   */
  @ParameterizedTest
  @CsvSource({"capacity, 800, 4", "contract, 100, 2", "upgrade, 300, 2"})
  void theReplayGivesTheVerdictOfTheTruthFile(String id, int rate, int seconds) throws Exception {
    Incident incident = Incident.of(id).orElseThrow();
    DemoPlan whole = DemoPlan.in(folder, incident);
    String text =
        Files.readString(whole.file())
                .replaceFirst("(?m)^  rate: .*$", "  rate: " + rate)
                .replaceFirst("(?m)^  warmup: .*$", "  warmup: 1")
                .replaceFirst("(?m)^  measure: .*$", "  measure: " + seconds)
                .replaceFirst("(?m)^mayExtend: .*$", "")
            + "guards: {p50: none, p99: none}\n";
    DemoPlan plan = new DemoPlan(incident, whole.file(), PlanReader.read(text, folder));
    DemoRun.Result result =
        new DemoRun(plan, folder.resolve("result"), LATE_IS_NO_FAULT, QUIET).run();
    Truth truth = Truth.of(id);
    assertThat(result.replay().verdict().answer().id())
        .as(String.join("; ", result.replay().verdict().reasons()))
        .isEqualTo(truth.verdict());
    if (!truth.changedField().isEmpty()) {
      assertThat(result.replay().fields())
          .filteredOn(field -> field.certain())
          .extracting(field -> field.endpoint() + " " + field.path())
          .contains(truth.changedField());
    }
    for (Truth.Stack stack : truth.stacks()) {
      String own = stack.frames().getFirst().replace("dev.backdraft.sample.", "");
      assertThat(result.stacks().changes())
          .as("the run points at the stack of the truth file")
          .anyMatch(change ->
              change.kind().id().equals(stack.event())
                  && change.path().contains(own)
                  && change.before() > change.after());
    }
  }
}
