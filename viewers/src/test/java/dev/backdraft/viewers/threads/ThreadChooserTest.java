package dev.backdraft.viewers.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadLoad;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.Theme;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ThreadChooserTest {
  private static final Recording RECORDING =
      Trees.recording(
          """
          [http-worker-1] a.A.run;a.B.b 300
          [http-worker-2] a.A.run;a.B.b 100
          [http-worker-3] a.A.run;a.B.c 50
          [main] a.Main.main 250
          [ForkJoinPool-1-worker-3] a.A.run 40
          [ForkJoinPool-1-worker-9] a.A.run 60
          [G1 Refine#3] a.A.run 1
          """);
  private static final ThreadLoad LOAD = ThreadLoad.of(RECORDING, Selection.ALL);

  private ThreadChooser chooser;
  private Scene scene;

  @Start
  void start(Stage stage) {
    chooser = new ThreadChooser(Runnable::run, Runnable::run);
    scene = new Scene(new StackPane(chooser), 420, 360);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheThreads(FxRobot robot) {
    robot.interact(() -> {
      chooser.setLoad(LOAD);
      list().requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @SuppressWarnings("unchecked")
  private ListView<Integer> list() {
    return (ListView<Integer>) chooser.lookup(".view-list");
  }

  private String lines() {
    ChooserRows rows = chooser.rowsProperty().get();
    return list().getItems().stream()
        .map(line -> (line < 0 ? "" : "  ") + rows.name(line) + " " + rows.weight(line))
        .collect(Collectors.joining("\n"));
  }

  private void type(FxRobot robot, KeyCode... keys) {
    for (KeyCode key : keys) {
      robot.press(key).release(key);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  private List<String> chosen() {
    var ids = chooser.getChoice().ids(LOAD.table(), LOAD.groups());
    return IntStream.range(0, LOAD.table().size())
        .filter(id -> ids == null || ids.get(id))
        .mapToObj(LOAD.table()::name)
        .toList();
  }

  @Test
  void groupsStandByWeightAndOpen(FxRobot robot) {
    assertThat(lines())
        .isEqualTo(
            """
            http-worker-* 450
            main 250
            ForkJoinPool-*-worker-* 100
            G1 Refine#3 1\
            """);
    type(robot, KeyCode.DOWN, KeyCode.RIGHT);
    assertThat(lines())
        .startsWith(
            """
            http-worker-* 450
              http-worker-1 300
              http-worker-2 100
              http-worker-3 50
            main 250\
            """);
    type(robot, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.LEFT, KeyCode.LEFT);
    assertThat(lines()).doesNotContain("http-worker-1");
  }

  @Test
  void onlyTheseAndNotTheseWaitForSomethingToBeChosen(FxRobot robot) {
    Button only = robot.lookup("Only these").queryButton();
    Button not = robot.lookup("Not these").queryButton();
    assertThat(List.of(only.isDisabled(), not.isDisabled())).containsExactly(true, true);
    robot.interact(() -> chooser.findProperty().set("http"));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(not.isDisabled()).as("found by name").isFalse();
    robot.interact(() -> chooser.findProperty().set("no such thread"));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(not.isDisabled()).as("found nothing").isTrue();
    robot.interact(() -> chooser.findProperty().set(""));
    WaitForAsyncUtils.waitForFxEvents();
    type(robot, KeyCode.DOWN);
    assertThat(List.of(only.isDisabled(), not.isDisabled())).containsExactly(false, false);
  }

  @Test
  void enterTakesOnlyTheseDeleteTakesThemOut(FxRobot robot) {
    type(robot, KeyCode.DOWN, KeyCode.ENTER);
    assertThat(chooser.getChoice())
        .isEqualTo(ThreadChoice.only(List.of("http-worker-*"), List.of()));
    type(robot, KeyCode.DELETE);
    assertThat(chooser.getChoice())
        .isEqualTo(ThreadChoice.except(List.of("http-worker-*"), List.of()));
    robot.press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
    assertThat(chooser.getChoice().isAll()).isTrue();
  }

  @Test
  void spaceMarksAGroupAndAThreadOfIt(FxRobot robot) {
    type(robot, KeyCode.DOWN, KeyCode.SPACE);
    assertThat(chosen()).noneMatch(name -> name.startsWith("http"));
    type(robot, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.SPACE);
    assertThat(chosen()).contains("http-worker-1").doesNotContain("http-worker-2");
    ChooserMarks marks = ChooserMarks.of(LOAD, chooser.getChoice());
    int group = LOAD.groups().indexOf(0);
    assertThat(marks.mark(~group)).isEqualTo(ChooserMarks.Mark.PARTLY);
    type(robot, KeyCode.UP, KeyCode.SPACE);
    assertThat(chooser.getChoice().isAll()).isTrue();
  }

  @Test
  void aClickOnTheMarkDoesTheSame(FxRobot robot) {
    ListCell<?> cell =
        (ListCell<?>)
            list().lookupAll(".list-cell").stream()
                .filter(node -> node instanceof ListCell<?> one && one.getIndex() == 1)
                .findFirst()
                .orElseThrow();
    CheckBox box = (CheckBox) cell.lookup(".check-box");
    Point2D at = box.localToScreen(10, box.getHeight() / 2);
    robot.clickOn(at);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(chooser.getChoice()).isEqualTo(ThreadChoice.except(List.of("main"), List.of()));
  }

  @Test
  void lettersFindAndEnterTakesWhatIsFound(FxRobot robot) {
    robot.write("worker-3");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(lines())
        .isEqualTo(
            """
            http-worker-* 450
              http-worker-3 50
            ForkJoinPool-*-worker-* 100
              ForkJoinPool-1-worker-3 40\
            """);
    type(robot, KeyCode.ENTER);
    assertThat(chosen()).containsExactly("http-worker-3", "ForkJoinPool-1-worker-3");
    type(robot, KeyCode.ESCAPE);
    assertThat(list().getItems()).hasSize(4);
  }

  @Test
  void theButtonsDoItWithTheMouse(FxRobot robot) {
    robot.clickOn("main").clickOn("Not these");
    assertThat(chosen()).doesNotContain("main").hasSize(6);
    robot.clickOn("Only these");
    assertThat(chosen()).containsExactly("main");
    robot.clickOn("All");
    assertThat(chosen()).hasSize(7);
  }

  @Test
  void aChoiceNarrowsAndIsAValue() {
    ThreadChoice choice = ThreadChoice.only(List.of("http-worker-*"), List.of("main"));
    assertThat(ThreadChoice.parse(choice.text())).isEqualTo(choice);
    assertThat(choice.describe()).isEqualTo("http-worker-*, main");
    var tree = Trees.tree(RECORDING);
    var selection = Selection.ALL.withThreads(choice.ids(LOAD.table(), LOAD.groups()));
    assertThat(tree.shape().weigh(selection).total()).isEqualTo(700);
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        chooser.setTheme(theme);
        chooser.setOpen(LOAD.groups().indexOf(0), true);
        chooser.setChoice(ThreadChoice.except(List.of("main"), List.of("http-worker-2")));
        scene.getRoot().setStyle("-fx-background-color: " + Theme.css(theme.background()));
      });
      WaitForAsyncUtils.waitForFxEvents();
      String name = "threads-" + theme.name().toLowerCase(Locale.ROOT);
      robot.interact(() -> Pictures.save(scene, name));
    }
    assertThat(chooser.getTheme()).isEqualTo(Theme.DARK);
  }
}
