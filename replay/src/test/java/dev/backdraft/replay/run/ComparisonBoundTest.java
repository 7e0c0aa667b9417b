package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.backdraft.replay.outcome.Difference;
import dev.backdraft.replay.outcome.FieldComparison;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Comparing answers ends, and says what it left out. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class ComparisonBoundTest {
  @TempDir Path folder;

  private ShopReplay replay() {
    return new ShopReplay(folder).more("guards: none\n").pairs(2);
  }

  @Test
  void beyondWhatMayBeParsedAnswersAreComparedByTheirHash() throws Exception {
    ShopReplay replay = replay().comparingBytes(1);
    ReplayRun.Result result = replay.run("none", "enum");
    assertThat(result.facts().notes())
        .filteredOn(note -> note.contains("by a hash only"))
        .singleElement()
        .asString()
        .contains(" of " + String.format("%,d", replay.toCompare()) + " answers")
        .contains("to compare more of a pair by value would take too long");
    assertThat(result.fields())
        .filteredOn(field -> field.changed() > 0)
        .extracting(FieldComparison.Field::path, FieldComparison.Field::kind)
        .contains(tuple("body", Difference.Kind.BINARY));
  }

  @Test
  void withinItAllAreComparedByValueAndNothingIsSaid() throws Exception {
    ReplayRun.Result result = replay().run("none", "enum");
    assertThat(result.facts().notes()).noneMatch(note -> note.contains("answers were"));
    assertThat(result.fields()).extracting(FieldComparison.Field::path).contains("$.state");
    assertThat(result.fields()).extracting(FieldComparison.Field::path).doesNotContain("body");
  }

  @Test
  void aRunThatIsStoppedMeanwhileEndsWithWhatThereIs() throws Exception {
    ShopReplay replay = replay().stopAt(ReplayListener.Stage.COMPARING);
    ReplayRun.Result result = replay.run("none", "enum");
    long all = replay.toCompare();
    assertThat(all).isPositive();
    assertThat(result.facts().notes())
        .contains(
            String.format("%,d of %,d answers were not compared: the run was stopped", all, all));
    assertThat(result.pairs()).hasSize(1);
    assertThat(result.fields()).isEmpty();
  }
}
