package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.flame.FlameGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The thread through every module: drop a file, see it, find it again at the next start. */
final class WorkbenchTest extends WindowTest {
  @Start
  void start(Stage given) {
    begin(given);
  }

  @Test
  void anEmptyWindowInvitesToDrop(FxRobot robot) throws Exception {
    assertThat(robot.lookup(".welcome-title").queryAs(Label.class).getText()).contains("Drop");
    picture("welcome-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture("welcome-dark.png");
  }

  @Test
  void aDroppedRecordingIsShownAndZoomedByClickAndRemembered(FxRobot robot) throws Exception {
    drop(robot, recording());
    until(() -> read() != null);
    picture("overview-light.png");

    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    FlameGraph graph = robot.lookup("#graph").queryAs(FlameGraph.class);
    until(() -> graph.getTree() != null);
    until(() -> graph.breadcrumb() != null);
    CallTree tree = Objects.requireNonNull(graph.getTree());
    assertThat(tree.total()).isPositive();
    assertThat(names(tree)).anyMatch(name -> name.contains("CheckoutHandler.handle"));
    picture("flame-light.png");

    double rowPx = 19;
    robot.clickOn(graph.localToScreen(graph.getWidth() / 4, rowPx * 3.5));
    until(() -> graph.getView().node() != CallTree.ROOT);
    robot.interact(() -> workbench.themes().toggle());
    picture("flame-dark.png");

    robot.clickOn("#search").write("formatDebug");
    until(() -> !robot.lookup("#found").queryAs(Label.class).getText().isEmpty());
    picture("flame-search-dark.png");
    assertThat(robot.lookup("#search").queryAs(TextField.class).getText()).isEqualTo("formatDebug");

    MenuButton recent = robot.lookup("#recent").queryAs(MenuButton.class);
    until(() -> !recent.getItems().isEmpty());
    robot.interact(() -> {
      workbench.close();
      workbench = open(stage);
    });
    MenuButton again = robot.lookup("#recent").queryAs(MenuButton.class);
    until(() -> !again.getItems().isEmpty());
    assertThat(again.getItems().getFirst().getText()).startsWith("checkout.jfr");
    assertThat(workbench.themes().dark().get()).as("the theme is remembered").isFalse();
  }

  @Test
  void whatCannotBeOpenedIsExplainedAndNothingElseIsLost(FxRobot robot) throws Exception {
    drop(robot, recording());
    until(() -> read() != null);
    Path empty = Files.createFile(home.resolve("empty.jfr"));
    Path text = Files.writeString(home.resolve("notes.jfr"), "no recording at all, only words");
    drop(robot, empty, text, home);

    Pane notices = robot.lookup("#notices").queryAs(Pane.class);
    until(() -> notices.getChildren().size() == 3);
    assertThat(texts(robot, ".notice-what"))
        .anyMatch(what -> what.contains("empty.jfr") && what.contains("0 bytes"))
        .anyMatch(what -> what.contains("notes.jfr") && what.contains("not a recording"))
        .anyMatch(what -> what.contains("folder"));
    picture("notices-light.png");
    assertThat(workbench.evidence().all()).hasSize(1);
    assertThat(robot.lookup("#evidence").queryAs(ListView.class).getItems().size()).isEqualTo(1);

    robot.clickOn(robot.from(notices).lookup(".button").<Node>query());
    until(() -> notices.getChildren().size() == 2);
  }

  @Test
  void anUnexpectedErrorShowsOneDialogAndTheWindowGoesOn(FxRobot robot) throws Exception {
    workbench.unexpected(new IllegalStateException("password=hunter2"));
    workbench.unexpected(new IllegalArgumentException("another"));
    until(() -> robot.lookup(".error-report").tryQuery().isPresent());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(Window.getWindows().stream().filter(Window::isShowing)).hasSize(2);
    TextArea report = robot.lookup(".error-report").queryAs(TextArea.class);
    assertThat(report.getText())
        .contains("Backdraft ")
        .contains("IllegalStateException")
        .doesNotContain("hunter2");
    for (String theme : List.of("light", "dark")) {
      Pictures.keep(
          "error-" + theme + ".png",
          WaitForAsyncUtils.asyncFx(() -> report.getScene().snapshot(null))
              .get(20, TimeUnit.SECONDS));
      robot.interact(() -> workbench.themes().toggle());
    }
    robot.clickOn("Continue");
    until(() -> Window.getWindows().stream().filter(Window::isShowing).count() == 1);
    drop(robot, recording());
    until(() -> read() != null);
  }

  @Test
  void closingTheLastFileBringsTheInvitationBack(FxRobot robot) throws Exception {
    drop(robot, recording());
    until(() -> read() != null);
    robot.push(KeyCode.CONTROL, KeyCode.W);
    until(() -> workbench.evidence().all().isEmpty());
    assertThat(robot.lookup(".welcome-title").tryQuery()).isPresent();
    until(() -> robot.lookup(".recent-row").tryQuery().isPresent());
    picture("welcome-recent-light.png");
    robot.clickOn(".recent-row");
    until(() -> read() != null);
  }

  private static List<String> names(CallTree tree) {
    return java.util.stream.IntStream.range(0, tree.size()).mapToObj(tree::text).toList();
  }
}
