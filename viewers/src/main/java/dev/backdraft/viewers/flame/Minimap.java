package dev.backdraft.viewers.flame;

import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.FontGlyphs;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeType;
import javafx.scene.text.Font;

/** The whole tree in a corner, and where in it one is; seen only while a part is looked at. */
final class Minimap extends Pane {
  private static final double WIDTH = 140;
  private static final double HEIGHT = 78;
  private static final double MARGIN = 12;
  private static final double PADDING = 4;

  private final FlameGraph control;
  private final PixelSurface surface = new PixelSurface();
  private final Rectangle window = new Rectangle();
  private final FrameLoop frames;
  private double rowPx = 1;

  Minimap(FlameGraph control) {
    this.control = control;
    this.frames = new FrameLoop(control.painter(), control.ui(), this::nextFrame);
    getStyleClass().add("flame-minimap");
    window.setStrokeType(StrokeType.INSIDE);
    window.setMouseTransparent(true);
    surface.relocate(PADDING, PADDING);
    getChildren().addAll(surface, window);
    setManaged(false);
    setVisible(false);
    setCursor(javafx.scene.Cursor.HAND);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::look);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::look);
    addEventHandler(MouseEvent.MOUSE_RELEASED, MouseEvent::consume);
    addEventHandler(MouseEvent.MOUSE_MOVED, MouseEvent::consume);
  }

  void place(double x, double y, double width, double height) {
    boolean below = control.getOrientation() == FlameOrientation.ICICLE;
    double top = below ? y + height - HEIGHT - MARGIN : y + MARGIN;
    resizeRelocate(x + width - WIDTH - MARGIN, top, WIDTH, HEIGHT);
    surface.resize(WIDTH - 2 * PADDING, HEIGHT - 2 * PADDING);
  }

  /** The tree or the colours have changed. */
  void refresh() {
    Theme theme = control.getTheme();
    setStyle(
        "-fx-background-color: %s, %s; -fx-background-insets: 0, 1; -fx-opacity: 0.95;"
            .formatted(Theme.css(theme.line()), Theme.css(theme.panel())));
    Color accent = FlameGraphSkin.colour(theme.accent());
    window.setStroke(accent);
    window.setFill(accent.deriveColor(0, 1, 1, 0.18));
    FlameModel model = control.model();
    if (model != null && !model.tree().isEmpty()) {
      frames.request();
    } else {
      setVisible(false);
    }
  }

  private FrameLoop.Frame nextFrame() {
    FlameModel model = control.model();
    int width = (int) (WIDTH - 2 * PADDING);
    int height = (int) (HEIGHT - 2 * PADDING);
    if (model == null) {
      return new FrameLoop.Frame() {
        @Override
        public void paint() {}

        @Override
        public void show() {}
      };
    }
    double scale = control.deviceScale();
    int deviceHeight = (int) Math.round(height * scale);
    int devicePx =
        Math.clamp(
            deviceHeight / Math.max(1, model.rows().count()), 1, (int) Math.round(6 * scale));
    rowPx = devicePx / scale;
    Viewport whole =
        new Viewport(
            0,
            1,
            0,
            (int) Math.round(width * scale),
            deviceHeight,
            devicePx,
            control.getOrientation() == FlameOrientation.FLAME);
    FlamePalette palette =
        FlamePalette.of(model.tree().names(), control.getTheme(), control.getColourMode());
    FlameFrame.Scene scene =
        new FlameFrame.Scene(
            model, whole, palette, FontGlyphs.of(Font.getDefault().getFamily(), 11.5 * scale));
    return new FlameFrame(scene, scale, surface, null, boxes -> {});
  }

  /** Draws where one looks; hides the map when that is everywhere. */
  void showView(FlameView view, double viewportHeight) {
    FlameModel model = control.model();
    double rows = model == null ? 0 : model.rows().count();
    boolean fits = rows * FlameGraphSkin.ROW_HEIGHT <= viewportHeight;
    setVisible(model != null && rows > 0 && !(view.isWhole() && fits));
    double width = WIDTH - 2 * PADDING;
    double height = HEIGHT - 2 * PADDING;
    double left = view.from() * width;
    double right = view.to() * width;
    double perRow = rowPx / FlameGraphSkin.ROW_HEIGHT;
    double hidden = control.getHiddenRows() * FlameGraphSkin.ROW_HEIGHT;
    double top = Math.min(height - 3, (view.scroll() + hidden) * perRow);
    double tall = Math.clamp(viewportHeight * perRow, 3, height - top);
    boolean below = control.getOrientation() == FlameOrientation.ICICLE;
    window.setX(PADDING + Math.min(left, width - 3));
    window.setWidth(Math.max(3, right - left));
    window.setY(PADDING + (below ? top : height - top - tall));
    window.setHeight(tall);
  }

  private void look(MouseEvent event) {
    FlameNavigation navigation = control.navigation();
    FlameView view = navigation.view();
    double share = (event.getX() - PADDING) / (WIDTH - 2 * PADDING);
    double row = (event.getY() - PADDING) / rowPx;
    if (control.getOrientation() == FlameOrientation.FLAME) {
      row = (HEIGHT - PADDING - event.getY()) / rowPx;
    }
    double rowsAbove = row - control.getHiddenRows();
    double scroll = rowsAbove * FlameGraphSkin.ROW_HEIGHT - control.pictureHeight() / 2;
    navigation.pan(share - (view.from() + view.width() / 2), scroll - view.scroll());
    event.consume();
  }
}
