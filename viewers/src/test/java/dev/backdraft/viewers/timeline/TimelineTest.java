package dev.backdraft.viewers.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.analysis.query.TimeBuckets;
import dev.backdraft.analysis.query.Vitals;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.paint.Theme;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class TimelineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_773_326_700L * SECOND;
  private static final TimeRange ALL = new TimeRange(START, START + 200 * SECOND);

  private TimeStrip strip;
  private HeatmapView heatmap;
  private Scene scene;

  @Start
  void start(Stage stage) {
    strip = new TimeStrip();
    heatmap = new HeatmapView(Runnable::run, Runnable::run);
    scene = new Scene(new VBox(strip, heatmap), 1000, 300);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showSomething(FxRobot robot) {
    robot.interact(() -> {
      strip.setData(data());
      heatmap.setMap(map());
    });
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> scene.getRoot().layout());
  }

  /** A service that runs hot from the 85th to the 121st second. */
  private static StripData data() {
    Random random = new Random(3);
    long[] density = new long[400];
    for (int i = 0; i < density.length; i++) {
      boolean hot = i > 170 && i < 242;
      density[i] = (hot ? 50L : 12L) + random.nextInt(hot ? 30 : 16);
    }
    long[] time = new long[200];
    double[] cpu = new double[200];
    long[] heapTime = new long[40];
    double[] heap = new double[40];
    for (int i = 0; i < 200; i++) {
      time[i] = START + i * SECOND;
      cpu[i] = (i > 88 && i < 119 ? 0.62 : 0.1) + random.nextDouble() * 0.08;
    }
    long[] pauseTime = new long[40];
    double[] pause = new double[40];
    for (int i = 0; i < 40; i++) {
      heapTime[i] = START + i * (5 * SECOND);
      heap[i] = 200e6 + 60e6 * (i % 5);
      pauseTime[i] = START + random.nextLong(200 * SECOND);
      pause[i] = 2e6 + random.nextInt(40_000_000);
    }
    java.util.Arrays.sort(pauseTime);
    return new StripData(
        ALL,
        new TimeBuckets(ALL.fromNanos(), ALL.toNanos(), density),
        new Vitals(
            new Vitals.Series(time, cpu),
            new Vitals.Series(heapTime, heap),
            new Vitals.Series(pauseTime, pause)));
  }

  private static SubsecondHeatmap map() {
    Random random = new Random(4);
    int[] count = new int[200 * 50];
    for (int i = 0; i < count.length; i++) {
      boolean tick = i % 50 >= 20 && i % 50 <= 23;
      count[i] = random.nextInt(3) * random.nextInt(3) + (tick ? 12 : 0) + (i / 50 == 97 ? 30 : 0);
    }
    return new SubsecondHeatmap(START, 200, 50, count);
  }

  private void mouse(FxRobot robot, Node node, EventType<MouseEvent> type, double x, double y) {
    robot.interact(() ->
        Event.fireEvent(
            node,
            new MouseEvent(
                type,
                x,
                y + node.getLayoutY(),
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                false,
                false,
                null)));
  }

  private void drag(FxRobot robot, Node node, double from, double to) {
    mouse(robot, node, MouseEvent.MOUSE_PRESSED, from, 40);
    mouse(robot, node, MouseEvent.MOUSE_DRAGGED, (from + to) / 2, 40);
    mouse(robot, node, MouseEvent.MOUSE_DRAGGED, to, 40);
    mouse(robot, node, MouseEvent.MOUSE_RELEASED, to, 40);
  }

  @Test
  void aDragSelectsAnotherMovesAndAnEdgeResizes(FxRobot robot) {
    drag(robot, strip, 400, 600);
    assertThat(strip.getSelection())
        .isEqualTo(new TimeRange(START + 80 * SECOND, START + 120 * SECOND));
    assertThat(strip.adjustingProperty().get()).isFalse();
    drag(robot, strip, 500, 550);
    assertThat(strip.getSelection().fromNanos()).isEqualTo(START + 90 * SECOND);
    drag(robot, strip, 650, 700);
    assertThat(strip.getSelection())
        .isEqualTo(new TimeRange(START + 90 * SECOND, START + 140 * SECOND));
    mouse(robot, strip, MouseEvent.MOUSE_PRESSED, 100, 40);
    mouse(robot, strip, MouseEvent.MOUSE_RELEASED, 100, 40);
    assertThat(strip.getSelection()).as("a click beside lets go").isNull();
  }

  @Test
  void arrowsNudgeAndEscapeLetsGo(FxRobot robot) {
    robot.interact(strip::requestFocus);
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    TimeRange first = strip.getSelection();
    assertThat(first.nanos()).isEqualTo(20 * SECOND);
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    assertThat(strip.getSelection().fromNanos()).isEqualTo(first.fromNanos() + SECOND);
    robot.press(KeyCode.SHIFT, KeyCode.RIGHT).release(KeyCode.RIGHT, KeyCode.SHIFT);
    assertThat(strip.getSelection().nanos()).isEqualTo(21 * SECOND);
    assertThat(strip.getAccessibleText()).contains("21.0 s selected");
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    assertThat(strip.getViewed()).isEqualTo(strip.getSelection());
    robot.press(KeyCode.HOME).release(KeyCode.HOME);
    assertThat(strip.getViewed()).isEqualTo(ALL);
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertThat(strip.getSelection()).isNull();
  }

  @Test
  void theWheelZoomsAtThePointer(FxRobot robot) {
    robot.interact(() ->
        Event.fireEvent(
            strip,
            new ScrollEvent(
                ScrollEvent.SCROLL,
                250,
                10,
                250,
                10,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                120,
                0,
                120,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null)));
    TimeRange viewed = strip.getViewed();
    assertThat(viewed.nanos()).isLessThan(ALL.nanos());
    double under = viewed.fromNanos() - START + 0.25 * viewed.nanos();
    assertThat(under).isCloseTo(50.0 * SECOND, within(10.0));
  }

  @Test
  void cellsOfTheHeatmapSelectFromOneToAnother(FxRobot robot) {
    mouse(robot, heatmap, MouseEvent.MOUSE_PRESSED, 2.5, 141);
    mouse(robot, heatmap, MouseEvent.MOUSE_DRAGGED, 12.5, 141);
    assertThat(heatmap.getSelection())
        .isEqualTo(new TimeRange(START, START + 2 * SECOND + SECOND / 50));
    robot.interact(heatmap::requestFocus);
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertThat(heatmap.getSelection()).isNull();
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    robot.press(KeyCode.SHIFT, KeyCode.UP).release(KeyCode.UP, KeyCode.SHIFT);
    assertThat(heatmap.getSelection().nanos()).isEqualTo(2 * SECOND / 50);
  }

  @Test
  void theHeatmapFollowsTheViewedRangeToThePixel(FxRobot robot) {
    robot.interact(() -> {
      heatmap.setViewed(new TimeRange(START + 50 * SECOND, START + 60 * SECOND));
      scene.getRoot().layout();
    });
    mouse(robot, heatmap, MouseEvent.MOUSE_PRESSED, 205, 141);
    mouse(robot, heatmap, MouseEvent.MOUSE_DRAGGED, 395, 1);
    assertThat(heatmap.getSelection())
        .isEqualTo(new TimeRange(START + 52 * SECOND, START + 54 * SECOND));
    javafx.scene.shape.Polygon marked =
        (javafx.scene.shape.Polygon)
            heatmap.lookupAll("*").stream()
                .filter(node -> node instanceof javafx.scene.shape.Polygon)
                .findFirst()
                .orElseThrow();
    assertThat(marked.getBoundsInParent().getMinX()).isCloseTo(200, within(2.0));
    assertThat(marked.getBoundsInParent().getMaxX()).isCloseTo(400, within(2.0));
    robot.interact(() -> heatmap.setViewed(ALL));
    assertThat(marked.getBoundsInParent().getMinX()).isCloseTo(260, within(2.0));
  }

  @Test
  void theHeatmapSaysWhatItsColoursMean(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    String said =
        heatmap.lookupAll(".label").stream()
            .filter(node -> node.isVisible() && node.getParent().isVisible())
            .map(node -> ((Label) node).getText())
            .collect(Collectors.joining("|"));
    assertThat(said).contains("1|", " or more events in 20.0 ms");
    assertThat(heatmap.minHeight(-1)).isGreaterThanOrEqualTo(80);
  }

  @Test
  void nothingToShowIsDrawnAsNothing(FxRobot robot) {
    robot.interact(() -> {
      strip.setData(null);
      heatmap.setMap(null);
    });
    drag(robot, strip, 100, 300);
    drag(robot, heatmap, 100, 300);
    assertThat(strip.getSelection()).isNull();
    assertThat(heatmap.getSelection()).isNull();
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        strip.setTheme(theme);
        heatmap.setTheme(theme);
        scene.getRoot().setStyle("-fx-background-color: " + Theme.css(theme.background()));
        strip.setSelection(new TimeRange(START + 85 * SECOND, START + 121 * SECOND));
      });
      mouse(robot, heatmap, MouseEvent.MOUSE_MOVED, 490, 60);
      String name = "timeline-" + theme.name().toLowerCase(Locale.ROOT);
      robot.interact(() -> Pictures.save(scene, name));
      int[][] pixels = new int[1][];
      robot.interact(() -> pixels[0] = Pictures.snapshot(scene));
      assertThat(java.util.Arrays.stream(pixels[0]).distinct().count()).isGreaterThan(50);
    }
  }
}
