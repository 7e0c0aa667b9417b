package dev.backdraft.viewers.timeline;

import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.TimeAxis;
import javafx.beans.value.ChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeType;
import org.jspecify.annotations.Nullable;

/** The nodes of the strip: a canvas, and the brush over it, so that brushing redraws nothing. */
final class TimeStripSkin extends SkinBase<TimeStrip> {
  private static final double GAP = 12;

  private final TimeStrip control;
  private final Canvas canvas = new Canvas();
  private final Rectangle brush = new Rectangle();
  private final Rectangle fromHandle = new Rectangle(5, 22);
  private final Rectangle toHandle = new Rectangle(5, 22);
  private final Label label = new Label();
  private final TimeStripBehavior behavior;
  private final ChangeListener<Object> redraw = (property, before, now) -> redraw();
  private final ChangeListener<Object> place = (property, before, now) -> placeBrush();

  TimeStripSkin(TimeStrip control) {
    super(control);
    this.control = control;
    brush.setStrokeType(StrokeType.INSIDE);
    brush.setStrokeWidth(1.5);
    for (javafx.scene.Node node : new javafx.scene.Node[] {brush, fromHandle, toHandle, label}) {
      node.setManaged(false);
      node.setMouseTransparent(true);
    }
    canvas.setManaged(false);
    canvas.setMouseTransparent(true);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(control.widthProperty());
    clip.heightProperty().bind(control.heightProperty());
    control.setClip(clip);
    getChildren().addAll(canvas, brush, fromHandle, toHandle, label);
    control.dataProperty().addListener(redraw);
    control.viewedProperty().addListener(redraw);
    control.themeProperty().addListener(redraw);
    control.zoneProperty().addListener(redraw);
    control.selectionProperty().addListener(place);
    control.focusedProperty().addListener(place);
    control.keptFreeProperty().addListener(place);
    behavior = new TimeStripBehavior(control, this);
  }

  @Override
  public void dispose() {
    control.dataProperty().removeListener(redraw);
    control.viewedProperty().removeListener(redraw);
    control.themeProperty().removeListener(redraw);
    control.zoneProperty().removeListener(redraw);
    control.selectionProperty().removeListener(place);
    control.focusedProperty().removeListener(place);
    control.keptFreeProperty().removeListener(place);
    behavior.dispose();
    super.dispose();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    canvas.setWidth(width);
    canvas.setHeight(height);
    redraw();
  }

  /** What is seen from edge to edge; null without data. */
  @Nullable TimeAxis axis() {
    TimeRange visible = control.getViewed();
    return visible == null
        ? null
        : new TimeAxis(visible.fromNanos(), visible.toNanos(), Math.max(1, control.getWidth()));
  }

  private void redraw() {
    StripData data = control.getData();
    TimeAxis axis = axis();
    if (data == null || axis == null) {
      canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    } else {
      new StripPainter(canvas.getGraphicsContext2D(), control.getTheme(), axis, canvas.getHeight())
          .paint(data, control.zoneProperty().get());
    }
    placeBrush();
  }

  private void placeBrush() {
    TimeRange range = control.getSelection();
    TimeAxis axis = axis();
    boolean shown = range != null && axis != null;
    brush.setVisible(shown);
    fromHandle.setVisible(shown);
    toHandle.setVisible(shown);
    label.setVisible(shown);
    if (range == null || axis == null) {
      return;
    }
    Theme theme = control.getTheme();
    double left = Math.max(-4, axis.x(range.fromNanos()));
    double right = Math.min(control.getWidth() + 4, axis.x(range.toNanos()));
    double height = control.getHeight() - StripPainter.AXIS_HEIGHT;
    brush.setFill(StripPainter.colour(theme.accent(), 0.16));
    brush.setStroke(StripPainter.colour(theme.accent(), control.isFocused() ? 1 : 0.8));
    brush.setX(left);
    brush.setWidth(Math.max(2, right - left));
    brush.setHeight(Math.max(1, height));
    handle(fromHandle, left, height, theme);
    handle(toHandle, right, height, theme);
    label.setText(StripText.range(range, control.zoneProperty().get()));
    // Inline, as the window's stylesheet has a colour for labels.
    label.setStyle("-fx-font-size: 11px; -fx-text-fill: " + Theme.css(theme.accent()) + ";");
    label.applyCss();
    label.autosize();
    double free = control.getWidth() - control.keptFreeProperty().get() - label.getWidth() - GAP;
    label.relocate(Math.clamp(left + 8, 4, Math.max(4, free)), 3);
  }

  private static void handle(Rectangle handle, double x, double height, Theme theme) {
    handle.setArcWidth(4);
    handle.setArcHeight(4);
    handle.setX(x - 2.5);
    handle.setY((height - handle.getHeight()) / 2);
    handle.setFill(StripPainter.colour(theme.accent(), 1));
  }
}
