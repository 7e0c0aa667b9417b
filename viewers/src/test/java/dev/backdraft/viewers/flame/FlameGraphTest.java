package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.Theme;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FlameGraphTest {
  private FlameGraph graph;
  private Scene scene;

  @Start
  void start(Stage stage) {
    graph = new FlameGraph(Runnable::run, Runnable::run);
    scene = new Scene(new StackPane(graph), 1000, 600);
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void looksLikeSomethingInBothThemes(FxRobot robot) {
    robot.interact(() -> {
      graph.setTree(Trees.large(60_000, 40, 7));
      graph.setTheme(Theme.DARK);
    });
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        graph.setTheme(theme);
        scene.setFill(FlameGraphSkin.colour(theme.background()));
      });
      robot.moveTo(robot.point(graph).query().getX() - 200, robot.point(graph).query().getY());
      robot.interact(
          () -> Pictures.save(scene, "flame-" + theme.name().toLowerCase(java.util.Locale.ROOT)));
    }
    robot.interact(() -> graph.setSearch(NamePattern.plain("Service7.")));
    robot.interact(() -> Pictures.save(scene, "flame-search"));
    assertThat(graph.searchResultProperty().get().count()).isPositive();
  }
}
