package dev.backdraft.viewers.flame;

import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameLayout;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.FlamePainter;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Raster;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One picture of a flame graph: everything it needs, fixed at the moment it was asked for. */
final class FlameFrame implements FrameLoop.Frame {
  /** What is drawn, and how. */
  record Scene(FlameModel model, Viewport viewport, FlamePalette palette, Glyphs glyphs) {}

  private final Scene scene;
  private final double scale;
  private final PixelSurface surface;
  private final PixelSurface.Page page;
  private final Consumer<FlameBoxes> shown;
  private final @Nullable FlameBoxes spare;
  private @Nullable FlameBoxes boxes;

  /**
   * One picture.
   *
   * @param spare boxes of an older picture, to be used again
   */
  FlameFrame(
      Scene scene,
      double scale,
      PixelSurface surface,
      @Nullable FlameBoxes spare,
      Consumer<FlameBoxes> shown) {
    this.scene = scene;
    this.scale = scale;
    this.surface = surface;
    this.page = surface.free(scene.viewport().widthPx(), scene.viewport().heightPx());
    this.spare = spare;
    this.shown = shown;
  }

  @Override
  public void paint() {
    FlameModel model = scene.model();
    FlamePalette palette = scene.palette();
    FlameBoxes made = FlameLayout.of(model.rows(), scene.viewport(), model.matchesBefore(), spare);
    Raster raster = new Raster(page.pixels(), page.width(), page.height(), scene.glyphs());
    raster.beginRows(palette.theme().background());
    boolean searching = model.search() != null;
    new FlamePainter(model.tree(), palette, scene.glyphs(), scale, searching).paint(made, raster);
    raster.endRows();
    boxes = made;
  }

  @Override
  public void show() {
    FlameBoxes made = boxes;
    if (made != null) {
      surface.show(page, scale);
      shown.accept(made);
    }
  }
}
