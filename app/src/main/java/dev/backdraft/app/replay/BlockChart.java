package dev.backdraft.app.replay;

import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.viewers.scale.Format;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/** The p99 of each block, before and after in their own colours. */
final class BlockChart extends VBox {
  private static final double HEIGHT = 72;

  private final Label value = new Label("–");
  private final Pane plot = new Pane();
  private List<BlockReport> blocks = List.of();

  BlockChart() {
    super(6);
    getStyleClass().addAll("card", "track");
    Label caption = new Label("P99 BY BLOCK");
    caption.getStyleClass().add("caption");
    value.getStyleClass().add("track-value");
    plot.setMinHeight(HEIGHT);
    plot.setPrefHeight(HEIGHT);
    plot.setMinWidth(0);
    plot.widthProperty().addListener((property, old, now) -> draw());
    getChildren().addAll(caption, value, plot);
  }

  void show(List<BlockReport> now) {
    if (now.size() != blocks.size()) {
      blocks = now;
      value.setText(
          now.isEmpty() ? "–" : Format.duration((double) now.getLast().response().p99Nanos()));
      draw();
    }
  }

  private void draw() {
    double most = 1;
    for (BlockReport block : blocks) {
      most = Math.max(most, (double) block.response().p99Nanos());
    }
    double scale = (HEIGHT - 10) / most;
    plot.getChildren().clear();
    for (int i = 0; i < blocks.size(); i++) {
      BlockReport block = blocks.get(i);
      double x = 6 + (plot.getWidth() - 12) * i / Math.max(11, blocks.size() - 1);
      Node dot = new Circle(x, HEIGHT - 5 - scale * block.response().p99Nanos(), 4);
      dot.getStyleClass().add(block.before() ? "side-before" : "side-after");
      plot.getChildren().add(dot);
    }
  }
}
