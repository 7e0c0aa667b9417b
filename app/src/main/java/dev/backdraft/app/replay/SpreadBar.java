package dev.backdraft.app.replay;

import dev.backdraft.app.result.VerdictPage.Spread;
import dev.backdraft.app.result.VerdictPage.Tone;
import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/** An interval on its line: where no change is, where the limit is, and how sure the figure is. */
final class SpreadBar extends Pane {
  private static final double WIDTH = 120;
  private static final double HEIGHT = 18;

  SpreadBar(Spread spread, Tone tone) {
    getStyleClass().addAll("spread", "tone-" + tone.name().toLowerCase(Locale.ROOT));
    setMinSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    Rectangle ground = new Rectangle(WIDTH, HEIGHT);
    ground.setArcWidth(4);
    ground.setArcHeight(4);
    ground.getStyleClass().add("spread-ground");
    Line zero = new Line(WIDTH * spread.zero(), 0, WIDTH * spread.zero(), HEIGHT);
    zero.getStyleClass().add("spread-zero");
    double middle = HEIGHT / 2;
    Line range = new Line(WIDTH * spread.low(), middle, WIDTH * spread.high(), middle);
    range.getStyleClass().add("spread-range");
    Circle estimate = new Circle(WIDTH * spread.estimate(), middle, 4);
    estimate.getStyleClass().add("spread-dot");
    getChildren().addAll(ground, zero);
    if (spread.limit() >= 0) {
      Line limit = new Line(WIDTH * spread.limit(), 1, WIDTH * spread.limit(), HEIGHT - 1);
      limit.getStyleClass().add("spread-limit");
      getChildren().add(limit);
    }
    getChildren().addAll(range, estimate);
    setAccessibleText("interval");
  }
}
