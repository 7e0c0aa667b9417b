package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * Measures pictures of a flame graph as a person gets them: a wheel event goes in at the start of
 * every pulse, and the clock runs until the picture of it is on the scene; the time from pulse to
 * pulse says whether the window kept up. UI thread.
 */
public final class FlameBench {
  /** A picture that takes longer than this is felt. */
  private static final double FELT_MILLIS = 50;

  /** Further in, rows run out: a picture shall be full. */
  private static final double LEAST_WIDTH = 0.25;

  private final FlameGraph graph = new FlameGraph();
  private final Random random = new Random(42);
  private final double[] pictureMillis;
  private final double[] pulseMillis;
  private final int warmUp;
  private final CompletableFuture<Result> done = new CompletableFuture<>();
  private long inputNanos = -1;
  private long lastPulseNanos = -1;
  private int pictures;
  private int pulses;
  private int boxes;

  /**
   * What was measured.
   *
   * @param nodes of the tree
   * @param pictures how many
   * @param boxesPerPicture on average
   * @param pictureP50Millis from the event to the picture on the scene
   * @param pictureP99Millis the same
   * @param pictureMaxMillis the same
   * @param pulseP50Millis from pulse to pulse
   * @param pulseP99Millis the same
   * @param felt pulses that took longer than 50 ms
   */
  public record Result(
      int nodes,
      int pictures,
      int boxesPerPicture,
      double pictureP50Millis,
      double pictureP99Millis,
      double pictureMaxMillis,
      double pulseP50Millis,
      double pulseP99Millis,
      int felt) {}

  private FlameBench(int count, int warmUp) {
    this.pictureMillis = new double[count];
    this.pulseMillis = new double[count];
    this.warmUp = warmUp;
  }

  /** Opens a window of 1600 by 950, plays, closes it and answers. */
  public static CompletableFuture<Result> run(CallTree tree, int pictures) {
    FlameBench bench = new FlameBench(pictures, Math.min(200, pictures));
    Stage stage = new Stage();
    stage.setScene(new Scene(new StackPane(bench.graph), 1600, 950));
    bench.graph.setTree(tree);
    bench.graph.setShownListener(bench::shown);
    stage.show();
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            bench.pulse(System.nanoTime());
          }
        };
    timer.start();
    return bench.done.whenComplete((result, failure) -> {
      timer.stop();
      stage.close();
    });
  }

  private void pulse(long now) {
    if (graph.model() == null) {
      return;
    }
    if (lastPulseNanos >= 0) {
      record(pulseMillis, pulses++, now - lastPulseNanos);
    }
    lastPulseNanos = now;
    if (inputNanos < 0) {
      inputNanos = now;
      FlameView before = graph.getView();
      double up = graph.getView().width() < LEAST_WIDTH ? -120 : random.nextInt(121) - 55;
      double x = random.nextInt(1600);
      Event.fireEvent(
          graph,
          new ScrollEvent(
              ScrollEvent.SCROLL,
              x,
              300,
              x,
              300,
              false,
              false,
              false,
              false,
              false,
              false,
              0,
              up == 0 ? 10 : up,
              0,
              up,
              ScrollEvent.HorizontalTextScrollUnits.NONE,
              0,
              ScrollEvent.VerticalTextScrollUnits.NONE,
              0,
              0,
              null));
      if (graph.getView().equals(before)) {
        // Already as far out as it goes: nothing to paint, nothing to measure.
        inputNanos = -1;
      }
    }
  }

  private void shown(int boxesShown) {
    if (inputNanos < 0) {
      return;
    }
    record(pictureMillis, pictures++, System.nanoTime() - inputNanos);
    inputNanos = -1;
    boxes += pictures > warmUp ? boxesShown : 0;
    if (pictures == pictureMillis.length + warmUp) {
      done.complete(result());
    }
  }

  private void record(double[] column, int index, long nanos) {
    int at = index - warmUp;
    if (at >= 0 && at < column.length) {
      column[at] = nanos / 1e6;
    }
  }

  private Result result() {
    double[] painted = pictureMillis.clone();
    double[] beats =
        Arrays.copyOf(pulseMillis, Math.max(1, Math.min(pulses - warmUp, pictureMillis.length)));
    Arrays.sort(painted);
    Arrays.sort(beats);
    int felt = (int) Arrays.stream(beats).filter(millis -> millis > FELT_MILLIS).count();
    CallTree tree = graph.getTree();
    return new Result(
        tree == null ? 0 : tree.size(),
        painted.length,
        boxes / painted.length,
        at(painted, 0.5),
        at(painted, 0.99),
        painted[painted.length - 1],
        at(beats, 0.5),
        at(beats, 0.99),
        felt);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
