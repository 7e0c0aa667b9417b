package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.app.selection.Look;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.table.TopTable;
import dev.backdraft.viewers.threads.ThreadChooser;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/**
 * A new user's first question: the hottest method between two seconds in one pool of threads, of a
 * recording of somebody else; with the keyboard only, and with the mouse only.
 */
final class NewUserTest extends WindowTest {
  private static final Path FILE =
      Path.of(Objects.requireNonNull(System.getProperty("backdraft.root")))
          .resolve("../shared/corpus/jfr/newrelic-newrelic-jfr-core__startup3.jfr")
          .normalize();

  @Start
  void start(Stage given) {
    begin(given);
  }

  @BeforeEach
  void hasTheCorpus() {
    assumeThat(FILE).as("the corpus lies beside the checkout").exists();
  }

  @Test
  void theKeyboardAloneFindsTheHottestMethod(FxRobot robot) throws Exception {
    answers.open = List.of(FILE);
    robot.push(KeyCode.CONTROL, KeyCode.O);
    until(() -> read() != null);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    FlameGraph graph = robot.lookup("#graph").queryAs(FlameGraph.class);
    until(() -> graph.getTree() != null);
    long all = Objects.requireNonNull(graph.getTree()).total();

    robot.push(KeyCode.CONTROL, KeyCode.R).write("+10s +20s");
    ListView<?> found = shown(robot, "#list", ListView.class);
    until(() -> found.getItems().size() == 1);
    robot.push(KeyCode.ENTER);
    until(() -> Objects.requireNonNull(graph.getTree()).total() < all);

    robot.push(KeyCode.CONTROL, KeyCode.T);
    ThreadChooser chooser = shown(robot, "#chooser", ThreadChooser.class);
    until(() -> chooser.getLoad() != null);
    robot.write("pool");
    Node lines = robot.from(chooser).lookup(".view-list").query();
    robot.push(KeyCode.DOWN);
    until(lines::isFocused);
    robot.push(KeyCode.ENTER);
    until(() -> !look().threads().isAll());
    robot.push(KeyCode.ESCAPE);
    robot.push(KeyCode.ESCAPE);
    until(() -> !isSeen(chooser));

    String hottest = tableOfHottest(robot);
    assertThat(hottest).isEqualTo(hottest(graph));
    assertThat(look().threads().describe()).contains("pool");
    picture("new-user-light.png");
  }

  @Test
  void theMouseAloneFindsTheHottestMethod(FxRobot robot) throws Exception {
    answers.open = List.of(FILE);
    robot.clickOn("Open…");
    until(() -> read() != null);
    robot.clickOn("Flame");
    FlameGraph graph = robot.lookup("#graph").queryAs(FlameGraph.class);
    until(() -> graph.getTree() != null);
    Node strip = shown(robot, "#strip", Node.class);
    double width = strip.getLayoutBounds().getWidth();
    robot.drag(strip.localToScreen(width / 3, 50)).dropTo(strip.localToScreen(width * 2 / 3, 50));
    until(() -> look().time() != null);

    robot.clickOn(shown(robot, "#threads", Button.class));
    ThreadChooser chooser = shown(robot, "#chooser", ThreadChooser.class);
    until(() -> robot.from(chooser).lookup(".list-cell").queryAll().stream()
        .anyMatch(cell -> cell.isVisible() && !cell.getAccessibleText().isEmpty()));
    robot.clickOn(robot.from(chooser).lookup(".list-cell").nth(0).<Node>query());
    robot.clickOn("Only these");
    until(() -> !look().threads().isAll());
    robot.clickOn(graph.localToScreen(graph.getWidth() - 40, graph.getHeight() / 2));
    until(() -> !isSeen(chooser));
    robot.clickOn("#show-table");
    TopTable table = shown(robot, "#table", TopTable.class);
    until(() -> table.shownRows() > 0);
    Node row = robot.from(table).lookup(".table-row-cell").nth(0).query();
    robot.clickOn(row);
    until(() -> table.getSelected() != null);
    assertThat(table.getSelected()).isEqualTo(hottest(graph));
  }

  private String tableOfHottest(FxRobot robot) throws Exception {
    robot.push(KeyCode.F8);
    TopTable table = shown(robot, "#table", TopTable.class);
    until(() -> table.shownRows() > 0);
    Node rows = robot.from(table).lookup(".table-view").query();
    until(rows::isFocused);
    robot.push(KeyCode.HOME);
    until(() -> table.getSelected() != null);
    return Objects.requireNonNull(table.getSelected());
  }

  /** From the tree itself: the largest own weight. */
  private static String hottest(FlameGraph graph) {
    CallTree tree = Objects.requireNonNull(graph.getTree());
    Map<String, Long> self = new TreeMap<>();
    for (int node = 1; node < tree.size(); node++) {
      self.merge(tree.text(node), tree.self(node), Long::sum);
    }
    return Collections.max(self.entrySet(), Map.Entry.comparingByValue())
        .getKey();
  }

  private Look look() {
    String id = Objects.requireNonNull(workbench.evidence().selected().get()).id();
    return Objects.requireNonNull(workbench.looks().now().get().of().get(id));
  }
}
