package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.viewers.Trees;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The gestures that need a real pointer: the wheel and the drag. */
@Tag("window")
@ExtendWith(ApplicationExtension.class)
class FlameWindowTest {
  private FlameGraph graph;

  @Start
  void start(Stage stage) {
    graph = new FlameGraph(Runnable::run, Runnable::run);
    stage.setScene(new Scene(new StackPane(graph), 800, 400));
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheTree(FxRobot robot) {
    robot.interact(() -> {
      graph.setTree(Trees.of("a.A.run;a.B.b 600\na.C.main;a.B.b 400"));
      graph.home();
      graph.requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private Point2D at(double share, int row) {
    Bounds bounds = graph.localToScreen(graph.getBoundsInLocal());
    return new Point2D(
        bounds.getMinX() + share * bounds.getWidth(),
        bounds.getMinY() + row * FlameGraphSkin.ROW_HEIGHT + 9);
  }

  @Test
  void theWheelZoomsWhereThePointerIs(FxRobot robot) {
    robot.moveTo(at(0.8, 1));
    robot.scroll(3, VerticalDirection.UP);
    WaitForAsyncUtils.waitForFxEvents();
    FlameView view = graph.getView();
    assertThat(view.width()).isLessThan(0.9);
    assertThat(view.from() + 0.8 * view.width()).isCloseTo(0.8, within(0.01));
    robot.scroll(20, VerticalDirection.DOWN);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().isWhole()).isTrue();
  }

  @Test
  void aDragPansWhatIsZoomed(FxRobot robot) {
    robot.clickOn(at(0.8, 1));
    assertThat(graph.getView().from()).isCloseTo(0.6, within(1e-9));
    robot.drag(at(0.25, 1), MouseButton.PRIMARY).dropTo(at(0.75, 1));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getView().from()).isCloseTo(0.4, within(0.02));
    assertThat(graph.getView().width()).isCloseTo(0.4, within(1e-9));
    robot.press(KeyCode.BACK_SPACE).release(KeyCode.BACK_SPACE);
    assertThat(graph.getView().from()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void theMenuOpensUnderThePointer(FxRobot robot) {
    robot.clickOn(at(0.3, 2), MouseButton.SECONDARY);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(graph.getTree().text(graph.getSelected())).isEqualTo("a.B.b");
    assertThat(robot.lookup("Copy stack").tryQuery()).isPresent();
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
  }
}
