package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.scale.TimeAxis;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import java.time.ZoneId;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import javafx.event.EventHandler;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeType;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a heatmap, the cell that is looked at, and the selected cells.
 *
 * <pre>
 *   . # # .      from a part of the second column to a part of the fourth:
 *   . # # .      all of time between them, and nothing else, is marked
 *   . . # #
 *   . . # #
 * </pre>
 */
final class HeatmapSkin extends SkinBase<HeatmapView> {
  private static final double CAPTION = 18;
  private static final double MARGIN = 12;

  /** Marks may end this far beyond the edges, where they are cut off. */
  private static final double BEYOND = 10;

  private final HeatmapView control;
  private final PixelSurface surface = new PixelSurface();
  private final Rectangle cursor = new Rectangle();
  private final Polygon selected = new Polygon();
  private final Label caption = new Label();
  private final HeatmapLegend legend = new HeatmapLegend();
  private final Label empty = new Label();
  private final FrameLoop frames;
  private final ChangeListener<Object> redraw = (property, before, now) -> redraw();
  private final ChangeListener<Object> mark = (property, before, now) -> placeMarks();
  private final EventHandler<MouseEvent> press = this::press;
  private final EventHandler<MouseEvent> drag = this::drag;
  private final EventHandler<MouseEvent> release = this::release;
  private final EventHandler<MouseEvent> move = this::move;
  private final EventHandler<KeyEvent> key = this::key;
  private HeatmapFrame.Scaled scaled = new HeatmapFrame.Scaled(null, null);
  private int cell = -1;
  private int anchor = -1;
  private boolean dragged;

