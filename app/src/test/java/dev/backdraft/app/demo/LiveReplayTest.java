package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
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

/** Some incidents replayed in earnest, with shorter blocks than the demo's. */
@Tag("live")
@Timeout(400)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
final class LiveReplayTest {
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

  @ParameterizedTest
  @CsvSource({
    "capacity, 'load: {mode: rate, rate: 1000, warmup: 1, measure: 3}'",
    "contract, 'load: {mode: rate, rate: 100, warmup: 1, measure: 2}'",
    "upgrade, 'load: {mode: rate, rate: 100, warmup: 1, measure: 2}'"
  })
  void theReplayGivesTheVerdictOfTheTruthFile(String id, String load) throws Exception {
    Incident incident = Incident.of(id).orElseThrow();
    DemoPlan whole = DemoPlan.in(folder, incident);
    String text = Files.readString(whole.file()).replaceFirst("(?m)^load: .*$", load);
    DemoPlan plan = new DemoPlan(incident, whole.file(), PlanReader.read(text, folder));
    DemoRun.Result result = new DemoRun(plan, folder.resolve("result"), QUIET).run();
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
    if (!truth.stacks().isEmpty()) {
      assertThat(result.changes()).isNotEmpty();
    }
  }
}
