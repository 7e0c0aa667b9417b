package dev.backdraft.app.flame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.app.inspector.SmallRecording;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import java.util.List;
import java.util.Objects;
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

  @Test
  void aStepMadeBottomUpKeepsItsStacksInEveryView() {
    Recording small = SmallRecording.of("Main.a;Main.b;Main.c 60\nMain.a;Main.c 30\n");
    Transform turn = Transform.of(Transform.Kind.INVERT);
    String path = "com.acme.Main.c;com.acme.Main.b";
    Look up = CPU.with(turn).with(new Transform(Transform.Kind.FOCUS_SUBTREE, path));
    Questions questions = new Questions(small);
    assertThat(questions.answer(up).tree().total()).isEqualTo(60);
    assertThat(questions.answer(up.with(turn)).tree().total()).isEqualTo(60);
    TopMethods top = questions.answer(up.withShow(Show.TABLE)).top();
    assertThat(Objects.requireNonNull(top).all()).isEqualTo(60);
    Sandwich sandwich = questions.answer(up.around("com.acme.Main.a")).sandwich();
    assertThat(Objects.requireNonNull(sandwich).callees().total()).isEqualTo(60);
  }

  @Test
  void aTableOfWhatWasFocusedBottomUpHasTheOwnWeightsOfLeaves() {
    Recording small = SmallRecording.of("Main.a;Main.b;Main.c 60\nMain.a;Main.c 30\n");
    Transform focus = new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Main.b");
    Look up = CPU.with(Transform.of(Transform.Kind.INVERT)).with(focus).withShow(Show.TABLE);
    TopMethods top = Objects.requireNonNull(new Questions(small).answer(up).top());
    assertThat(top.all()).isEqualTo(60);
    assertThat(top.text(0) + " " + top.self(0)).isEqualTo("com.acme.Main.c 60");
  }

  @Test
  void whyNothingIsLeftIsSaid() {
    Recording small = SmallRecording.of("Main.a;Main.b 60\n");
    Questions questions = new Questions(small);
    Look gone = CPU.with(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Other.x"));
    assertThat(questions.answer(gone).emptied())
        .isEqualTo(
            "Nothing is left of CPU: no stack by method has what these ask for.\n"
                + "Focus: Other.x\nRemove the chip above.");
    assertThat(questions.answer(CPU.around("com.acme.Other.x")).emptied())
        .endsWith("Focus: Other.x\nChoose another function.");
    Look hidden = CPU.with(new Transform(Transform.Kind.HIDE_FUNCTION, "com.acme.Main.b"));
    assertThat(questions.answer(hidden).emptied())
        .isEqualTo("Nothing is left of CPU: remove a chip above.");
    assertThat(questions.answer(CPU).emptied()).isEmpty();
    Look byClass =
        CPU.with(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Main.b")).withBy(By.CLASS);
    assertThat(questions.answer(byClass).tree().total()).isEqualTo(60);
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
