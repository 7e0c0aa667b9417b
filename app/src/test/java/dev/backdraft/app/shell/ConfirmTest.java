package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.Folders;
import dev.backdraft.app.cli.replay.TillTarget;
import dev.backdraft.app.result.ResultFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** From a dropped capture to a verdict that can be read. */
@Timeout(300)
@ExtendWith(ApplicationExtension.class)
final class ConfirmTest {
  @TempDir Path home;
  private Stage stage;
  private Workbench workbench;

  @Start
  void start(Stage given) {
    stage = given;
    workbench =
        new Workbench(
            given,
            new Folders(Map.of("BACKDRAFT_HOME", home.toString()), "Linux", home),
            Clock.systemUTC());
    workbench.show(List.of());
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  @AfterEach
  void close() {
    WaitForAsyncUtils.waitForAsyncFx(20_000, workbench::close);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private Path capture() throws Exception {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < 60; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:00.").append(String.format("%03d", i));
      lines.append(
          "Z\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/carts/");
      lines.append(i % 20 == 7 ? 12 : 3).append("\"}\n");
    }
    return Files.writeString(home.resolve("checkout.jsonl"), lines);
  }

  @Test
  void aDroppedCaptureBecomesAPlanWhoseFaultsAreMarked(FxRobot robot) throws Exception {
    drop(robot, capture());
    until(() -> robot.lookup("#text").tryQuery().isPresent());
    TextArea text = robot.lookup("#text").queryAs(TextArea.class);
    until(() -> text.getText().contains("- 'checkout.jsonl'"));
    Hyperlink mark = robot.lookup("#mark").queryAs(Hyperlink.class);
    robot.interact(() -> text.setText(text.getText().replace("symptom: failures", "symptom: p98")));
    until(mark::isVisible);
    assertThat(mark.getText()).contains("p98").contains("did you mean \"p9");
    robot.clickOn(mark);
    assertThat(text.getSelectedText()).contains("symptom: p98");
    robot.interact(() -> text.setText(text.getText().replace("symptom: p98", "symptom: p99")));
    until(() -> !mark.isVisible());
    robot.clickOn("#check");
    until(() -> robot.lookup("#said").queryAs(Label.class).getText().contains("60 of 60"));
    robot.interact(() -> text.selectRange(0, 0));
    bothThemes(robot, "replay-plan");
  }

  @Test
  void aResultFolderShowsItsVerdict(FxRobot robot) throws Exception {
    Path folder = home.resolve("checkout-result");
    ResultFixture.in(folder);
    drop(robot, folder);
    until(() -> robot.lookup(".verdict-headline").tryQuery().isPresent());
    assertThat(robot.lookup(".verdict-headline").queryAs(Label.class).getText())
        .isEqualTo("The fix holds");
    bothThemes(robot, "verdict");
    for (double width : new double[] {1440, 900}) {
      robot.interact(() -> stage.setWidth(width));
      until(() -> stage.getScene().getWidth() <= width);
      robot.interact(() -> stage.getScene().getRoot().layout());
      assertThat(robot.lookup(".verdict-table .label").queryAllAs(Label.class))
          .filteredOn(label -> label.getText().matches("[+-].* to .*\\)"))
          .as("intervals in a window of " + width)
          .hasSizeGreaterThan(3)
          .allMatch(label -> label.getWidth() >= Math.floor(label.prefWidth(-1)));
      Pictures.look("verdict-" + (int) width + ".png", snapshot(robot));
    }
  }

  @Test
  void answersThatChangedAreShownWithTheirHeaders(FxRobot robot) throws Exception {
    Path folder = home.resolve("checkout-result");
    ResultFixture.withChangedAnswers(folder);
    drop(robot, folder);
    until(() -> robot.lookup(".verdict-headline").tryQuery().isPresent());
    assertThat(robot.lookup(".verdict-headline").queryAs(Label.class).getText())
        .isEqualTo("The fix does not hold");
    assertThat(robot.lookup(".verdict-table .label").queryAllAs(Label.class))
        .extracting(Label::getText)
        .contains("header.location", "header.set-cookie.SID.httponly", "HttpOnly");
    ScrollPane page = robot.lookup("#verdictBox").queryAs(ScrollPane.class);
    robot.interact(() -> page.setVvalue(1));
    bothThemes(robot, "verdict-answers");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
  void aRunIsWatchedAndWhatWasMeasuredWhenItIsStoppedIsJudged(FxRobot robot) throws Exception {
    Path target = capture();
    Path plan =
        Files.writeString(
            home.resolve("checkout.yaml"),
            "captures: "
                + target.getFileName()
                + "\nbefore: {command: "
                + TillTarget.command("drop")
                + ", ready: /}\nafter: {command: "
                + TillTarget.command("none")
                + ", ready: /}\nload: {rate: 300, warmup: 1, measure: 3, countLost: false}\n"
                + "check: {symptom: failures}\n");
    drop(robot, plan);
    until(() -> robot.lookup("#run").tryQuery().isPresent());
    Button run = robot.lookup("#run").queryAs(Button.class);
    until(() -> !run.isDisabled());
    robot.clickOn(run);
    GridPane blocks = robot.lookup("#blocks").queryAs(GridPane.class);
    until(() -> blocks.getRowCount() > 4);
    assertThat(robot.lookup(".track-value").queryAllAs(Label.class))
        .as("rate, latency, failures, in flight, late, blocks")
        .hasSize(6)
        .noneMatch(value -> value.getText().equals("–"));
    bothThemes(robot, "replay-run");
    robot.clickOn("#stop");
    until(() -> robot.lookup(".verdict-headline").tryQuery().isPresent());
    assertThat(robot.lookup(".verdict-headline").queryAs(Label.class).getText())
        .contains("unclear");
    assertThat(home.resolve("checkout-result/report.html")).exists();
  }

  private void drop(FxRobot robot, Path... files) {
    robot.interact(() -> {
      try {
        Drops.drop(stage.getScene().getRoot(), files);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void bothThemes(FxRobot robot, String name) throws Exception {
    picture(robot, name + "-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture(robot, name + "-dark.png");
    robot.interact(() -> workbench.themes().toggle());
  }

  private void picture(FxRobot robot, String name) throws Exception {
    Pictures.keep(name, snapshot(robot));
  }

  private WritableImage snapshot(FxRobot robot) throws Exception {
    robot.interact(() -> stage.getScene().getRoot().applyCss());
    WaitForAsyncUtils.waitForFxEvents();
    return WaitForAsyncUtils.asyncFx(() -> stage.getScene().snapshot(null))
        .get(20, TimeUnit.SECONDS);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, condition);
  }
}
