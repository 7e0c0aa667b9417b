package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The colours of a heatmap from least to most, with what they mean. */
final class HeatmapLegend extends HBox {
  private static final double BAR_WIDTH = 72;
  private static final double BAR_HEIGHT = 8;
  private static final int STOPS = 5;

  private final Label least = new Label();
  private final Region bar = new Region();
  private final Label most = new Label();
  private String full = "";
  private String brief = "";

  HeatmapLegend() {
    super(6);
    setAlignment(Pos.CENTER_RIGHT);
    setManaged(false);
    setMouseTransparent(true);
    for (Label label : new Label[] {least, most}) {
      label.setMinWidth(Region.USE_PREF_SIZE);
    }
    bar.setMinSize(BAR_WIDTH, BAR_HEIGHT);
    bar.setMaxSize(BAR_WIDTH, BAR_HEIGHT);
    getChildren().addAll(least, bar, most);
    setVisible(false);
  }

  /** Inline, as the window's stylesheet has a colour for labels. */
  void dress(Theme theme) {
    String words = "-fx-font-size: 11px; -fx-text-fill: " + Theme.css(theme.dim()) + ";";
    least.setStyle(words);
    most.setStyle(words);
    int[] colours = HeatmapPainter.scale(theme);
    StringBuilder stops = new StringBuilder();
    for (int i = 0; i < STOPS; i++) {
      stops.append(", ").append(Theme.css(colours[i * (colours.length - 1) / (STOPS - 1)]));
    }
    bar.setStyle(
        "-fx-background-radius: 2; -fx-background-color: linear-gradient(to right" + stops + ");");
  }

  void tell(@Nullable SubsecondHeatmap map, @Nullable HeatmapScale scale) {
    boolean nothing = map == null || scale == null || scale.max() == 0;
    setVisible(!nothing);
    if (map == null || scale == null || nothing) {
      return;
    }
    least.setText(Format.count(scale.least()));
    brief = Format.count(scale.most()) + (scale.endsEarly() ? " or more" : "");
    full = brief + " events in " + Format.duration((double) map.columnNanos() / map.rows());
  }

  /** Stands at the right of a line, in as many words as there is room for. */
  void place(double right, double y, double height, double room) {
    most.setText(full);
    applyCss();
    if (prefWidth(-1) > room) {
      most.setText(brief);
    }
    double wide = Math.ceil(prefWidth(-1));
    setOpacity(wide > room ? 0 : 1);
    resizeRelocate(right - wide, y, wide, height);
  }
}
