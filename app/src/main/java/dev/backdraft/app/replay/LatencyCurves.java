package dev.backdraft.app.replay;

import dev.backdraft.app.result.LatencyScale;
import dev.backdraft.app.result.VerdictPage.Latency;
import dev.backdraft.app.result.VerdictPage.LatencyPoint;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;

/** One curve a block over the quantiles, drawn anew when the width changes. */
final class LatencyCurves extends Pane {
  private static final double HEIGHT = 200;
  private static final double LEFT = 70;
  private static final double RIGHT = 30;

  private final Latency latency;
  private final LatencyScale scale;

  LatencyCurves(Latency latency) {
    this.latency = latency;
    this.scale = LatencyScale.of(latency);
    setMinHeight(HEIGHT + 24);
    setPrefHeight(HEIGHT + 24);
    setMinWidth(0);
    widthProperty().addListener((property, old, now) -> draw());
    setAccessibleText("Latency of every block");
  }

  private double x(double quantile) {
    return LEFT + 20 + (getWidth() - LEFT - 20 - RIGHT) * LatencyScale.across(quantile);
  }

  private double y(double nanos) {
    return HEIGHT * (1 - scale.place(nanos));
  }

  private void draw() {
    List<Node> drawn = new ArrayList<>();
    for (long tick : scale.ticks()) {
      double y = y((double) tick);
      Line line = new Line(LEFT, y, getWidth(), y);
      line.getStyleClass().add("chart-grid");
      Text label = text(Format.duration((double) tick));
      label.setTextOrigin(VPos.CENTER);
      label.relocate(LEFT - 8 - label.getLayoutBounds().getWidth(), y - 7);
      drawn.add(line);
      drawn.add(label);
    }
    latency.before().forEach(curve -> drawn.add(curve(curve, "curve-before")));
    latency.after().forEach(curve -> drawn.add(curve(curve, "curve-after")));
    LatencyScale.QUANTILES.forEach((name, quantile) -> {
      Text label = text(name);
      label.relocate(x(quantile) - label.getLayoutBounds().getWidth() / 2, HEIGHT + 6);
      drawn.add(label);
    });
    getChildren().setAll(drawn);
  }

  private static Text text(String words) {
    Text text = new Text(words);
    text.getStyleClass().add("chart-label");
    return text;
  }

  private Polyline curve(List<LatencyPoint> curve, String style) {
    Polyline line = new Polyline();
    for (LatencyPoint point : curve) {
      line.getPoints().addAll(x(point.quantile()), y(point.nanos()));
    }
    line.getStyleClass().add(style);
    return line;
  }
}
