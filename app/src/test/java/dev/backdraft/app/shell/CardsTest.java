package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.command.Command;
import dev.backdraft.app.export.Form;
import dev.backdraft.app.source.EditorCommand;
import dev.backdraft.viewers.flame.FlameGraph;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What lies over the window, what leaves it, and what it lets go of. */
final class CardsTest extends WindowTest {
  @Start
  void start(Stage given) {
    begin(given);
  }

  @Test
  void thePaletteFindsCommandsByAFewLettersAndMethodsToo(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    robot.push(KeyCode.CONTROL, KeyCode.K);
    ListView<?> list = shown(robot, "#list", ListView.class);
    robot.write("bottom");
    until(() -> !list.getItems().isEmpty());
    picture("palette-light.png");
    robot.push(KeyCode.ENTER);
    until(() -> Objects.requireNonNull(graph.getTree()).shape().transforms().inverted());
    run(robot, "undo");

    robot.push(KeyCode.CONTROL, KeyCode.G);
    robot.write("formatdeb");
    until(() ->
        !list.getItems().isEmpty()
            && String.valueOf(list.getItems().getFirst()).contains("formatDebug"));
    robot.interact(() -> workbench.themes().toggle());
    picture("palette-dark.png");
    robot.push(KeyCode.ENTER);
    until(() -> {
      CallTree tree = Objects.requireNonNull(graph.getTree());
      return graph.getSelected() > 0 && tree.text(graph.getSelected()).endsWith("formatDebug");
    });
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.push(KeyCode.ESCAPE);
    until(() -> !isSeen(list) && graph.isFocused());
  }

  @Test
  void thePageOfKeysHoldsEveryCommandThatHasOne(FxRobot robot) throws Exception {
    flame(robot, recording());
    robot.push(KeyCode.F1);
    List<String> keys = texts(robot, ".shortcut-keys");
    for (Command command : workbench.commands().all()) {
      if (!command.keys().isEmpty()) {
        assertThat(keys).contains(command.keyTexts());
      }
    }
    picture("keys-light.png");
    robot.push(KeyCode.ESCAPE);
    until(() -> robot.lookup(".shortcut-keys").tryQuery().isEmpty());
    robot.write("?");
    until(() -> robot.lookup(".shortcut-keys").tryQuery().isPresent());
    assertThat(robot.lookup(".shortcut-lines .label").queryAllAs(Label.class))
        .as("what takes one line stands at the top of what takes two")
        .allSatisfy(label -> assertThat(label.getAlignment()).isEqualTo(Pos.TOP_LEFT));
  }

  @Test
  void theQuestionMarkOpensThePageOfKeysFromRowsAndIsALetterInAField(FxRobot robot)
      throws Exception {
    flame(robot, recording());
    run(robot, "show.table");
    until(() -> robot.lookup(".view-table .table-row-cell").tryQuery().isPresent());
    TableView<?> table = robot.lookup(".view-table").queryAs(TableView.class);
    robot.interact(table::requestFocus);
    robot.write("?");
    until(() -> robot.lookup(".shortcut-keys").tryQuery().isPresent());
    robot.push(KeyCode.ESCAPE);
    until(() -> robot.lookup(".shortcut-keys").tryQuery().isEmpty());
    TextField search = shown(robot, "#search", TextField.class);
    robot.interact(search::requestFocus);
    robot.write("?");
    until(() -> search.getText().equals("?"));
    assertThat(robot.lookup(".shortcut-keys").tryQuery()).isEmpty();
  }

  @Test
  void exportsAreWhatIsSeenAndTroublesHaveRemedies(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    String collapsed = Collapsed.text(Objects.requireNonNull(graph.getTree()));
    for (Form form : Form.values()) {
      Path file = home.resolve("out." + form.extension());
      answers.save = file;
      run(robot, "export." + form.id());
      until(() -> Files.exists(file));
      assertThat(answers.suggested).isEqualTo("checkout-cpu." + form.extension());
      assertThat(Files.size(file)).isGreaterThan(100);
    }
    assertThat(Files.readString(home.resolve("out.txt"))).isEqualTo(collapsed);
    assertThat(Files.readString(home.resolve("out.svg")))
        .contains("<svg")
        .contains("CPU by method");
    assertThat(new String(Files.readAllBytes(home.resolve("out.png")), StandardCharsets.ISO_8859_1))
        .contains("PNG");

    answers.save = home.resolve("nowhere/out.svg");
    run(robot, "export.svg");
    Pane notices = robot.lookup("#notices").queryAs(Pane.class);
    until(() -> notices.getChildren().size() == 1);
    assertThat(texts(robot, ".notice-what").getFirst()).contains("out.svg");
  }

  @Test
  void theSourceIsShownAtItsLineAndTheEditorRunsOnlyWhenAsked(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    Path root = home.resolve("project");
    Path file = root.resolve("src/main/java/dev/backdraft/app/shell/BusyRecording.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "class BusyRecording {}\n".repeat(120));
    robot.interact(() -> {
      CallTree tree = Objects.requireNonNull(graph.getTree());
      for (int node = 1; node < tree.size(); node++) {
        if (tree.text(node).contains("CheckoutHandler.handle") && tree.total(node) > 0) {
          graph.setSelected(node);
          return;
        }
      }
    });
    run(robot, "frame.open-source");
    until(() -> texts(robot, ".notice-what").stream().anyMatch(one -> one.contains("source")));

    answers.folder = root;
    run(robot, "settings");
    robot.clickOn("#add");
    robot.interact(() -> workbench.source().use(new EditorCommand("ed {file}:{line}")));
    privatePicture("settings-light.png");
    robot.push(KeyCode.ESCAPE);
    assertThat(started).isEmpty();
    run(robot, "frame.open-source");
    until(() -> robot.lookup(".source-lines").tryQuery().isPresent());
    privatePicture("source-light.png");
    assertThat(shown(robot, "#name", Label.class).getText()).startsWith("BusyRecording.java:");
    robot.clickOn("#edit");
    until(() -> started.size() == 1);
    assertThat(started.getFirst().getFirst()).isEqualTo("ed");
    assertThat(started.getFirst().get(1)).startsWith(file + ":");
  }

  @Test
  void aClosedRecordingIsLetGoOf(FxRobot robot) throws Exception {
    flame(robot, recording());
    WeakReference<Recording> held =
        new WeakReference<>(
            Objects.requireNonNull(workbench.evidence().selected().get()).recording().get());
    run(robot, "heatmap");
    run(robot, "show.table");
    run(robot, "file.close");
    until(() -> workbench.evidence().all().isEmpty());
    WaitForAsyncUtils.waitForFxEvents(20);
    for (int i = 0; i < 100 && held.get() != null; i++) {
      System.gc();
      WaitForAsyncUtils.waitForFxEvents(2);
    }
    assertThat(held.get()).as("nothing of the window holds the recording").isNull();
  }
}
