package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.FontGlyphs;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Trees that do not fit, and names that not every font has. */
@ExtendWith(ApplicationExtension.class)
class DeepTreeTest {
  private static final String DEEP = "a.A.run" + ";a.B.step;a.C.step".repeat(250) + " 7";

  private FlameGraph graph;
  private Scene scene;

  @Start
  void start(Stage stage) {
    graph = new FlameGraph(Runnable::run, Runnable::run);
    scene = new Scene(new StackPane(graph), 800, 400);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheTree(FxRobot robot) {
    robot.interact(() -> {
      graph.setOrientation(FlameOrientation.ICICLE);
      graph.setTree(Trees.of(DEEP));
      graph.home();
      graph.requestFocus();
      scene.getRoot().layout();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private Node bar() {
    return graph.lookup(".flame-scroll");
  }

  @Test
  void aBarShowsThatThereAreMoreRowsAndGoesThere(FxRobot robot) {
    assertThat(bar().isVisible()).isTrue();
    Bounds thumb = bar().lookup(".thumb").localToScreen(bar().lookup(".thumb").getLayoutBounds());
    Point2D grip = new Point2D(thumb.getCenterX(), thumb.getCenterY());
    robot.drag(grip, MouseButton.PRIMARY).dropTo(grip.add(0, 380));
    WaitForAsyncUtils.waitForFxEvents();
    double most = 502 * FlameGraphSkin.ROW_HEIGHT - 400;
    assertThat(graph.getView().scroll()).isCloseTo(most, within(1.0));
    assertThat(graph.getView().isWhole()).as("the drag was not a pan").isTrue();
    robot.interact(graph::home);
    assertThat(graph.getView().scroll()).isZero();
  }

  @Test
  void theBarStandsAtItsEndWhereTheRootIsBelow(FxRobot robot) {
    robot.interact(() -> graph.setOrientation(FlameOrientation.FLAME));
    WaitForAsyncUtils.waitForFxEvents();
    var scroll = (javafx.scene.control.ScrollBar) bar();
    assertThat(scroll.getValue()).isEqualTo(scroll.getMax());
    robot.press(KeyCode.PAGE_DOWN).release(KeyCode.PAGE_DOWN);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(scroll.getValue()).isLessThan(scroll.getMax());
  }

  @Test
  void aTreeThatFitsHasNoBar(FxRobot robot) {
    robot.interact(() -> graph.setTree(Trees.of("a.A.run;a.B.b 3")));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(bar().isVisible()).isFalse();
  }

  @Test
  void charactersBeyondTheTableAreDrawnOnceTheyAreMet(FxRobot robot) {
    robot.interact(() -> graph.setTree(Trees.of("a.Größe.измерить;a.Größe.μέτρο;a.Größe.ↄ𝒇😀 3")));
    WaitForAsyncUtils.waitForFxEvents();
    Glyphs[] glyphs = new Glyphs[1];
    robot.interact(() -> {
      double size = 11.5 * graph.deviceScale();
      glyphs[0] = FontGlyphs.of(Font.getDefault().getFamily(), size);
      FontGlyphs.fill(Font.getDefault().getFamily(), size);
    });
    assertThat(glyphs[0].takeMissing()).isEmpty();
    assertThat(glyphs[0].advance(0x438)).isPositive();
    assertThat(glyphs[0].fit("𝒇𝒇𝒇𝒇", glyphs[0].width("𝒇𝒇") + glyphs[0].width("…") + 0.1))
        .as("no half characters")
        .isEqualTo(4);
    robot.interact(() -> Pictures.save(scene, "flame-scripts"));
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        graph.setTheme(theme);
        graph.setTree(Trees.large(20_000, 60, 4));
        scene.getRoot().layout();
      });
      WaitForAsyncUtils.waitForFxEvents();
      String name = "flame-deep-" + theme.name().toLowerCase(Locale.ROOT);
      robot.interact(() -> Pictures.save(scene, name));
    }
    assertThat(graph.getTheme()).isEqualTo(Theme.DARK);
  }
}
