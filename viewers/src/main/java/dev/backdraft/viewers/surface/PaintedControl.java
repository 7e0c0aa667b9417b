package dev.backdraft.viewers.surface;

import dev.backdraft.viewers.paint.Theme;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;

/**
 * What every control has whose picture is painted off the UI thread: a theme, the thread that
 * paints, the way back, and how many device pixels a pixel has where it is shown.
 */
public abstract class PaintedControl extends Control {
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.DARK);
  private final Executor painter;
  private final Executor ui;

  /**
   * A control that takes the keyboard.
   *
   * @param painter paints pictures; a test runs them at once
   * @param ui leads back to the UI thread
   */
  protected PaintedControl(Executor painter, Executor ui, String styleClass, String description) {
    this.painter = painter;
    this.ui = ui;
    getStyleClass().add(styleClass);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleRoleDescription(description);
  }

  public final Executor painter() {
    return painter;
  }

  public final Executor ui() {
    return ui;
  }

  /** Device pixels a pixel, 1 before there is a window. */
  public final double deviceScale() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : Math.max(1, getScene().getWindow().getRenderScaleX());
  }

  public final ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  public final Theme getTheme() {
    return theme.get();
  }

  public final void setTheme(Theme value) {
    theme.set(value);
  }
}
