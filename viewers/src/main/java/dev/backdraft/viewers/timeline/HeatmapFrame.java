package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.TimeAxis;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One picture of a heatmap; without a map it shows nothing. */
final class HeatmapFrame implements FrameLoop.Frame {
  /** A map with its scale, which takes a pass over it and is made with its first picture. */
  record Scaled(@Nullable SubsecondHeatmap map, @Nullable HeatmapScale scale) {}

  private final @Nullable SubsecondHeatmap map;
  private final Theme theme;
  private final double deviceScale;
  private final double fromColumn;
  private final double toColumn;
  private final PixelSurface surface;
  private final PixelSurface.@Nullable Page page;
  private final HeatmapSkin skin;
  private @Nullable HeatmapScale scale;

  HeatmapFrame(HeatmapView control, HeatmapSkin skin, PixelSurface surface, double heightPx) {
    this.map = control.getMap();
    this.theme = control.getTheme();
    this.deviceScale = control.deviceScale();
    this.surface = surface;
    this.skin = skin;
    this.scale = Objects.equals(skin.scaled().map(), map) ? skin.scaled().scale() : null;
    TimeAxis axis = skin.axis();
    this.fromColumn = map == null || axis == null ? 0 : column(map, axis.fromNanos());
    this.toColumn = map == null || axis == null ? 1 : column(map, axis.toNanos());
    int width = (int) Math.round(control.getWidth() * deviceScale);
    int height = (int) Math.round(heightPx * deviceScale);
    this.page = map == null || width < 1 || height < 1 ? null : surface.free(width, height);
  }

  private static double column(SubsecondHeatmap map, long nanos) {
    return (double) (nanos - map.startNanos()) / map.columnNanos();
  }

  @Override
  public void paint() {
    if (map != null && page != null) {
      HeatmapScale known = scale == null ? HeatmapScale.of(map) : scale;
      scale = known;
      HeatmapPainter.paint(map, known, fromColumn, toColumn, theme, page.pixels(), page.width());
    }
  }

  @Override
  public void show() {
    if (page != null) {
      surface.show(page, deviceScale);
    }
    surface.setVisible(page != null);
    skin.shown(new Scaled(map, scale));
  }
}
