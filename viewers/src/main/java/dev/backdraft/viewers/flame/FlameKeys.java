package dev.backdraft.viewers.flame;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of a flame graph. A page of shortcuts can list {@link #SHORTCUTS}. */
public final class FlameKeys {
  /** A key, or some, and what it does. */
  public record Shortcut(String keys, String meaning) {}

  public static final List<Shortcut> SHORTCUTS =
      List.of(
          new Shortcut("Arrows", "Go from frame to frame"),
          new Shortcut("Enter", "Zoom to the frame"),
          new Shortcut("Backspace, Escape, Alt+Left", "Back to where you looked before"),
          new Shortcut("Alt+Right", "Forward again"),
          new Shortcut("Home", "The whole picture"),
          new Shortcut("+, -", "Zoom in, zoom out"),
          new Shortcut("Page Up, Page Down", "Scroll the rows"),
          new Shortcut("N, Shift+N, F3", "Next match, previous match"),
          new Shortcut("Ctrl+C", "Copy the frame's stack"),
          new Shortcut("F, S, H, M", "Focus function, focus subtree, hide, merge"),
          new Shortcut("I", "Bottom-up"),
          new Shortcut("Ctrl+Enter", "Callers and callees"),
          new Shortcut("Shift+F10", "Everything that can be done with the frame"),
          new Shortcut("Wheel", "Zoom at the pointer"),
          new Shortcut("Shift+wheel", "Scroll the rows"),
          new Shortcut("Drag", "Pan"));

  private FlameKeys() {}

  static boolean handle(FlameGraph control, FlameNavigation navigation, KeyEvent event) {
    if (event.isAltDown()) {
      return history(navigation, event.getCode());
    }
    if (event.isShortcutDown()) {
      if (event.getCode() == KeyCode.C) {
        control.copyStack();
        return true;
      }
      if (event.getCode() == KeyCode.ENTER) {
        control.request(FlameRequest.Action.SANDWICH, control.getSelected());
        return true;
      }
      return zoom(control, event.getCode());
    }
    return walk(control, navigation, event.getCode())
        || zoom(control, event.getCode())
        || look(control, navigation, event.getCode())
        || find(control, event)
        || transform(control, event.getCode());
  }

  private static boolean history(FlameNavigation navigation, KeyCode key) {
    if (key == KeyCode.LEFT) {
      navigation.back();
      return true;
    }
    if (key == KeyCode.RIGHT) {
      navigation.forward();
      return true;
    }
    return false;
  }

  private static boolean walk(FlameGraph control, FlameNavigation navigation, KeyCode key) {
    int down = control.getOrientation() == FlameOrientation.ICICLE ? 1 : -1;
    switch (key) {
      case LEFT -> navigation.step(-1, 0);
      case RIGHT -> navigation.step(1, 0);
      case DOWN -> navigation.step(0, down);
      case UP -> navigation.step(0, -down);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean zoom(FlameGraph control, KeyCode key) {
    switch (key) {
      case PLUS, ADD, EQUALS -> control.zoomIn();
      case MINUS, SUBTRACT -> control.zoomOut();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean look(FlameGraph control, FlameNavigation navigation, KeyCode key) {
    double page = control.pictureHeight() - FlameGraphSkin.ROW_HEIGHT;
    switch (key) {
      case ENTER -> control.zoomTo(control.getSelected());
      case BACK_SPACE -> navigation.back();
      case ESCAPE -> {
        // With nothing to go back to, Escape belongs to whoever holds the control.
        if (!navigation.canGoBack()) {
          return false;
        }
        navigation.back();
      }
      case HOME -> navigation.home();
      case PAGE_DOWN -> navigation.scroll(page);
      case PAGE_UP -> navigation.scroll(-page);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean find(FlameGraph control, KeyEvent event) {
    if (event.getCode() != KeyCode.N && event.getCode() != KeyCode.F3) {
      return false;
    }
    if (event.isShiftDown()) {
      control.previousMatch();
    } else {
      control.nextMatch();
    }
    return true;
  }

  private static boolean transform(FlameGraph control, KeyCode key) {
    int node = control.getSelected();
    switch (key) {
      case F -> control.request(FlameRequest.Action.FOCUS_FUNCTION, node);
      case S -> control.request(FlameRequest.Action.FOCUS_SUBTREE, node);
      case H -> control.request(FlameRequest.Action.HIDE_FUNCTION, node);
      case M -> control.request(FlameRequest.Action.MERGE_FUNCTION, node);
      case I -> control.request(FlameRequest.Action.INVERT, Math.max(0, node));
      default -> {
        return false;
      }
    }
    return true;
  }
}
