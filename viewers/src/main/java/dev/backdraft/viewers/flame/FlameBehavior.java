package dev.backdraft.viewers.flame;

import dev.backdraft.viewers.layout.FlameBoxes;
import javafx.event.EventHandler;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * What hands do: click zooms, drag pans, the wheel zooms at the pointer (with Shift it scrolls the
 * rows, sideways it pans), arrows go from frame to frame.
 */
final class FlameBehavior {
  private static final double DRAG_STARTS_PX = 4;
  private static final double WHEEL_STEP = 1.0022;

  private final FlameGraph control;
  private final FlameGraphSkin skin;
  private final FlameNavigation navigation;
  private final FlameMenu menu;
  private double pressedX;
  private double pressedY;
  private double lastX;
  private double lastY;
  private double pointerX;
  private double pointerY;
  private boolean dragging;

  private final EventHandler<MouseEvent> pressed = this::pressed;
  private final EventHandler<MouseEvent> dragged = this::dragged;
  private final EventHandler<MouseEvent> released = this::released;
  private final EventHandler<MouseEvent> moved = this::moved;
  private final EventHandler<MouseEvent> exited = event -> leave();
  private final EventHandler<ScrollEvent> scrolled = this::scrolled;
  private final EventHandler<KeyEvent> typed = this::typed;
  private final EventHandler<ContextMenuEvent> asked = this::contextMenu;

  FlameBehavior(FlameGraph control, FlameGraphSkin skin) {
    this.control = control;
    this.skin = skin;
    this.navigation = control.navigation();
    this.menu = new FlameMenu(control);
    control.addEventHandler(MouseEvent.MOUSE_PRESSED, pressed);
    control.addEventHandler(MouseEvent.MOUSE_DRAGGED, dragged);
    control.addEventHandler(MouseEvent.MOUSE_RELEASED, released);
    control.addEventFilter(MouseEvent.MOUSE_MOVED, moved);
    control.addEventHandler(MouseEvent.MOUSE_EXITED, exited);
    control.addEventHandler(ScrollEvent.SCROLL, scrolled);
    control.addEventHandler(KeyEvent.KEY_PRESSED, typed);
    control.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, asked);
  }

  void dispose() {
    control.removeEventHandler(MouseEvent.MOUSE_PRESSED, pressed);
    control.removeEventHandler(MouseEvent.MOUSE_DRAGGED, dragged);
    control.removeEventHandler(MouseEvent.MOUSE_RELEASED, released);
    control.removeEventFilter(MouseEvent.MOUSE_MOVED, moved);
    control.removeEventHandler(MouseEvent.MOUSE_EXITED, exited);
    control.removeEventHandler(ScrollEvent.SCROLL, scrolled);
    control.removeEventHandler(KeyEvent.KEY_PRESSED, typed);
    control.removeEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, asked);
  }

  private int hit(double x, double y) {
    FlameBoxes boxes = skin.boxes();
    double scale = control.deviceScale();
    return boxes == null ? -1 : boxes.hit(x * scale, y * scale);
  }

  private void pressed(MouseEvent event) {
    control.requestFocus();
    menu.hide();
    pressedX = event.getX();
    pressedY = event.getY();
    lastX = pressedX;
    lastY = pressedY;
    dragging = false;
  }

  private void dragged(MouseEvent event) {
    if (event.getButton() == MouseButton.SECONDARY) {
      return;
    }
    double moved = Math.hypot(event.getX() - pressedX, event.getY() - pressedY);
    if (!dragging && moved < DRAG_STARTS_PX) {
      return;
    }
    if (!dragging) {
      dragging = true;
      leave();
    }
    double width = Math.max(1, control.getWidth());
    double share = (lastX - event.getX()) / width * navigation.view().width();
    double down = lastY - event.getY();
    navigation.pan(share, control.getOrientation() == FlameOrientation.FLAME ? -down : down);
    lastX = event.getX();
    lastY = event.getY();
  }

  private void released(MouseEvent event) {
    if (dragging) {
      dragging = false;
      navigation.endGesture();
    } else if (event.getButton() == MouseButton.PRIMARY) {
      click(event.getX(), event.getY());
    } else if (event.getButton() == MouseButton.BACK) {
      navigation.back();
    } else if (event.getButton() == MouseButton.FORWARD) {
      navigation.forward();
    }
  }

  private void click(double x, double y) {
    FlameBoxes boxes = skin.boxes();
    int box = hit(x, y);
    if (boxes == null || box < 0) {
      return;
    }
    int node = boxes.node(box);
    if (boxes.merged(box) > 1) {
      navigation.zoomToRun(node, boxes.weight(box));
    } else {
      control.setSelected(node);
      navigation.zoomTo(node);
    }
  }

  private void moved(MouseEvent event) {
    pointerX = event.getX();
    pointerY = event.getY();
    if (skin.covered(event.getTarget())) {
      leave();
    } else {
      tell();
    }
  }

  /** Another tree is drawn: the pointer may rest on another frame, or on other figures of it. */
  void pictureChanged() {
    if (skin.card().isVisible()) {
      tell();
    }
  }

  private void tell() {
    FlameBoxes boxes = skin.boxes();
    int box = hit(pointerX, pointerY);
    if (boxes == null || box < 0) {
      leave();
      return;
    }
    boolean single = boxes.merged(box) == 1;
    control.setHovered(single ? boxes.node(box) : -1);
    skin.card().show(boxes, box, pointerX, pointerY);
  }

  private void leave() {
    control.setHovered(-1);
    skin.card().hide();
  }

  private void scrolled(ScrollEvent event) {
    leave();
    double down = event.getDeltaY();
    double across = event.getDeltaX();
    boolean shifted = event.isShiftDown() && !event.isControlDown();
    if (shifted) {
      // With Shift down some platforms report the wheel as sideways.
      double by = down != 0 ? down : across;
      navigation.scroll(control.getOrientation() == FlameOrientation.FLAME ? by : -by);
    } else if (Math.abs(across) > Math.abs(down)) {
      double width = Math.max(1, control.getWidth());
      navigation.pan(-across / width * navigation.view().width(), 0);
    } else if (down != 0) {
      FlameView view = navigation.view();
      double share = view.from() + event.getX() / Math.max(1, control.getWidth()) * view.width();
      navigation.zoomAt(share, Math.pow(WHEEL_STEP, -down * 2));
    }
    event.consume();
  }

  private void contextMenu(ContextMenuEvent event) {
    int node = control.getSelected();
    double x = event.getScreenX();
    double y = event.getScreenY();
    if (!event.isKeyboardTrigger()) {
      FlameBoxes boxes = skin.boxes();
      int box = hit(event.getX(), event.getY());
      node = boxes == null || box < 0 || boxes.merged(box) > 1 ? -1 : boxes.node(box);
      if (node >= 0) {
        control.setSelected(node);
      } else if (boxes != null && box >= 0) {
        menu.showRun(boxes, box, x, y);
      }
    }
    leave();
    if (node >= 0) {
      menu.show(node, x, y);
    }
    event.consume();
  }

  private void typed(KeyEvent event) {
    if (FlameKeys.handle(control, navigation, event)) {
      leave();
      event.consume();
    }
  }
}
