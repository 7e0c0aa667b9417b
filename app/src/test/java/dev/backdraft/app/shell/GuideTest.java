package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A newcomer without a file: from an empty window to a replay that runs. */
@Timeout(300)
final class GuideTest extends WindowTest {
  @Start
  void start(Stage given) {
    begin(given);
  }

  private void sample(FxRobot robot, String incident) throws Exception {
    robot.interact(() -> workbench.showSample(incident));
    until(GuideTest.this::bothAreRead);
  }

  private boolean bothAreRead() {
    List<Evidence> pair = workbench.evidence().pair().get();
    return pair.size() == 2 && pair.stream().allMatch(one -> one.whole().get());
  }

  private static String fact(FxRobot robot) {
    return robot.lookup("#guide-fact").tryQueryAs(Label.class).map(Label::getText).orElse("");
  }

  @Test
  void anEmptyWindowOffersASampleAndShowsItSideBySide(FxRobot robot) throws Exception {
    robot.clickOn("#sample");
    until(this::bothAreRead);
    assertThat(workbench.evidence().pair().get())
        .extracting(one -> one.role().get())
        .containsExactly(Role.BEFORE, Role.AFTER);
    assertThat(workbench.looks().now().get().sideBySide()).isTrue();
    assertThat(shown(robot, "#title", Label.class)).isNotNull();
    assertThat(texts(robot, ".guide-name"))
        .containsExactly("Evidence", "When", "Which", "Why", "Confirm", "Verdict");
    until(() -> robot.lookup("#graph").queryAll().size() == 2);
    picture("demo-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture("demo-dark.png");
  }

  @Test
  void eachStepMovesTheWindowAndSaysWhatTheEvidenceHolds(FxRobot robot) throws Exception {
    sample(robot, "convoy");
    robot.clickOn("Next");
    robot.clickOn("Next");
    until(() -> fact(robot).contains("requests captured"));
    assertThat(shown(robot, "#text", TextArea.class).getText()).contains("--incident, convoy");
    privatePicture("demo-plan-light.png");
    robot.clickOn("Next");
    until(() -> fact(robot).contains("before"));
    assertThat(fact(robot)).contains("none of").doesNotStartWith("none");
    until(() -> robot.lookup("#graph").queryAll().stream().filter(WindowTest::isSeen).count() >= 1);
    picture("demo-why-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture("demo-why-dark.png");
    robot.clickOn("#guide-step-1");
    assertThat(robot.lookup("#guide-step-1").<Node>query().isFocused()).isTrue();
  }

  @Test
  void theKeyboardAloneLeadsToTheReplay(FxRobot robot) throws Exception {
    sample(robot, "upgrade");
    for (int i = 0; i < 4; i++) {
      robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.RIGHT);
    }
    Button replay = robot.lookup("#replay").queryAs(Button.class);
    assertThat(replay.isVisible()).isTrue();
    TextArea text = shown(robot, "#text", TextArea.class);
    until(() -> text.getText().contains("--incident, upgrade"));
    Node guide = robot.lookup(".guide").query();
    for (int i = 0; i < 8 && !isIn(stage.getScene().getFocusOwner(), guide); i++) {
      robot.push(KeyCode.F6);
    }
    for (int i = 0; i < 14 && !replay.isFocused(); i++) {
      robot.push(KeyCode.TAB);
    }
    assertThat(replay.isFocused()).as("reached with F6 and Tab").isTrue();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
  void oneButtonReplaysAndTheVerdictIsTheLastStep(FxRobot robot) throws Exception {
    sample(robot, "capacity");
    robot.clickOn("#guide-step-5");
    TextArea text = shown(robot, "#text", TextArea.class);
    until(() -> text.getText().contains("load:"));
    robot.interact(() ->
        text.setText(
            text.getText()
                .replace("rate: 600", "rate: 100\n  countLost: false")
                .replace("warmup: 2", "warmup: 1")
                .replace("measure: 6", "measure: 1")));
    robot.clickOn("#replay");
    until(() -> shown(robot, "#blocks", javafx.scene.layout.GridPane.class).getRowCount() > 2);
    picture("demo-run-light.png");
    robot.clickOn("#stop");
    until(() -> robot.lookup(".verdict-headline").tryQuery().isPresent());
    until(() -> !fact(robot).isEmpty());
    assertThat(fact(robot))
        .isEqualTo(robot.lookup(".verdict-headline").queryAs(Label.class).getText());
    assertThat(shown(robot, "#replay", Button.class).getText()).isEqualTo("Replay again");
  }

  @Test
  void whatWasUnpackedAndDamagedSinceIsReplaced(FxRobot robot) throws Exception {
    sample(robot, "leak");
    Path kept = workbench.evidence().pair().get().getFirst().file();
    long size = Files.size(kept);
    robot.interact(
        () -> List.copyOf(workbench.evidence().all()).forEach(workbench.evidence()::close));
    Files.writeString(kept, "damaged");
    sample(robot, "leak");
    assertThat(Files.size(kept)).isEqualTo(size);
    robot.clickOn("#close");
    until(() ->
        !robot.lookup("#close").<Node>query().getParent().getParent().isVisible()
            || !isSeen(robot.lookup("#close").<Node>query()));
  }

  private static boolean isIn(@Nullable Node node, Node part) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(part)) {
        return true;
      }
    }
    return false;
  }
}
