package dev.backdraft.app.replay;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;

/** One figure as it goes: its name, its last value and a line. */
final class TrackChart extends VBox {
  private static final double HEIGHT = 72;

  /** Ten seconds fill the width at first; later the line grows denser. */
  private static final int SHOWN_AT_LEAST = 20;

  private final Label value = new Label("–");
  private final Polyline line = new Polyline();
  private final Pane plot = new Pane(line);
  private LiveRun.Track track = new LiveRun.Track();

  TrackChart(String name, String unit) {
    super(6);
    getStyleClass().addAll("card", "track");
    Label caption = new Label(name);
    caption.getStyleClass().add("caption");
    Label units = new Label(unit);
    units.getStyleClass().add("caption");
    value.getStyleClass().add("track-value");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    line.getStyleClass().add("track-line");
    plot.setMinHeight(HEIGHT);
    plot.setPrefHeight(HEIGHT);
    plot.setMinWidth(0);
    plot.widthProperty().addListener((property, old, now) -> draw());
    getChildren().addAll(new HBox(4, caption, gap, units), value, plot);
  }

  void show(LiveRun.Track now) {
    track = now;
    double last = now.last();
    boolean whole = last >= 10 || last == Math.rint(last);
    value.setText(String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", last));
    setAccessibleText(value.getText());
    draw();
  }

  private void draw() {
    double most = 1e-9;
    for (int i = 0; i < track.size(); i++) {
      most = Math.max(most, track.value(i));
    }
    Double[] points = new Double[2 * track.size()];
    double step = plot.getWidth() / (Math.max(SHOWN_AT_LEAST, track.size()) - 1);
    double shift = plot.getWidth() - step * Math.max(0, track.size() - 1);
    for (int i = 0; i < track.size(); i++) {
      points[2 * i] = shift + step * i;
      points[2 * i + 1] = HEIGHT - (HEIGHT - 4) * track.value(i) / most;
    }
    line.getPoints().setAll(points);
  }
}
