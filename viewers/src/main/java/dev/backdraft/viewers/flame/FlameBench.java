package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.surface.UiThread;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * Measures pictures of a flame graph as a person gets them. At the start of a pulse a wheel event
 * goes in: it zooms at the pointer, pans or scrolls. Our part ends when the picture of it is handed
 * to the scene. A pulse whose layout has not begun draws it, else the pulse after does; the one
 * behind that cannot begin before it is drawn: there the whole way ends. From pulse to pulse it
 * shows whether the window kept up.
 */
public final class FlameBench {
  /** A picture that takes longer than this is felt. */
  private static final double FELT_MILLIS = 50;

  /** Further in, rows run out: a picture shall be full. */
  private static final double LEAST_WIDTH = 0.25;

  private static final int WIDTH = 1600;

  /** Fifty rows. */
  private static final int HEIGHT = 950;

  private final FlameGraph graph = new FlameGraph();
  private final Random random = new Random(42);
  private final Column ours;
  private final Column rendered;
  private final Column pulses;
  private final int wanted;
  private final CompletableFuture<Result> done = new CompletableFuture<>();
  private long inputNanos = -1;
  private long shownInputNanos = -1;
  private int pulsesSinceShown;
  private boolean beforeLayout;
  private long lastPulseNanos = -1;
  private int pictures;
  private int rows = Integer.MAX_VALUE;
  private long boxes;

  /** Times after the warm-up. */
  private static final class Column {
    private final double[] millis;
    private final int warmUp;
    private int size;

    Column(int count, int warmUp) {
      this.millis = new double[count];
      this.warmUp = warmUp;
    }

    void add(long nanos) {
      int at = size++ - warmUp;
      if (at >= 0 && at < millis.length) {
        millis[at] = nanos / 1e6;
      }
    }

    Times times() {
      double[] sorted = Arrays.copyOf(millis, Math.clamp(size - warmUp, 1, millis.length));
      Arrays.sort(sorted);
      int felt = (int) Arrays.stream(sorted).filter(one -> one > FELT_MILLIS).count();
      return new Times(
          at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1], sorted.length, felt);
    }

    private static double at(double[] sorted, double share) {
      return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }
  }

  /**
   * What one column of times says.
   *
   * @param p50Millis the median
   * @param p99Millis 99 of 100 are not longer
   * @param maxMillis the longest
   * @param count how many
   * @param felt how many took longer than 50 ms
   */
  public record Times(double p50Millis, double p99Millis, double maxMillis, int count, int felt) {}

  /**
   * What was measured.
   *
   * @param nodes of the tree
   * @param leastRows rows with boxes in the picture that had the fewest
   * @param boxesPerPicture on average
   * @param ours from the event to the picture on the scene: layout, paint and the ways between
   * @param rendered from the event to the pulse behind the one that drew the picture
   * @param pulses from pulse to pulse
   * @param pipeline what draws
   */
  public record Result(
      int nodes,
      int leastRows,
      int boxesPerPicture,
      Times ours,
      Times rendered,
      Times pulses,
      String pipeline) {}

  private FlameBench(int count, int warmUp) {
    this.ours = new Column(count, warmUp);
    this.rendered = new Column(count, warmUp);
    this.pulses = new Column(count, warmUp);
    this.wanted = count + warmUp;
  }

  /** Starts the toolkit, measures and ends it; for a program that has no window yet. */
  public static Result runAlone(CallTree tree, int pictures) {
    CompletableFuture<CompletableFuture<Result>> running = new CompletableFuture<>();
    Platform.startup(() -> {
      Platform.setImplicitExit(false);
      running.complete(run(tree, pictures));
    });
    try {
      return running.thenCompose(result -> result).join();
    } finally {
      UiThread.INSTANCE.execute(Platform::exit);
    }
  }

  /** Opens a window of 1600 by 950, plays, closes it and answers. UI thread. */
  public static CompletableFuture<Result> run(CallTree tree, int pictures) {
    FlameBench bench = new FlameBench(pictures, Math.min(200, pictures));
    Stage stage = new Stage();
    Scene scene = new Scene(new StackPane(bench.graph), WIDTH, HEIGHT);
    stage.setScene(scene);
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
    scene.addPostLayoutPulseListener(() -> bench.beforeLayout = false);
    return bench.done.whenComplete((result, failure) -> {
      timer.stop();
      stage.close();
    });
  }

  private void pulse(long now) {
    if (graph.model() == null) {
      return;
    }
    beforeLayout = true;
    if (lastPulseNanos >= 0) {
      pulses.add(now - lastPulseNanos);
    }
    lastPulseNanos = now;
    if (shownInputNanos >= 0 && ++pulsesSinceShown == 2) {
      rendered.add(now - shownInputNanos);
      shownInputNanos = -1;
    }
    if (pictures == wanted) {
      done.complete(result());
    } else if (inputNanos < 0) {
      inputNanos = now;
      FlameView before = graph.getView();
      play(before);
      if (graph.getView().equals(before)) {
        // Already at the edge: nothing to paint, nothing to measure.
        inputNanos = -1;
      }
    }
  }

  private void play(FlameView now) {
    boolean far = now.width() < LEAST_WIDTH;
    switch (far ? 0 : random.nextInt(6)) {
      case 4 -> scroll(now.from() > 0.3 ? 60 : -60, 0, false);
      case 5 -> scroll(0, now.scroll() > 200 ? 38 : -38, true);
      default -> {
        int wheel = random.nextInt(121) - 55;
        scroll(0, far ? -120 : wheel == 0 ? 10 : wheel, false);
      }
    }
  }

  private void scroll(double across, double down, boolean shift) {
    double x = random.nextInt(WIDTH);
    Event.fireEvent(
        graph,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            x,
            300,
            x,
            300,
            shift,
            false,
            false,
            false,
            false,
            false,
            across,
            down,
            across,
            down,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }

  private void shown(FlameBoxes drawn) {
    if (inputNanos < 0) {
      return;
    }
    ours.add(System.nanoTime() - inputNanos);
    if (shownInputNanos < 0) {
      shownInputNanos = inputNanos;
      pulsesSinceShown = beforeLayout ? 1 : 0;
    }
    inputNanos = -1;
    pictures++;
    boxes += drawn.size();
    int full = 0;
    for (int row = 0; row < drawn.rows(); row++) {
      full += drawn.rowEnd(row) > drawn.rowStart(row) ? 1 : 0;
    }
    rows = Math.min(rows, full);
  }

  private Result result() {
    CallTree tree = graph.getTree();
    boolean hardware = Platform.isSupported(ConditionalFeature.SCENE3D);
    return new Result(
        tree == null ? 0 : tree.size(),
        rows,
        (int) (boxes / Math.max(1, pictures)),
        ours.times(),
        rendered.times(),
        pulses.times(),
        hardware ? "hardware" : "software");
  }
}
