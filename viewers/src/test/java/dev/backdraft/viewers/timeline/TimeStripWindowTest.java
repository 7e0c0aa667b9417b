package dev.backdraft.viewers.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.query.TimeBuckets;
import dev.backdraft.analysis.query.Vitals;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The strip under a real pointer: draw, move, resize, zoom, let go. */
@ExtendWith(ApplicationExtension.class)
class TimeStripWindowTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TimeRange ALL = new TimeRange(0, 100 * SECOND);

  private TimeStrip strip;

  @Start
  void start(Stage stage) {
    strip = new TimeStrip();
    stage.setScene(new Scene(new VBox(strip), 1000, 200));
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showSomething(FxRobot robot) {
    Vitals.Series none = new Vitals.Series(new long[0], new double[0]);
    robot.interact(() -> {
      strip.setData(
          new StripData(
              ALL,
              new TimeBuckets(0, 100 * SECOND, new long[] {1, 5, 2, 8}),
              new Vitals(none, none, none)));
      strip.setSelection(null);
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private Point2D at(double second) {
    Bounds bounds = strip.localToScreen(strip.getBoundsInLocal());
    return new Point2D(bounds.getMinX() + second / 100 * bounds.getWidth(), bounds.getMinY() + 50);
  }

  private void drag(FxRobot robot, double from, double to) {
    robot.drag(at(from), MouseButton.PRIMARY).dropTo(at(to));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private double fromSeconds() {
    return strip.getSelection().fromNanos() / (double) SECOND;
  }

  private double toSeconds() {
    return strip.getSelection().toNanos() / (double) SECOND;
  }

  @Test
  void aDragDrawsMovesAndResizes(FxRobot robot) {
    drag(robot, 20, 40);
    assertThat(fromSeconds()).isCloseTo(20, within(0.3));
    assertThat(toSeconds()).isCloseTo(40, within(0.3));
    drag(robot, 30, 50);
    assertThat(fromSeconds()).isCloseTo(40, within(0.5));
    assertThat(toSeconds()).isCloseTo(60, within(0.5));
    drag(robot, 60, 80);
    assertThat(fromSeconds()).isCloseTo(40, within(0.5));
    assertThat(toSeconds()).isCloseTo(80, within(0.7));
    drag(robot, 40, 90);
    assertThat(fromSeconds()).as("an edge pulled over the other").isCloseTo(80, within(0.7));
    robot.clickOn(at(10));
    assertThat(strip.getSelection()).isNull();
  }

  @Test
  void theWheelZoomsAndKeysNudge(FxRobot robot) {
    drag(robot, 20, 40);
    robot.moveTo(at(50));
    robot.scroll(3, VerticalDirection.UP);
    WaitForAsyncUtils.waitForFxEvents();
    robot.scroll(30, VerticalDirection.DOWN);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(strip.getViewed()).isEqualTo(ALL);
    double before = fromSeconds();
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    assertThat(fromSeconds()).isCloseTo(before + 0.5, within(0.01));
    robot.press(KeyCode.CONTROL, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.CONTROL);
    assertThat(fromSeconds()).isCloseTo(before - 4.5, within(0.01));
    robot.press(KeyCode.EQUALS).release(KeyCode.EQUALS);
    assertThat(strip.getViewed().nanos()).isLessThan(ALL.nanos());
    robot.press(KeyCode.HOME).release(KeyCode.HOME);
    assertThat(strip.getViewed()).isEqualTo(ALL);
  }
}
