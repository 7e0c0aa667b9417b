package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.table.TopColumn;
import dev.backdraft.viewers.table.TopSort;
import dev.backdraft.viewers.table.TopTable;
import dev.backdraft.viewers.timeline.TimeStrip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What is chosen, searched and looked at is one in flame, table and sandwich, and of one recording.
 */
final class OneChoiceTest extends WindowTest {
  private static final String SPLIT = "java.lang.String.split";

  @Start
  void start(Stage given) {
    begin(given);
  }

  private Look look() {
    String id = Objects.requireNonNull(workbench.evidence().selected().get()).id();
    return Objects.requireNonNull(workbench.looks().now().get().of().get(id));
  }

  private static int node(CallTree tree, String name) {
    for (int node = 1; node < tree.size(); node++) {
      if (tree.total(node) > 0 && tree.text(node).equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no frame " + name);
  }

  /** A button of the inspector bears the same name. */
  private static List<SandwichView> sandwiches(FxRobot robot) {
    return robot.lookup("#sandwich").queryAll().stream()
        .filter(SandwichView.class::isInstance)
        .map(SandwichView.class::cast)
        .toList();
  }

  private void choose(FxRobot robot, FlameGraph graph, String name) {
    robot.interact(() -> {
      graph.requestFocus();
      graph.setSelected(node(Objects.requireNonNull(graph.getTree()), name));
    });
  }

  private static boolean tells(FxRobot robot, String title) {
    return texts(robot, ".inspector-title").contains(title);
  }

  @Test
  void aChosenFrameStaysChosenInEveryPicture(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, SPLIT);
    until(() -> tells(robot, "String.split"));
    robot.push(KeyCode.F8);
    TopTable table = shown(robot, "#table", TopTable.class);
    until(() -> SPLIT.equals(table.getSelected()) && tells(robot, "String.split"));
    robot.push(KeyCode.F9);
    until(() -> look().show() == Show.SANDWICH && look().function().equals(SPLIT));
    robot.push(KeyCode.F8);
    until(() -> look().show() == Show.TABLE && table.shownRows() > 0);
    robot.interact(() -> table.setSelected("java.lang.String.format"));
    until(() -> tells(robot, "String.format"));
    robot.push(KeyCode.F7);
    CallTree tree = Objects.requireNonNull(graph.getTree());
    until(() ->
        graph.getSelected() > 0
            && tree.text(graph.getSelected()).equals("java.lang.String.format"));
    robot.push(KeyCode.CONTROL, KeyCode.U);
    until(() -> graph.getTree() != tree && tells(robot, "String.format"));
    assertThat(Objects.requireNonNull(graph.getTree()).text(graph.getSelected()))
        .isEqualTo("java.lang.String.format");
  }

  @Test
  void aSearchStepsThroughBothHalvesOfASandwichAndCopiesWhatIsChosenThere(FxRobot robot)
      throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, SPLIT);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    SandwichView sandwich = sandwiches(robot).getFirst();
    until(() -> sandwich.isVisible() && sandwich.callees().getTree() != null);
    int hidden = graph.getSelected();
    TextField search = shown(robot, "#search", TextField.class);
    robot.push(KeyCode.CONTROL, KeyCode.F).write("run");
    until(() -> sandwich.callers().searchResultProperty().get() != null);
    Label found = robot.lookup("#found").queryAs(Label.class);
    int matches =
        Objects.requireNonNull(sandwich.callers().searchResultProperty().get()).count()
            + Objects.requireNonNull(sandwich.callees().searchResultProperty().get()).count();
    until(() -> found.getText().equals("" + matches));
    robot.push(KeyCode.ENTER);
    until(() -> sandwich.callers().getSelected() > 0);
    assertThat(found.getText()).isEqualTo("1 / " + matches);
    assertThat(graph.getSelected()).as("the hidden picture").isEqualTo(hidden);
    run(robot, "copy.stack");
    String copied =
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> Clipboard.getSystemClipboard().getString());
    assertThat(copied.lines().findFirst().orElse("")).as("the match").endsWith(".run");
    assertThat(copied).as("root first").endsWith(SPLIT + "\n");
    robot.interact(() -> search.setText("/run[/"));
    until(() -> found.getText().equals("no expression"));
    assertThat(search.getPseudoClassStates()).contains(PseudoClass.getPseudoClass("wrong"));
  }

  @Test
  void theWayBackIsThatOfTheRecording(FxRobot robot) throws Exception {
    Path second = Files.copy(recording(), home.resolve("second.jfr"));
    FlameGraph graph = flame(robot, recording(), second);
    Evidence first = Objects.requireNonNull(workbench.evidence().selected().get());
    Evidence other =
        workbench.evidence().all().stream().filter(one -> one != first).findFirst().orElseThrow();
    choose(robot, graph, SPLIT);
    robot.push(KeyCode.ENTER);
    until(graph::canGoBack);
    robot.interact(() -> workbench.evidence().selected().set(other));
    until(() -> read() != null && graph.getTree() != null && !graph.canGoBack());
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> workbench.evidence().selected().get() == first);
    until(() -> graph.getTree() != null && graph.getView().node() == CallTree.ROOT);
  }

  @Test
  void linkedRecordingsAreLinkedInTheirHalvesAndTheirOrder(FxRobot robot) throws Exception {
    Path second = Files.copy(recording(), home.resolve("second.jfr"));
    flame(robot, recording(), second);
    robot.interact(() -> {
      workbench.evidence().play(workbench.evidence().all().getFirst(), Role.BEFORE);
      workbench.evidence().play(workbench.evidence().all().getLast(), Role.AFTER);
    });
    run(robot, "side-by-side");
    List<FlameGraph> graphs = List.copyOf(robot.lookup("#graph").queryAllAs(FlameGraph.class));
    until(() -> graphs.stream().allMatch(one -> one.getTree() != null));
    Evidence before = Objects.requireNonNull(workbench.evidence().selected().get());
    long all = Objects.requireNonNull(graphs.getFirst().getTree()).total();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
    until(() ->
        robot.lookup("#strip").queryAllAs(TimeStrip.class).stream().anyMatch(TimeStrip::isFocused));
    robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT);
    until(() -> look().time() != null);
    assertThat(workbench.evidence().selected().get()).as("still of this side").isSameAs(before);
    robot.push(KeyCode.ESCAPE);
    until(() -> look().time() == null);
    until(() -> Objects.requireNonNull(graphs.getFirst().getTree()).total() == all);
    choose(robot, graphs.getFirst(), SPLIT);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    List<SandwichView> both = sandwiches(robot);
    until(() -> both.stream().allMatch(one -> one.callers().getTree() != null && isSeen(one)));
    assertThat(workbench.evidence().selected().get())
        .as("what hid had the keyboard")
        .isSameAs(before);
    FlameGraph callers = both.getFirst().callers();
    robot.interact(() -> {
      callers.requestFocus();
      callers.selectFirst();
    });
    robot.push(KeyCode.UP).push(KeyCode.ENTER);
    until(() -> !callers.getView().isWhole());
    until(() -> both.getLast().callers().getView().node() > CallTree.ROOT);
    robot.push(KeyCode.F8);
    List<TopTable> tables = List.copyOf(robot.lookup("#table").queryAllAs(TopTable.class));
    until(() -> tables.stream().allMatch(one -> one.shownRows() > 0));
    assertThat(workbench.evidence().selected().get()).as("the half hid").isSameAs(before);
    robot.interact(() -> tables.getFirst().sortBy(TopColumn.TOTAL));
    TopSort order = tables.getFirst().getSort();
    until(() -> tables.getLast().getSort().equals(order));
  }
}
