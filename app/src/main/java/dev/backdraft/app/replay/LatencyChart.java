package dev.backdraft.app.replay;

import dev.backdraft.viewers.scale.Format;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** The latency of the block that runs, second by second: median and p99 on one scale. */
final class LatencyChart extends VBox {
  private static final double HEIGHT = 72;
  private static final int SHOWN_AT_LEAST = 20;

  private final Label value = new Label("–");
  private final Label median = new Label("");
  private final Path p50 = new Path();
  private final Path p99 = new Path();
  private final Pane plot = new Pane(p50, p99);
  private LiveRun.Track medians = new LiveRun.Track();
  private LiveRun.Track tails = new LiveRun.Track();

  LatencyChart() {
    super(6);
    getStyleClass().addAll("card", "track");
    Label caption = new Label("LATENCY");
    caption.getStyleClass().add("caption");
    Label units = new Label("p99, p50 dim");
    units.getStyleClass().add("caption");
    value.getStyleClass().add("track-value");
    median.getStyleClass().add("dim");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    p99.getStyleClass().add("track-line");
    p50.getStyleClass().addAll("track-line", "track-median");
    plot.setMinHeight(HEIGHT);
    plot.setPrefHeight(HEIGHT);
    plot.setMinWidth(0);
    plot.widthProperty().addListener((property, old, now) -> draw());
    HBox values = new HBox(8, value, median);
    values.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    getChildren().addAll(new HBox(4, caption, gap, units), values, plot);
  }

  void show(LiveRun.Track lower, LiveRun.Track upper) {
    medians = lower;
    tails = upper;
    value.setText(text(upper.last()));
    median.setText(text(lower.last()));
    setAccessibleText("p99 " + value.getText() + ", p50 " + median.getText());
    draw();
  }

  private static String text(double nanos) {
    return nanos > 0 ? Format.duration(nanos) : "–";
  }

  private void draw() {
    double most = 1;
    for (int i = 0; i < tails.size(); i++) {
      most = tails.value(i) > most ? tails.value(i) : most;
    }
    line(p50, medians, most);
    line(p99, tails, most);
  }

  private void line(Path path, LiveRun.Track track, double most) {
    path.getElements().clear();
    double step = plot.getWidth() / (Math.max(SHOWN_AT_LEAST, track.size()) - 1);
    double shift = plot.getWidth() - step * Math.max(0, track.size() - 1);
    boolean drawing = false;
    for (int i = 0; i < track.size(); i++) {
      double nanos = track.value(i);
      if (Double.isNaN(nanos)) {
        drawing = false;
        continue;
      }
      double x = shift + step * i;
      double y = HEIGHT - (HEIGHT - 4) * nanos / most;
      path.getElements().add(drawing ? new LineTo(x, y) : new MoveTo(x, y));
      drawing = true;
    }
  }
}
