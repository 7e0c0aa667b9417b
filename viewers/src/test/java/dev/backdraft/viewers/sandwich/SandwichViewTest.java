package dev.backdraft.viewers.sandwich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.flame.FlameRequest;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SandwichViewTest {
  private static final Recording RECORDING =
      Trees.recording(
          """
          java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 300
          java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.apply 200
          java.lang.Thread.run;com.acme.Cart.total 100
          com.acme.Main.main;com.acme.Cart.price 300
          com.acme.Main.main;com.acme.Cart.price;com.acme.Tax.load;com.acme.Cart.price 100
          """);

  private SandwichView view;
  private Scene scene;
  private final List<FlameRequest> requests = new ArrayList<>();

  private static Sandwich of(String function) {
    return Sandwich.shapes(RECORDING, SampleKind.CPU, By.METHOD, Transforms.NONE, function)
        .weigh(Selection.ALL, Weighing.WEIGHT);
  }

  @Start
  void start(Stage stage) {
    view = new SandwichView(Runnable::run, Runnable::run);
    view.setOnRequest(requests::add);
    scene = new Scene(new StackPane(view), 800, 300);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheFunction(FxRobot robot) {
    robot.interact(() -> {
      view.setSandwich(of("com.acme.Cart.price"));
      view.callees().requestFocus();
      scene.getRoot().layout();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void bothHalvesWeighWhatTheTreeSays() {
    CallTree whole = Trees.tree(RECORDING);
    long holding = whole.total() - 100;
    assertThat(view.callers().getTree().total()).isEqualTo(holding);
    assertThat(view.callees().getTree().total()).isEqualTo(holding);
    assertThat(view.callees().getTree().selectedTotal()).isEqualTo(whole.total());
  }

  @Test
  void theBarSaysTheFunctionAndItsShare(FxRobot robot) {
    assertThat(robot.lookup("Cart.price").tryQuery()).isPresent();
    assertThat(robot.lookup("total 900 samples  90.0 %     self 400 samples  40.0 %").tryQuery())
        .isPresent();
  }

  @Test
  void aNarrowBarTellsItsAmountsInFewerWords(FxRobot robot) {
    Map<Integer, String> told = new LinkedHashMap<>();
    for (int width : new int[] {800, 420, 340, 240, 120}) {
      robot.interact(() -> told.put(width, amountsAt(width)));
    }
    assertThat(told)
        .containsExactly(
            Map.entry(800, "total 900 samples  90.0 %     self 400 samples  40.0 %"),
            Map.entry(420, "total 900  90.0 %     self 400  40.0 %"),
            Map.entry(340, "total 900  90.0 %     self 400  40.0 %"),
            Map.entry(240, "total 900     self 400"),
            Map.entry(120, "total 900"));
  }

  /** What the bar says where it has this width; that it is drawn whole. */
  private String amountsAt(double width) {
    view.setMaxWidth(width);
    scene.getRoot().layout();
    Label weight = (Label) view.lookup(".sandwich-bar .view-number");
    Node drawn = weight.lookup(".text");
    assertThat(((Text) drawn).getText()).isEqualTo(weight.getText());
    assertThat(weight.getBoundsInParent().getMaxX()).isLessThanOrEqualTo(width);
    assertThat(view.lookup(".sandwich-name").getBoundsInParent().getWidth()).isPositive();
    return weight.getText();
  }

  @Test
  void theFirstRowsAreTheNeighbours(FxRobot robot) {
    Bounds lower = view.callees().localToScreen(view.callees().getBoundsInLocal());
    robot.moveTo(new Point2D(lower.getMinX() + 40, lower.getMinY() + 8));
    robot.clickOn(new Point2D(lower.getMinX() + 60, lower.getMinY() + 8));
    CallTree tree = view.callees().getTree();
    assertThat(tree.text(view.callees().getSelected())).isEqualTo("com.acme.Tax.load");
    Bounds upper = view.callers().localToScreen(view.callers().getBoundsInLocal());
    robot.clickOn(new Point2D(upper.getMinX() + 60, upper.getMaxY() - 8));
    CallTree callers = view.callers().getTree();
    assertThat(callers.text(view.callers().getSelected())).isEqualTo("java.lang.Thread.run");
  }

  @Test
  void oneLegendTellsTheKindsOfBothHalves(FxRobot robot) {
    Recording kinds = Trees.recording("a.A.run~jit;a.B.work~inlined;a.C.slow~interpreted 3");
    robot.interact(() -> {
      view.colourModeProperty().set(ColourMode.KIND);
      view.setSandwich(
          Sandwich.shapes(kinds, SampleKind.CPU, By.METHOD, Transforms.NONE, "a.B.work")
              .weigh(Selection.ALL, Weighing.WEIGHT));
      scene.getRoot().layout();
    });
    List<String> told =
        view.lookupAll(".flame-legend").stream()
            .filter(Node::isVisible)
            .flatMap(legend -> legend.lookupAll(".label").stream())
            .map(label -> ((Label) label).getText())
            .toList();
    assertThat(told).containsExactlyInAnyOrder("interpreted", "JIT", "inlined");
  }

  @Test
  void theKeyboardWaitsHereWhileThereIsNothingToShow(FxRobot robot) {
    robot.interact(() -> view.setSandwich(null));
    assertThat(scene.getFocusOwner()).isSameAs(view);
    robot.interact(() -> view.setSandwich(of("com.acme.Cart.price")));
    assertThat(scene.getFocusOwner()).isSameAs(view.callees());
  }

  @Test
  void arrowsWalkAcrossTheBar(FxRobot robot) {
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    CallTree callees = view.callees().getTree();
    assertThat(callees.text(view.callees().getSelected())).isEqualTo("com.acme.Tax.load");
    robot.press(KeyCode.UP).release(KeyCode.UP);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(view.callers().isFocused()).isTrue();
    assertThat(view.callers().getTree().text(view.callers().getSelected()))
        .isEqualTo("java.lang.Thread.run");
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    assertThat(view.callees().isFocused()).isTrue();
  }

  @Test
  void aSearchLooksInBothHalves(FxRobot robot) {
    robot.interact(() -> view.searchProperty().set(NamePattern.plain("load")));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(view.callees().searchResultProperty().get().weight()).isEqualTo(400);
    assertThat(view.callers().searchResultProperty().get().weight()).isEqualTo(100);
    robot.press(KeyCode.N).release(KeyCode.N);
    CallTree callees = view.callees().getTree();
    assertThat(callees.text(view.callees().getSelected())).isEqualTo("com.acme.Tax.load");
  }

  @Test
  void requestsOfBothHalvesReachTheWindow(FxRobot robot) {
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    robot.press(KeyCode.F).release(KeyCode.F);
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().transform().argument()).isEqualTo("com.acme.Tax.load");
  }

  @Test
  void aRootHasNoCallersAndALeafNoCallees(FxRobot robot) {
    robot.interact(() -> view.setSandwich(of("com.acme.Main.main")));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("Nothing calls it: it is the root of its stacks.").tryQuery())
        .isPresent();
    robot.interact(() -> view.setSandwich(of("com.acme.Tax.apply")));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("It calls nothing.").tryQuery()).isPresent();
    robot.interact(() -> view.setSandwich(of("no.Such.method")));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(
            robot.lookup("Choose a function: its callers and callees are shown here.").tryQuery())
        .isPresent();
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    for (Theme theme : Theme.values()) {
      robot.interact(() -> view.setTheme(theme));
      WaitForAsyncUtils.waitForFxEvents();
      String name = "sandwich-" + theme.name().toLowerCase(Locale.ROOT);
      robot.interact(() -> Pictures.save(scene, name));
    }
    assertThat(view.getTheme()).isEqualTo(Theme.DARK);
  }
}
