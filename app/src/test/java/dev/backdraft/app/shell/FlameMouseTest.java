package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.selection.Look;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.timeline.HeatmapView;
import dev.backdraft.viewers.timeline.TimeRange;
import dev.backdraft.viewers.timeline.TimeStrip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The same window with the mouse: what is dragged, pressed and chosen reaches the selection. */
final class FlameMouseTest extends WindowTest {
  private static final Path WALL =
      Path.of(Objects.requireNonNull(System.getProperty("backdraft.root")))
          .resolve("../shared/corpus/jfr/grafana-jfr-parser__wall.jfr.gz")
          .normalize();

  @Start
  void start(Stage given) {
    begin(given);
  }

  private Look look() {
    String id = Objects.requireNonNull(workbench.evidence().selected().get()).id();
    return Objects.requireNonNull(workbench.looks().now().get().of().get(id));
  }

  private static long total(FlameGraph graph) {
    return Objects.requireNonNull(graph.getTree()).total();
  }

  /** The middle of a frame, in a picture of all. */
  private static Point2D middle(FlameGraph graph, String part) {
    CallTree tree = Objects.requireNonNull(graph.getTree());
    for (int node = 1; node < tree.size(); node++) {
      if (tree.text(node).contains(part) && tree.total(node) > tree.total() / 50) {
        long before = 0;
        for (int at = node; at > CallTree.ROOT; at = tree.parent(at)) {
          for (int one = tree.parent(at) + 1; one < at; one = tree.end(one)) {
            before += tree.total(one);
          }
        }
        double share = (before + tree.total(node) / 2.0) / tree.total();
        return graph.localToScreen(share * graph.getWidth(), tree.depth(node) * 19 + 9);
      }
    }
    throw new AssertionError("no frame of " + part);
  }

  @Test
  void theMenuOfAFrameChangesTheTreeAndTheHeaderGoesBackAndForth(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    long all = total(graph);
    robot.clickOn(middle(graph, "CheckoutHandler.handle"), MouseButton.SECONDARY);
    robot.clickOn("Hide stacks with this function");
    until(() -> look().transforms().steps().size() == 1 && total(graph) < all);
    robot.clickOn("#undo");
    until(() -> total(graph) == all);
    robot.clickOn("#redo");
    until(() -> total(graph) < all);
    robot.clickOn(robot.lookup("#chips .button").queryButton());
    until(() -> total(graph) == all);
  }

  @Test
  void aDragOverTheHeatmapSelectsFromCellToCell(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    long all = total(graph);
    run(robot, "heatmap");
    HeatmapView heatmap = shown(robot, "#heatmap", HeatmapView.class);
    until(() -> heatmap.getMap() != null && heatmap.getHeight() > 50);
    double column = heatmap.getWidth() / Objects.requireNonNull(heatmap.getMap()).columns();
    robot
        .drag(heatmap.localToScreen(column / 2, 80), MouseButton.PRIMARY)
        .dropTo(heatmap.localToScreen(column * 1.5, 40));
    until(() -> look().time() != null && total(graph) < all);
    TimeStrip strip = shown(robot, "#strip", TimeStrip.class);
    assertThat(strip.getSelection()).isEqualTo(look().time());
    robot.clickOn("#undo");
    until(() -> look().time() == null && total(graph) == all);
  }

  @Test
  void theSearchFieldWalksItsMatchesForthAndBack(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    robot.clickOn("#search").write("java");
    until(() -> graph.searchResultProperty().get() != null);
    robot.push(KeyCode.ENTER).push(KeyCode.ENTER);
    Label found = robot.lookup("#found").queryAs(Label.class);
    until(() -> found.getText().contains("2 / "));
    int second = graph.getSelected();
    robot.push(KeyCode.SHIFT, KeyCode.ENTER);
    until(() -> found.getText().contains("1 / ") && graph.getSelected() != second);
    TextField field = shown(robot, "#search", TextField.class);
    assertThat(field.isFocused()).as("one goes on typing").isTrue();
  }

  @Test
  void linkedSidesShareTheTimeUntilTheyAreUnlinked(FxRobot robot) throws Exception {
    Path other =
        Files.copy(recording(), home.resolve("after-fix.jfr"), StandardCopyOption.REPLACE_EXISTING);
    flame(robot, recording(), other);
    until(() -> workbench.evidence().all().stream().allMatch(one -> one.whole().get()));
    run(robot, "role.before");
    robot.interact(
        () -> workbench.evidence().play(workbench.evidence().all().getLast(), Role.AFTER));
    run(robot, "side-by-side");
    List<TimeStrip> strips = List.copyOf(robot.lookup("#strip").queryAllAs(TimeStrip.class));
    until(() -> strips.stream().allMatch(one -> isSeen(one) && one.getData() != null));
    brush(robot, strips.getFirst(), 0.3, 0.6);
    until(() -> strips.getLast().getSelection() != null);
    TimeRange shared = Objects.requireNonNull(strips.getLast().getSelection());
    assertThat(shared).as("both begin together").isEqualTo(strips.getFirst().getSelection());
    picture("side-by-side-brushed-light.png");
    robot.clickOn("#undo");
    until(() -> strips.stream().allMatch(one -> one.getSelection() == null));
    robot.clickOn("#redo");
    until(() -> shared.equals(strips.getLast().getSelection()));

    robot.clickOn("#link");
    brush(robot, strips.getLast(), 0.7, 0.9);
    until(() -> !shared.equals(strips.getLast().getSelection()));
    assertThat(strips.getFirst().getSelection()).isEqualTo(shared);
  }

  private static void brush(FxRobot robot, TimeStrip strip, double from, double to) {
    robot
        .drag(strip.localToScreen(strip.getWidth() * from, 60), MouseButton.PRIMARY)
        .dropTo(strip.localToScreen(strip.getWidth() * to, 60));
  }

  @Test
  void whatThreadsDidIsChosenBesideThem(FxRobot robot) throws Exception {
    assumeThat(WALL).as("the corpus lies beside the checkout").exists();
    FlameGraph graph = flame(robot, WALL);
    run(robot, "samples.wall");
    until(() -> graph.getTree() != null && look().kind().id().equals("wall"));
    long all = total(graph);
    robot.clickOn(shown(robot, "#threads", Button.class));
    until(() -> robot.lookup("#states .toggle-button").queryAll().size() > 1);
    ToggleButton sleeping =
        robot.lookup("#states .toggle-button").queryAllAs(ToggleButton.class).stream()
            .filter(one -> one.getText().startsWith(ThreadState.SLEEPING.label()))
            .findFirst()
            .orElseThrow();
    robot.clickOn(sleeping);
    until(() -> look().states().contains(ThreadState.SLEEPING) && total(graph) < all);
    privatePicture("states-light.png");
    robot.push(KeyCode.ESCAPE);
    assertThat(robot.lookup("#chips .button").queryButton().getText())
        .isEqualTo(ThreadState.SLEEPING.label());
    robot.clickOn("#undo");
    until(() -> total(graph) == all);
  }
}