  HeatmapSkin(HeatmapView control) {
    super(control);
    this.control = control;
    this.frames =
        new FrameLoop(
            control.painter(),
            control.ui(),
            () -> new HeatmapFrame(control, this, surface, mapHeight()));
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(control.widthProperty());
    clip.heightProperty().bind(control.heightProperty());
    control.setClip(clip);
    empty.getStyleClass().add("view-empty");
    empty.setMouseTransparent(true);
    empty.setWrapText(true);
    empty.textProperty().bind(control.emptyMessageProperty());
    for (Shape outline : new Shape[] {cursor, selected}) {
      outline.setManaged(false);
      outline.setMouseTransparent(true);
      outline.setStrokeType(StrokeType.OUTSIDE);
      outline.setFill(null);
    }
    caption.setMouseTransparent(true);
    getChildren().addAll(surface, selected, cursor, caption, legend, empty);
    control.mapProperty().addListener(redraw);
    control.viewedProperty().addListener(redraw);
    control.themeProperty().addListener(redraw);
    control.selectionProperty().addListener(mark);
    control.zoneProperty().addListener(mark);
    control.addEventHandler(MouseEvent.MOUSE_PRESSED, press);
    control.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag);
    control.addEventHandler(MouseEvent.MOUSE_RELEASED, release);
    control.addEventHandler(MouseEvent.MOUSE_MOVED, move);
    control.addEventHandler(KeyEvent.KEY_PRESSED, key);
  }

  @Override
  public void dispose() {
    control.mapProperty().removeListener(redraw);
    control.viewedProperty().removeListener(redraw);
    control.themeProperty().removeListener(redraw);
    control.selectionProperty().removeListener(mark);
    control.zoneProperty().removeListener(mark);
    control.removeEventHandler(MouseEvent.MOUSE_PRESSED, press);
    control.removeEventHandler(MouseEvent.MOUSE_DRAGGED, drag);
    control.removeEventHandler(MouseEvent.MOUSE_RELEASED, release);
    control.removeEventHandler(MouseEvent.MOUSE_MOVED, move);
    empty.textProperty().unbind();
    control.removeEventHandler(KeyEvent.KEY_PRESSED, key);
    super.dispose();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    surface.resizeRelocate(x, y, width, height - CAPTION);
    double wide = Math.min(width, 460);
    double tall = empty.prefHeight(wide);
    empty.resizeRelocate((width - wide) / 2, Math.max(0, (height - tall) / 2), wide, tall);
    redraw();
  }

  /** What is seen from edge to edge; null without a map. */
  @Nullable TimeAxis axis() {
    SubsecondHeatmap map = control.getMap();
    if (map == null) {
      return null;
    }
    TimeRange viewed = control.getViewed();
    double width = Math.max(1, control.getWidth());
    long start = map.startNanos();
    return viewed == null
        ? new TimeAxis(start, start + map.columns() * map.columnNanos(), width)
        : new TimeAxis(viewed.fromNanos(), viewed.toNanos(), width);
  }

  HeatmapFrame.Scaled scaled() {
    return scaled;
  }

  void shown(HeatmapFrame.Scaled now) {
    if (Objects.equals(now.map(), control.getMap())) {
      scaled = now;
      legend.tell(now.map(), now.scale());
      placeWords();
    }
  }

  private void placeWords() {
    double y = control.getHeight() - CAPTION;
    double room = control.getWidth() - 2 * MARGIN;
    double said = caption.getText().isEmpty() ? 0 : caption.prefWidth(-1) + MARGIN;
    caption.resizeRelocate(MARGIN, y, Math.max(0, Math.min(room, said)), CAPTION);
    legend.place(MARGIN + room, y, CAPTION, room - said);
  }

  private double mapHeight() {
    return Math.max(1, control.getHeight() - CAPTION);
  }

  private void redraw() {
    caption.setStyle("-fx-font-size: 11px; -fx-text-fill: " + Theme.css(control.getTheme().dim()));
    legend.dress(control.getTheme());
    if (!Objects.equals(scaled.map(), control.getMap())) {
      legend.tell(null, null);
    }
    frames.request();
    placeMarks();
  }

  private int cellAt(double x, double y) {
    SubsecondHeatmap map = control.getMap();
    TimeAxis axis = axis();
    if (map == null || axis == null) {
      return -1;
    }
    int column = columnOf(map, axis.nanos(Math.clamp(x, 0, Math.max(0, axis.widthPx() - 1))));
    int row = Math.clamp((int) ((1 - y / mapHeight()) * map.rows()), 0, map.rows() - 1);
    return column * map.rows() + row;
  }

  private static int columnOf(SubsecondHeatmap map, long nanos) {
    long column = Math.floorDiv(nanos - map.startNanos(), map.columnNanos());
    return (int) Math.clamp(column, 0L, map.columns() - 1L);
  }

  /** Where a column begins, or just beyond the edge. */
  private double left(SubsecondHeatmap map, long column) {
    TimeAxis axis = axis();
    double x = axis == null ? 0 : axis.x(map.startNanos() + column * map.columnNanos());
    return Math.clamp(x, -BEYOND, control.getWidth() + BEYOND);
  }

  private void press(MouseEvent event) {
    control.requestFocus();
    anchor = cellAt(event.getX(), event.getY());
    cell = anchor;
    dragged = false;
    placeMarks();
  }

  private void drag(MouseEvent event) {
    dragged = true;
    cell = cellAt(event.getX(), event.getY());
    select();
  }

  /** A click lets go of what was selected; a drag has replaced it. */
  private void release(MouseEvent event) {
    if (!dragged) {
      control.setSelection(null);
    }
  }

  private void move(MouseEvent event) {
    cell = cellAt(event.getX(), event.getY());
    placeMarks();
  }

  private void select() {
    SubsecondHeatmap map = control.getMap();
    if (map != null && anchor >= 0 && cell >= 0) {
      control.setSelection(
          new TimeRange(
              startOf(map, Math.min(anchor, cell)), startOf(map, Math.max(anchor, cell) + 1)));
    }
    placeMarks();
  }

  private static long startOf(SubsecondHeatmap map, int cell) {
    return map.cellStartNanos(cell / map.rows(), cell % map.rows());
  }

  private void key(KeyEvent event) {
    SubsecondHeatmap map = control.getMap();
    if (map == null) {
      return;
    }
    int step =
        switch (event.getCode()) {
          case LEFT -> -map.rows();
          case RIGHT -> map.rows();
          case UP -> 1;
          case DOWN -> -1;
          default -> 0;
        };
    if (step != 0) {
      boolean fresh = cell < 0;
      cell = fresh ? firstCell(map) : inSight(map, cell + step);
      if (event.isShiftDown()) {
        anchor = anchor < 0 ? cell - (fresh ? 0 : step) : anchor;
        anchor = Math.clamp(anchor, 0, map.columns() * map.rows() - 1);
        select();
      } else {
        anchor = cell;
        placeMarks();
      }
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && control.getSelection() != null) {
      control.setSelection(null);
      event.consume();
    }
  }

  /** The keyboard stays where it is seen. */
  private int inSight(SubsecondHeatmap map, int wanted) {
    TimeAxis axis = axis();
    int first = axis == null ? 0 : columnOf(map, axis.fromNanos());
    int last = axis == null ? map.columns() - 1 : columnOf(map, axis.toNanos() - 1);
    return Math.clamp(wanted, first * map.rows(), (last + 1) * map.rows() - 1);
  }

  /** Where something seen happened first: a recording may begin in the middle of a second. */
  private int firstCell(SubsecondHeatmap map) {
    int[] count = map.count();
    int from = inSight(map, 0);
    int to = inSight(map, count.length - 1);
    for (int i = from; i <= to; i++) {
      if (count[i] > 0) {
        return i;
      }
    }
    return from;
  }

  private void placeMarks() {
    SubsecondHeatmap map = control.getMap();
    cursor.setVisible(map != null && cell >= 0);
    TimeRange range = control.getSelection();
    selected.setVisible(map != null && range != null);
    empty.setVisible(map == null || map.max() == 0);
    if (map == null) {
      caption.setText("");
      legend.tell(null, null);
      return;
    }
    double row = mapHeight() / map.rows();
    if (cell >= 0 && cell < map.columns() * map.rows()) {
      int across = cell / map.rows();
      int down = map.rows() - 1 - cell % map.rows();
      double left = left(map, across);
      cursor.setX(Math.floor(left));
      cursor.setY(Math.floor(down * row));
      cursor.setWidth(Math.max(2, left(map, across + 1) - left));
      cursor.setHeight(Math.max(2, row));
      cursor.setStroke(StripPainter.colour(control.getTheme().ink(), 1));
    }
    if (range != null) {
      placeSelected(map, range);
    }
    describe(map, range);
  }

  private void placeSelected(SubsecondHeatmap map, TimeRange range) {
    long columnNanos = map.columnNanos();
    long whole = map.columns() * columnNanos;
    long from = Math.clamp(range.fromNanos() - map.startNanos(), 0, whole - 1);
    long to = Math.clamp(range.toNanos() - map.startNanos(), from + 1, whole);
    long leftmost = from / columnNanos;
    double left = left(map, leftmost);
    // The end of a column is its top, not the bottom of the next one.
    long rightmost = (to - 1) / columnNanos;
    double right = left(map, rightmost);
    double end = left(map, rightmost + 1);
    double first = height(from % columnNanos, columnNanos);
    double last = height((to - 1) % columnNanos + 1, columnNanos);
    double bottom = mapHeight();
    if (rightmost <= leftmost) {
      corners(left, last, end, last, end, first, left, first);
    } else {
      double inner = left(map, leftmost + 1);
      corners(
          left, 0, right, 0, right, last, end, last, end, bottom, inner, bottom, inner, first, left,
          first);
    }
    selected.setStroke(StripPainter.colour(control.getTheme().accent(), 1));
    selected.setFill(StripPainter.colour(control.getTheme().accent(), 0.12));
  }

  private double height(long partNanos, long columnNanos) {
    return mapHeight() * (1 - (double) partNanos / columnNanos);
  }

  private void corners(double... points) {
    selected.getPoints().clear();
    for (double point : points) {
      selected.getPoints().add(point);
    }
  }

  private void describe(SubsecondHeatmap map, @Nullable TimeRange range) {
    ZoneId zone = control.zoneProperty().get();
    String text = "";
    if (range != null) {
      text = StripText.range(range, zone);
    } else if (cell >= 0 && cell < map.columns() * map.rows()) {
      long at = startOf(map, cell);
      int events = map.at(cell / map.rows(), cell % map.rows());
      text =
          TimeAxis.clock(at, zone, 3)
              + " · "
              + Format.count(events)
              + (events == 1 ? " event" : " events");
    }
    caption.setText(text);
    placeWords();
    control.setAccessibleText(text);
  }
}
