package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.ColourMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a pointer finds beside and over the picture: card, menu, map, way back, matches. */
@ExtendWith(ApplicationExtension.class)
class FlamePointerTest {
  private static final String STACKS =
      """
      a.A.run;a.B.wide;a.C.deeper;a.D.deepest 500
      a.A.run;a.B.wide;a.C.other 100
      a.E.main;a.B.wide 400
      """;

  private FlameGraph graph;
  private Breadcrumb crumbs;
  private BorderPane root;
  private final List<FlameRequest> requests = new ArrayList<>();

  @Start
  void start(Stage stage) {
    graph = new FlameGraph(Runnable::run, Runnable::run);
    graph.setOnRequest(requests::add);
    crumbs = new Breadcrumb(graph);
    root = new BorderPane(graph);
    root.setTop(crumbs);
    stage.setScene(new Scene(root, 800, 400));
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheTree(FxRobot robot) {
    show(robot, STACKS);
  }

  private void show(FxRobot robot, String stacks) {
    robot.interact(() -> {
      graph.setTree(Trees.of(stacks));
      graph.home();
      graph.requestFocus();
      root.layout();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private Point2D at(double share, int row) {
    Bounds bounds = graph.localToScreen(graph.getBoundsInLocal());
    return new Point2D(
        bounds.getMinX() + share * bounds.getWidth(),
        bounds.getMinY() + row * FlameGraphSkin.ROW_HEIGHT + 9);
  }

  private String text(int node) {
    return graph.getTree().text(node);
  }

  private String card() {
    Node card = graph.lookup(".flame-card");
    return card.isVisible()
        ? card.lookupAll(".label").stream()
            .map(label -> ((Label) label).getText())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "))
        : "";
  }

  private String way() {
    return crumbs.getChildrenUnmodifiable().stream()
        .filter(Node::isVisible)
        .sorted((one, other) -> Double.compare(one.getLayoutX(), other.getLayoutX()))
        .map(node -> ((Labeled) node).getText())
        .collect(Collectors.joining(" "));
  }

  private Node crumb(String text) {
    return crumbs.lookupAll(".flame-crumb").stream()
        .filter(node -> node.isVisible() && ((Labeled) node).getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCardSaysWhatIsUnderThePointerAndGoesWithIt(FxRobot robot) {
    robot.moveTo(at(0.3, 3));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(card()).contains("C.deeper", "500 samples", "50.0 %");
    assertThat(text(graph.hoveredProperty().get())).isEqualTo("a.C.deeper");
    robot.moveTo(at(0.8, 2));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(card()).contains("B.wide", "400 samples", "Of caller", "100.0 %");
    robot.moveTo(at(0.8, 12));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(card()).as("nothing is there").isEmpty();
    assertThat(graph.hoveredProperty().get()).isEqualTo(-1);
  }

  @Test
  void theCardGoesWhenThePointerIsOverTheMapOrTheBar(FxRobot robot) {
    String deep =
        IntStream.range(0, 60).mapToObj(row -> "a.C.f" + row).collect(Collectors.joining(";"));
    show(robot, deep + " 100");
    for (String over : List.of(".scroll-bar", ".flame-minimap")) {
      robot.moveTo(at(0.3, 3));
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(card()).contains("C.f2", "100 samples");
      assertThat(graph.lookup(over).isVisible()).as(over).isTrue();
      robot.moveTo(graph.lookup(over));
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(card()).as(over).isEmpty();
      assertThat(graph.hoveredProperty().get()).as(over).isEqualTo(-1);
    }
  }

  @Test
  void theCardTellsAnewWhenAnotherTreeIsDrawnUnderIt(FxRobot robot) {
    robot.moveTo(at(0.1, 2));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(card()).contains("B.wide", "600 samples");
    show(robot, STACKS.replace("500", "50"));
    assertThat(card()).contains("B.wide", "400 samples").doesNotContain("600");
    show(robot, "x.Other.thing;x.Other.more;x.Other.most 7");
    assertThat(card()).contains("Other.more", "7 samples").doesNotContain("B.wide");
    show(robot, "short.Stack.only 3");
    assertThat(card()).as("no frame is there any more").isEmpty();
    assertThat(graph.hoveredProperty().get()).isEqualTo(-1);
  }

  @Test
  void theMenuOfFramesTooNarrowForAPixelZoomsToThemAndTouchesNone(FxRobot robot) {
    StringBuilder stacks = new StringBuilder("a.A.run;a.Wide.frame 100000\n");
    for (int i = 0; i < 49; i++) {
      stacks.append("a.A.run;b.B").append(i).append(".thin 20\n");
    }
    show(robot, stacks.toString());
    graph.setSelected(-1);
    robot.clickOn(at(0.998, 2), MouseButton.SECONDARY);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getSelected()).as("none of them is meant").isEqualTo(-1);
    robot.clickOn(FlameRequest.Action.FOCUS_SUBTREE.label());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(requests).as("no frame is named").isEmpty();
    Labeled zoom =
        robot
            .lookup((Labeled label) ->
                label.getText() != null && label.getText().startsWith("Zoom in on these "))
            .query();
    assertThat(zoom.getText()).matches("Zoom in on these \\d+ frames, \\d+ samples");
    robot.clickOn(zoom);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(requests).isEmpty();
    assertThat(graph.getView().width()).isLessThan(0.02);
  }

  @Test
  void aLineBelowTheFramesSaysWhichColourIsWhichKind(FxRobot robot) {
    robot.interact(() -> graph.setColourMode(ColourMode.KIND));
    show(robot, "a.A.run~jit;a.B.wide~inlined;malloc~native 3\na.A.run~jit;a.C.slow~interpreted 2");
    Node legend = graph.lookup(".flame-legend");
    assertThat(legend.isVisible()).isTrue();
    assertThat(legend.lookupAll(".label").stream().map(label -> ((Label) label).getText()).toList())
        .contains("interpreted", "JIT", "inlined");
    assertThat(legend.getLayoutY())
        .as("not over frames")
        .isEqualTo(graph.pictureHeight())
        .isEqualTo(graph.getHeight() - legend.getBoundsInParent().getHeight());
    robot.interact(() -> graph.setColourMode(ColourMode.PACKAGE));
    robot.interact(() -> root.layout());
    assertThat(legend.isVisible()).isFalse();
    assertThat(graph.pictureHeight()).isEqualTo(graph.getHeight());
  }

  @Test
  void theMenuAsksForEveryTransformOfTheFrameUnderThePointer(FxRobot robot) throws Exception {
    List<FlameRequest.Action> asked = new ArrayList<>();
    for (FlameRequest.Action action : FlameRequest.Action.values()) {
      requests.clear();
      robot.clickOn(at(0.3, 2), MouseButton.SECONDARY);
      WaitForAsyncUtils.waitForFxEvents();
      if (action != FlameRequest.Action.OPEN_SOURCE) {
        robot.clickOn(action.label());
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !requests.isEmpty());
        assertThat(text(requests.getFirst().node())).isEqualTo("a.B.wide");
        asked.add(requests.getFirst().action());
      } else {
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
      }
      WaitForAsyncUtils.waitForFxEvents();
    }
    assertThat(asked).hasSize(FlameRequest.Action.values().length - 1);
    assertThat(graph.getView().isWhole()).as("a menu is no click on the frame").isTrue();
  }

  @Test
  void aClickOnTheWayGoesBackToThatFrame(FxRobot robot) {
    robot.clickOn(at(0.1, 4));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(way()).isEqualTo("all › A.run › B.wide › C.deeper › D.deepest");
    robot.clickOn(crumb("B.wide"));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().width()).isCloseTo(0.6, within(1e-9));
    assertThat(way()).isEqualTo("all › A.run › B.wide");
    robot.clickOn(crumb("all"));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView()).isEqualTo(FlameView.WHOLE);
    robot.interact(graph::back);
    assertThat(way()).endsWith("B.wide");
    robot.interact(graph::forward);
    assertThat(way()).isEqualTo("all");
  }

  @Test
  void aWayThatDoesNotFitShowsWhereItBeginsAndEnds(FxRobot robot) {
    StringBuilder stack = new StringBuilder("a.A.run");
    for (int i = 1; i <= 40; i++) {
      stack.append(";a.Handler").append(i).append(".handleTheRequest");
    }
    show(robot, stack + " 5");
    robot.interact(() -> {
      graph.zoomTo(graph.getTree().size() - 1);
      root.layout();
    });
    assertThat(way()).startsWith("all › … › Handler").endsWith("› Handler40.handleTheRequest");
    Bounds place = crumbs.getLayoutBounds();
    for (Node part : crumbs.getChildrenUnmodifiable()) {
      if (part.isVisible()) {
        assertThat(part.getLayoutX()).isNotNegative();
        assertThat(part.getLayoutX() + part.getLayoutBounds().getWidth())
            .isLessThanOrEqualTo(place.getWidth() + 1);
      }
    }
    List<String> narrow = new ArrayList<>();
    robot.interact(() -> {
      crumbs.resize(150, crumbs.getHeight());
      crumbs.layout();
      narrow.add(way());
      root.requestLayout();
    });
    assertThat(narrow.getFirst()).isEqualTo("all › … › Handler40.handleTheRequest");
  }

  @Test
  void theMapLeadsToWhatItIsPressedAt(FxRobot robot) {
    show(robot, STACKS + "a.A.run;a.B.wide" + ";a.F.f".repeat(60) + " 1");
    robot.clickOn(at(0.8, 1));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().from()).isGreaterThan(0.5);
    Node map = graph.lookup(".flame-minimap");
    assertThat(map.isVisible()).isTrue();
    Bounds place = map.localToScreen(map.getLayoutBounds());
    double y = place.getMinY() + 8;
    robot.clickOn(new Point2D(place.getMinX() + 30, y));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().from()).isLessThan(0.1);
    robot
        .drag(new Point2D(place.getMinX() + 30, y), MouseButton.PRIMARY)
        .dropTo(new Point2D(place.getMaxX() - 10, place.getMaxY() - 10));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().to()).isGreaterThan(0.9);
    assertThat(graph.getView().scroll()).isPositive();
  }

  @Test
  void matchesAreWalkedForthAndBackAndThoseInMergedBlocksAreMadeVisible(FxRobot robot) {
    StringBuilder stacks = new StringBuilder("a.A.run;a.B.wide 100000\n");
    for (int i = 0; i < 50; i++) {
      stacks.append("a.A.run;a.N").append(i).append(".narrow 1\n");
    }
    show(robot, stacks.toString());
    robot.interact(() -> graph.setSearch(NamePattern.plain("N33.narrow")));
    robot.press(KeyCode.N).release(KeyCode.N);
    WaitForAsyncUtils.waitForFxEvents();
    CallTree tree = graph.getTree();
    assertThat(tree.text(graph.getSelected())).isEqualTo("a.N33.narrow");
    double share = (double) tree.total(graph.getSelected()) / tree.total();
    assertThat(share / graph.getView().width() * graph.getWidth())
        .as("pixels of a match that was merged with its neighbours")
        .isGreaterThan(20);
    robot.interact(() -> graph.setSearch(NamePattern.plain("narrow")));
    robot.press(KeyCode.N).release(KeyCode.N);
    int next = graph.getSelected();
    robot.press(KeyCode.SHIFT, KeyCode.N).release(KeyCode.N, KeyCode.SHIFT);
    assertThat(graph.getSelected()).isLessThan(next);
    robot.press(KeyCode.F3).release(KeyCode.F3);
    assertThat(graph.getSelected()).isEqualTo(next);
  }
}
