package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FlameGraphTest {
  private static final CallTree TREE =
      Trees.of(
          """
          java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 300
          java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.apply 200
          java.lang.Thread.run;com.acme.Cart.total 100
          com.acme.Main.main;com.acme.Cart.price 400
          """);

  private FlameGraph graph;
  private Scene scene;
  private final List<FlameRequest> requests = new ArrayList<>();

  @Start
  void start(Stage stage) {
    graph = new FlameGraph(Runnable::run, Runnable::run);
    graph.setOnRequest(requests::add);
    BorderPane root = new BorderPane(graph);
    root.setTop(new Breadcrumb(graph));
    scene = new Scene(root, 1000, 600);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheTree(FxRobot robot) {
    robot.interact(() -> {
      graph.setTree(TREE);
      graph.requestFocus();
    });
    org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> scene.getRoot().layout());
    assertThat(graph.getWidth()).isEqualTo(1000);
  }

  private static int node(String path) {
    return TREE.find(path);
  }

  private void mouse(
      FxRobot robot, javafx.event.EventType<MouseEvent> type, double x, double localY) {
    double y = localY + graph.getLayoutY();
    boolean down = type != MouseEvent.MOUSE_MOVED;
    robot.interact(() ->
        Event.fireEvent(
            graph,
            new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                down,
                false,
                false,
                false,
                false,
                false,
                null)));
  }

  private void wheel(FxRobot robot, double x, double deltaX, double deltaY, boolean shift) {
    robot.interact(() ->
        Event.fireEvent(
            graph,
            new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                10,
                x,
                10,
                shift,
                false,
                false,
                false,
                false,
                false,
                deltaX,
                deltaY,
                deltaX,
                deltaY,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null)));
  }

  private void click(FxRobot robot, double x, double y) {
    mouse(robot, MouseEvent.MOUSE_PRESSED, x, y);
    mouse(robot, MouseEvent.MOUSE_RELEASED, x, y);
  }

  private double row(int index) {
    return index * FlameGraphSkin.ROW_HEIGHT + 9;
  }

  @Test
  void aClickZoomsToTheFrameAndBackspaceComesBack(FxRobot robot) {
    click(robot, 800, row(1));
    assertThat(graph.getView().from()).isCloseTo(0.6, within(1e-9));
    assertThat(graph.getView().to()).isEqualTo(1);
    assertThat(graph.getSelected()).isEqualTo(node("com.acme.Main.main"));
    assertThat(graph.seen().from()).isEqualTo(graph.getView().from());
    assertThat(graph.seen().widthPx()).isEqualTo(1000);
    robot.press(KeyCode.BACK_SPACE).release(KeyCode.BACK_SPACE);
    assertThat(graph.getView().isWhole()).isTrue();
    robot.interact(() ->
        Event.fireEvent(
            graph,
            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, true, false)));
    assertThat(graph.getView().isWhole()).isFalse();
    robot.press(KeyCode.HOME).release(KeyCode.HOME);
    assertThat(graph.getView().isWhole()).isTrue();
  }

  @Test
  void arrowsWalkFromFrameToFrame(FxRobot robot) {
    for (KeyCode key : List.of(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN, KeyCode.RIGHT)) {
      robot.press(key).release(key);
    }
    assertThat(graph.getSelected()).isEqualTo(node("java.lang.Thread.run;com.acme.Cart.total"));
    robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    assertThat(graph.getSelected())
        .isEqualTo(node("java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load"));
    assertThat(graph.getAccessibleText())
        .isEqualTo("Tax.load, total 300 samples, 30.0 %, self 300 samples, row 4");
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    assertThat(graph.getView().width()).isCloseTo(0.3, within(1e-9));
    assertThat(graph.breadcrumb()).hasSize(4);
    robot.press(KeyCode.UP).release(KeyCode.UP);
    assertThat(graph.getSelected()).isEqualTo(node("java.lang.Thread.run;com.acme.Cart.price"));
  }

  @Test
  void theWheelZoomsAtThePointer(FxRobot robot) {
    wheel(robot, 250, 0, 120, false);
    FlameView view = graph.getView();
    assertThat(view.width()).isLessThan(0.7);
    assertThat(view.from() + 0.25 * view.width()).isCloseTo(0.25, within(1e-9));
    wheel(robot, 250, 0, -400, false);
    assertThat(graph.getView().isWhole()).isTrue();
    wheel(robot, 250, 0, 120, false);
    double from = graph.getView().from();
    wheel(robot, 250, -50, 0, false);
    assertThat(graph.getView().from()).isGreaterThan(from);
  }

  @Test
  void dragPansAndIsNoClick(FxRobot robot) {
    robot.interact(() -> graph.zoomTo(node("com.acme.Main.main")));
    mouse(robot, MouseEvent.MOUSE_PRESSED, 500, row(1));
    mouse(robot, MouseEvent.MOUSE_DRAGGED, 600, row(1));
    mouse(robot, MouseEvent.MOUSE_DRAGGED, 750, row(1));
    mouse(robot, MouseEvent.MOUSE_RELEASED, 750, row(1));
    assertThat(graph.getView().from()).isCloseTo(0.6 - 0.25 * 0.4, within(1e-9));
    assertThat(graph.getView().width()).isCloseTo(0.4, within(1e-9));
    robot.interact(graph::back);
    assertThat(graph.getView().from()).as("one gesture, one step").isCloseTo(0.6, within(1e-9));
  }

  @Test
  void plusAndMinusZoomAboutTheSelection(FxRobot robot) {
    robot.interact(() -> graph.setSelected(node("com.acme.Main.main")));
    robot.press(KeyCode.ADD).release(KeyCode.ADD);
    assertThat(graph.getView().width()).isCloseTo(0.6, within(1e-9));
    robot.press(KeyCode.SUBTRACT).release(KeyCode.SUBTRACT);
    assertThat(graph.getView().isWhole()).isTrue();
  }

  @Test
  void searchSaysItsShareAndWalksItsMatches(FxRobot robot) {
    robot.interact(() -> graph.setSearch(NamePattern.plain("price")));
    assertThat(graph.searchResultProperty().get().share()).isEqualTo(0.9);
    robot.press(KeyCode.N).release(KeyCode.N);
    int first = graph.getSelected();
    robot.press(KeyCode.N).release(KeyCode.N);
    assertThat(graph.getSelected()).isNotEqualTo(first);
    robot.press(KeyCode.SHIFT, KeyCode.N).release(KeyCode.N, KeyCode.SHIFT);
    assertThat(graph.getSelected()).isEqualTo(first);
    robot.interact(() -> graph.setSearch(null));
    assertThat(graph.searchResultProperty().get()).isNull();
  }

  @Test
  void keysAskTheWindowForTransforms(FxRobot robot) {
    requests.clear();
    int price = node("java.lang.Thread.run;com.acme.Cart.price");
    robot.interact(() -> graph.setSelected(price));
    for (KeyCode key : List.of(KeyCode.F, KeyCode.S, KeyCode.H, KeyCode.M, KeyCode.I)) {
      robot.press(key).release(key);
    }
    assertThat(requests.stream().map(FlameRequest::transform).map(Transform::text))
        .containsExactly(
            "focus:com.acme.Cart.price",
            "focus-subtree:java.lang.Thread.run;com.acme.Cart.price",
            "hide:com.acme.Cart.price",
            "merge:com.acme.Cart.price",
            "invert");
    requests.clear();
    robot.interact(() -> graph.request(FlameRequest.Action.HIDE_FUNCTION, CallTree.ROOT));
    assertThat(requests).as("the root cannot be hidden").isEmpty();
  }

  @Test
  void aNewSelectionKeepsThePlaceAndAnotherShapeFindsThePathAgain(FxRobot robot) {
    int main = node("com.acme.Main.main");
    robot.interact(() -> {
      graph.setSelected(main);
      graph.zoomTo(main);
    });
    CallTree other =
        Trees.of("com.acme.Main.main;com.acme.Cart.price 300\njava.lang.Thread.run 100");
    robot.interact(() -> graph.setTree(other));
    assertThat(other.text(graph.getSelected())).isEqualTo("com.acme.Main.main");
    assertThat(graph.getView().width()).isCloseTo(0.75, within(1e-9));
    robot.interact(() -> graph.setTree(Trees.of("x.Y.z 1")));
    assertThat(graph.getSelected()).isEqualTo(-1);
    assertThat(graph.getView().isWhole()).isTrue();
  }

  @Test
  void theStackIsCopiedRootFirst(FxRobot robot) {
    robot.interact(() -> graph.setSelected(node("java.lang.Thread.run;com.acme.Cart.price")));
    robot.interact(graph::copyStack);
    List<String> copied = new ArrayList<>();
    robot.interact(() -> copied.add(Clipboard.getSystemClipboard().getString()));
    assertThat(copied).containsExactly("java.lang.Thread.run\ncom.acme.Cart.price\n");
  }

  @Test
  void nothingToShowSaysWhy(FxRobot robot) {
    robot.interact(() -> {
      graph.setEmptyMessage("No lock was waited for longer than 20 ms.");
      graph.setTree(null);
    });
    assertThat(robot.lookup("No lock was waited for longer than 20 ms.").tryQuery()).isPresent();
    assertThat(graph.getAccessibleText()).isEqualTo("Empty flame graph");
    robot.interact(() -> graph.setTree(Trees.of("")));
    for (KeyCode key : List.of(KeyCode.DOWN, KeyCode.ENTER, KeyCode.N, KeyCode.ADD, KeyCode.HOME)) {
      robot.press(key).release(key);
    }
    click(robot, 10, 10);
    assertThat(graph.getView().isWhole()).isTrue();
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    robot.interact(() -> {
      graph.setTree(Trees.large(60_000, 40, 7));
      graph.setDetails((tree, node, answer) ->
          answer.accept(
              new FrameDetail(
                  node,
                  24,
                  24,
                  new int[0],
                  new long[0],
                  new int[] {88, 91},
                  new long[] {tree.total(node) / 2, tree.total(node) / 5})));
    });
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        graph.setTheme(theme);
        scene.getRoot().setStyle("-fx-background-color: " + Theme.css(theme.background()));
        graph.zoomTo(5);
        graph.setSelected(20);
      });
      robot.interact(() -> graph.setOrientation(FlameOrientation.ICICLE));
      mouse(robot, MouseEvent.MOUSE_MOVED, 300, row(9));
      org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
      org.testfx.util.WaitForAsyncUtils.sleep(300, java.util.concurrent.TimeUnit.MILLISECONDS);
      robot.interact(() -> Pictures.save(scene, "flame-" + theme.name().toLowerCase(Locale.ROOT)));
    }
    robot.interact(() -> {
      graph.setColourMode(ColourMode.KIND);
      graph.setOrientation(FlameOrientation.FLAME);
      graph.setSearch(NamePattern.plain("Service7."));
    });
    robot.interact(() -> Pictures.save(scene, "flame-search"));
    int[] pixels = new int[1];
    robot.interact(() -> {
      double bottom = graph.localToScene(0, graph.pictureHeight()).getY();
      pixels[0] = Pictures.snapshot(scene)[((int) bottom - 8) * 1000 + 500];
    });
    assertThat(pixels[0]).as("the root lies at the bottom").isNotEqualTo(Theme.DARK.background());
  }
}
