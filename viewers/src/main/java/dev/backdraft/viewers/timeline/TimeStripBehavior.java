package dev.backdraft.viewers.timeline;

import dev.backdraft.viewers.scale.TimeAxis;
import javafx.event.EventHandler;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** What hands do to a time strip. */
final class TimeStripBehavior {
  private static final double EDGE_PX = 6;
  private static final double CLICK_PX = 3;
  private static final long LEAST_VISIBLE_NANOS = 1000;

  private final TimeStrip control;
  private final TimeStripSkin skin;
  private @Nullable Brush brush;
  private double pressedX;
  private boolean dragged;

  private final EventHandler<MouseEvent> press = this::press;
  private final EventHandler<MouseEvent> drag = this::drag;
  private final EventHandler<MouseEvent> release = this::release;
  private final EventHandler<MouseEvent> move = this::move;
  private final EventHandler<ScrollEvent> scroll = this::scroll;
  private final EventHandler<KeyEvent> key = this::key;

  TimeStripBehavior(TimeStrip control, TimeStripSkin skin) {
    this.control = control;
    this.skin = skin;
    control.addEventHandler(MouseEvent.MOUSE_PRESSED, press);
    control.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag);
    control.addEventHandler(MouseEvent.MOUSE_RELEASED, release);
    control.addEventHandler(MouseEvent.MOUSE_MOVED, move);
    control.addEventHandler(ScrollEvent.SCROLL, scroll);
    control.addEventHandler(KeyEvent.KEY_PRESSED, key);
  }

  void dispose() {
    control.removeEventHandler(MouseEvent.MOUSE_PRESSED, press);
    control.removeEventHandler(MouseEvent.MOUSE_DRAGGED, drag);
    control.removeEventHandler(MouseEvent.MOUSE_RELEASED, release);
    control.removeEventHandler(MouseEvent.MOUSE_MOVED, move);
    control.removeEventHandler(ScrollEvent.SCROLL, scroll);
    control.removeEventHandler(KeyEvent.KEY_PRESSED, key);
  }

  private static long edge(TimeAxis axis) {
    return Math.round(EDGE_PX / axis.widthPx() * axis.spanNanos());
  }

  private void press(MouseEvent event) {
    control.requestFocus();
    TimeAxis axis = skin.axis();
    StripData data = control.getData();
    if (axis == null || data == null || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    long at = axis.nanos(event.getX());
    brush = Brush.press(data.range(), control.getSelection(), at, edge(axis));
    pressedX = event.getX();
    dragged = false;
  }

  private void drag(MouseEvent event) {
    TimeAxis axis = skin.axis();
    Brush held = brush;
    if (held == null || axis == null) {
      return;
    }
    if (!dragged && Math.abs(event.getX() - pressedX) < CLICK_PX) {
      return;
    }
    dragged = true;
    control.adjustingProperty().set(true);
    control.setSelection(held.drag(axis.nanos(event.getX())));
  }

  private void release(MouseEvent event) {
    Brush held = brush;
    if (held != null && !dragged) {
      boolean away = held.grip() == Brush.Grip.DRAW;
      if (away || event.getClickCount() >= 2) {
        control.setSelection(null);
      }
    }
    brush = null;
    control.adjustingProperty().set(false);
  }

  private void move(MouseEvent event) {
    TimeAxis axis = skin.axis();
    if (axis != null) {
      long at = axis.nanos(event.getX());
      control.setCursor(
          switch (Brush.grip(control.getSelection(), at, edge(axis))) {
            case DRAW -> Cursor.CROSSHAIR;
            case MOVE -> Cursor.OPEN_HAND;
            case FROM_EDGE, TO_EDGE -> Cursor.H_RESIZE;
          });
    }
  }

  private void scroll(ScrollEvent event) {
    TimeAxis axis = skin.axis();
    if (axis == null) {
      return;
    }
    if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      double by = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
      pan(-Math.round(by / axis.widthPx() * axis.spanNanos()));
    } else {
      zoom(axis.nanos(event.getX()), Math.pow(1.004, -event.getDeltaY()));
    }
    event.consume();
  }

  private void zoom(long about, double factor) {
    StripData data = control.getData();
    TimeRange visible = control.getViewed();
    if (data != null && visible != null) {
      long least = Math.min(LEAST_VISIBLE_NANOS, data.range().nanos());
      control.setViewed(visible.zoomed(about, factor, least, data.range()));
    }
  }

  private void pan(long byNanos) {
    StripData data = control.getData();
    TimeRange visible = control.getViewed();
    if (data != null && visible != null) {
      control.setViewed(visible.moved(byNanos, data.range()));
    }
  }

  private void key(KeyEvent event) {
    StripData data = control.getData();
    TimeRange visible = control.getViewed();
    if (data == null || visible == null) {
      return;
    }
    TimeRange selected = control.getSelection();
    long step = Math.max(1, visible.nanos() / (event.isShortcutDown() ? 20 : 200));
    boolean used = true;
    switch (event.getCode()) {
      case LEFT -> nudge(data.range(), visible, -step, grip(event));
      case RIGHT -> nudge(data.range(), visible, step, grip(event));
      case PLUS, ADD, EQUALS -> zoom(middle(selected, visible), 0.6);
      case MINUS, SUBTRACT -> zoom(middle(selected, visible), 1 / 0.6);
      case ENTER -> control.setViewed(selected == null ? visible : selected);
      case HOME -> control.setViewed(data.range());
      case ESCAPE, DELETE, BACK_SPACE -> {
        used = selected != null;
        control.setSelection(null);
      }
      default -> used = false;
    }
    if (used) {
      event.consume();
    }
  }

  private static long middle(@Nullable TimeRange selected, TimeRange visible) {
    TimeRange about = selected == null ? visible : selected;
    return about.fromNanos() + about.nanos() / 2;
  }

  private static Brush.Grip grip(KeyEvent event) {
    if (!event.isShiftDown()) {
      return Brush.Grip.MOVE;
    }
    return event.isAltDown() ? Brush.Grip.FROM_EDGE : Brush.Grip.TO_EDGE;
  }

  /** Moves the range or one of its edges; the first nudge takes the middle tenth. */
  private void nudge(TimeRange outer, TimeRange visible, long by, Brush.Grip grip) {
    TimeRange selected = control.getSelection();
    if (selected == null) {
      long from = visible.fromNanos() + visible.nanos() * 9 / 20;
      control.setSelection(new TimeRange(from, from + Math.max(1, visible.nanos() / 10)));
    } else if (grip == Brush.Grip.FROM_EDGE) {
      long from = Math.clamp(selected.fromNanos() + by, outer.fromNanos(), selected.toNanos() - 1);
      control.setSelection(new TimeRange(from, selected.toNanos()));
    } else if (grip == Brush.Grip.TO_EDGE) {
      long to = Math.clamp(selected.toNanos() + by, selected.fromNanos() + 1, outer.toNanos());
      control.setSelection(new TimeRange(selected.fromNanos(), to));
    } else {
      control.setSelection(selected.moved(by, outer));
    }
  }
}
