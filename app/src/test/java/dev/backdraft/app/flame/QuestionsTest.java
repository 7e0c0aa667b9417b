package dev.backdraft.app.flame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.app.inspector.SmallRecording;
import dev.backdraft.app.selection.Look;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuestionsTest {
  private static final Look CPU = Look.at(SampleKind.CPU);

  @Test
  void anAnswerForWhichMemoryDidNotSufficeSaysSo() {
    Recording tooLarge =
        SmallRecording.of("Main.a;Main.b 60\n").through(inner -> new NothingFits());
    assertThat(new Questions(tooLarge).answer(CPU).lacking())
        .isEqualTo("memory for the samples of cpu");
  }

  @Test
  void anAnswerThatIsThereLacksNothing() {
    Recording small = SmallRecording.of("Main.a;Main.b 60\n");
    assertThat(new Questions(small).answer(CPU).lacking()).isEmpty();
  }

  /** Columns of which none fits into memory. */
  private record NothingFits() implements Recording.Columns {
    @Override
    public Samples samples(SampleKind kind) {
      return Samples.none(kind);
    }

    @Override
    public EventTable events(String typeName) {
      throw new IllegalArgumentException(typeName);
    }

    @Override
    public List<Problem> problems() {
      return List.of(
          new Problem(
              Problem.Kind.LIMIT, "a.jfr", -1, -1, "memory for the samples of cpu", "less"));
    }

    @Override
    public void close() {}
  }
}
