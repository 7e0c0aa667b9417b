package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import org.jspecify.annotations.Nullable;

/** One picture of a heatmap; without a map it shows nothing. */
final class HeatmapFrame implements FrameLoop.Frame {
  private final @Nullable SubsecondHeatmap map;
  private final Theme theme;
  private final double scale;
  private final PixelSurface surface;
  private final PixelSurface.@Nullable Page page;

  HeatmapFrame(HeatmapView control, PixelSurface surface, double heightPx) {
    this.map = control.getMap();
    this.theme = control.getTheme();
    this.scale = control.deviceScale();
    this.surface = surface;
    int width = (int) Math.round(control.getWidth() * scale);
    int height = (int) Math.round(heightPx * scale);
    this.page = map == null || width < 1 || height < 1 ? null : surface.free(width, height);
  }

  @Override
  public void paint() {
    if (map != null && page != null) {
      HeatmapPainter.paint(map, 0, map.columns(), theme, page.pixels(), page.width());
    }
  }

  @Override
  public void show() {
    if (page != null) {
      surface.show(page, scale);
    }
    surface.setVisible(page != null);
  }
}
