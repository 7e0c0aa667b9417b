package dev.backdraft.app.shell;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.Folders;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.surface.UiThread;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Measures how soon a recording is seen: from the moment the window is asked to open the file until
 * the pulse behind the one that drew its flame graph, as the window does it, nothing left out.
 *
 * <pre>
 *   open ... first part ... picture, pulse, pulse ... the whole ... picture, pulse, pulse
 *   |                                       early ^                                whole ^
 * </pre>
 */
public final class WindowBench {
  /** Two seconds: the window has been drawn and is at rest before anything is asked of it. */
  private static final int PULSES_BEFORE = 120;

  private static final long MILLI = 1_000_000;

  private final Workbench workbench;
  private final Stage stage;
  private final Path file;
  private final CompletableFuture<Times> done = new CompletableFuture<>();
  private int pulses;
  private long askedNanos = -1;
  private boolean earlyShown;
  private boolean wholeShown;
  private int pulsesSinceShown;
  private double earlyMillis = -1;

  /**
   * What came out.
   *
   * @param earlyMillis until any flame graph of the recording was seen, that of its first part or
   *     of the whole
   * @param wholeMillis until that of the whole recording was seen
   */
  public record Times(double earlyMillis, double wholeMillis) {}

  private WindowBench(Stage stage, Path file, Path home) {
    this.stage = stage;
    this.file = file;
    this.workbench =
        new Workbench(
            stage,
            new Folders(
                Map.of("BACKDRAFT_HOME", home.toString()), System.getProperty("os.name", ""), home),
            Clock.systemUTC());
  }

  /**
   * Starts the toolkit, opens a window and the file in it, measures and ends the toolkit.
   *
   * @param home an empty folder for what the window keeps: nothing comes out of a cache
   */
  public static Times runAlone(Path file, Path home) {
    CompletableFuture<CompletableFuture<Times>> running = new CompletableFuture<>();
    Platform.startup(() -> {
      Platform.setImplicitExit(false);
      running.complete(new WindowBench(new Stage(), file, home).run());
    });
    try {
      return running.thenCompose(times -> times).join();
    } finally {
      UiThread.INSTANCE.execute(Platform::exit);
    }
  }

  private CompletableFuture<Times> run() {
    workbench.show(List.of());
    workbench.rehearse();
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            pulse(System.nanoTime());
          }
        };
    timer.start();
    return done.whenComplete((times, failure) -> {
      timer.stop();
      stage.close();
      workbench.close();
    });
  }

  private void pulse(long now) {
    if (askedNanos < 0) {
      if (++pulses == PULSES_BEFORE) {
        ask();
      }
      return;
    }
    if (workbench.evidence().all().isEmpty()) {
      done.completeExceptionally(new IllegalStateException("the window refused " + file));
    } else if (nothingToSee()) {
      done.completeExceptionally(new IllegalStateException("no samples are in " + file));
    } else if ((earlyShown || wholeShown) && ++pulsesSinceShown >= 2) {
      double millis = (double) (now - askedNanos) / MILLI;
      if (earlyMillis < 0) {
        earlyMillis = millis;
      }
      if (wholeShown) {
        done.complete(new Times(earlyMillis, millis));
      }
    }
  }

  private void ask() {
    askedNanos = System.nanoTime();
    workbench.evidence().open(List.of(file));
    workbench.commands().run("view.flame");
    FlameGraph graph = (FlameGraph) stage.getScene().lookup("#graph");
    graph.setOnShown(this::shown);
  }

  private boolean nothingToSee() {
    Evidence evidence = workbench.evidence().all().getFirst();
    Recording recording = evidence.recording().get();
    return evidence.whole().get() && recording != null && recording.sampleKinds().isEmpty();
  }

  private void shown(CallTree tree) {
    if (workbench.evidence().all().isEmpty()) {
      return; // the window is closing
    }
    Evidence evidence = workbench.evidence().all().getFirst();
    boolean whole =
        evidence.whole().get() && tree.shape().recording() == evidence.recording().get();
    if (whole && !wholeShown) {
      wholeShown = true;
      pulsesSinceShown = 0;
    } else if (!whole && !earlyShown) {
      earlyShown = true;
      pulsesSinceShown = 0;
    }
  }
}
