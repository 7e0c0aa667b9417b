package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A replay of builds whose answers are too large for memory. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class LargeAnswerReplayTest {
  @TempDir Path folder;

  @Test
  void largeAnswersAreComparedByTheirFieldsAndLeaveNothing() throws Exception {
    ReplayRun.Result result =
        new ShopReplay(folder)
            .inProcess()
            .check("{symptom: responses}")
            .load("{rate: 300, warmup: 0.2, measure: 0.3, countLost: false}")
            .more(
                "guards: none\nexpect: {field: 'GET /carts/{id} $.state', from: PAID, to: paid}\n")
            .run("large", "large,enum");
    assertThat(result.fields())
        .filteredOn(FieldComparison.Field::certain)
        .extracting(field -> field.path() + " " + field.kind().id())
        .containsExactly("$.state value");
    assertThat(result.verdict().answer())
        .as("%s", result.verdict())
        .isEqualTo(Verdict.Answer.HOLDS);
    assertThat(result.facts().notes()).noneMatch(note -> note.contains("by a hash only"));
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".bodies"));
    }
    FieldComparison.Sample sample = result.fields().getFirst().samples().getFirst();
    assertThat(sample.old().body()).as("cut to what a person reads").hasSize(64 << 10);
  }
}
