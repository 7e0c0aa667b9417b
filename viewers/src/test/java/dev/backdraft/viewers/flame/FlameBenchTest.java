package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.viewers.Trees;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** That the bench measures, not how fast it is; more pictures with -Dbackdraft.pictures=N. */
@ExtendWith(ApplicationExtension.class)
class FlameBenchTest {
  @Start
  void start(Stage stage) {
    stage.setTitle("the bench has a window of its own");
  }

  @Test
  void everyPictureIsMeasured(FxRobot robot) throws Exception {
    int pictures = Integer.getInteger("backdraft.pictures", 10);
    int nodes = pictures > 10 ? 1_000_000 : 20_000;
    AtomicReference<CompletableFuture<FlameBench.Result>> running = new AtomicReference<>();
    var tree = Trees.large(nodes, 90, 7);
    robot.interact(() -> running.set(FlameBench.run(tree, pictures)));
    FlameBench.Result result = running.get().get(100, TimeUnit.SECONDS);
    System.out.println(result);
    assertThat(result.ours().count()).isEqualTo(pictures);
    assertThat(result.ours().p50Millis()).isPositive();
    assertThat(result.boxesPerPicture()).isPositive();
  }
}
