package dev.backdraft.app.selection;

import dev.backdraft.viewers.flame.FlameOrientation;
import dev.backdraft.viewers.paint.ColourMode;

/**
 * How things are drawn, in the whole window.
 *
 * @param orientation where the root of a flame graph lies
 * @param colours what colours mean
 * @param heatmap whether the parts of seconds are shown below the strip
 * @param inspector whether the inspector is shown
 */
public record Style(
    FlameOrientation orientation, ColourMode colours, boolean heatmap, boolean inspector) {
  public static final Style PLAIN =
      new Style(FlameOrientation.ICICLE, ColourMode.PACKAGE, false, true);

  public Style with(FlameOrientation now) {
    return new Style(now, colours, heatmap, inspector);
  }

  public Style with(ColourMode now) {
    return new Style(orientation, now, heatmap, inspector);
  }

  public Style withHeatmap(boolean now) {
    return new Style(orientation, colours, now, inspector);
  }

  public Style withInspector(boolean now) {
    return new Style(orientation, colours, heatmap, now);
  }
}
