package dev.backdraft.viewers.surface;

import dev.backdraft.viewers.paint.Theme;
import java.util.Objects;
import javafx.scene.Parent;

/**
 * Dresses a control that is made of nodes: the colours of a theme become the names that the sheet
 * of this package uses, so that the control looks the same under any window's stylesheet.
 */
public final class Dress {
  private static final String SHEET =
      Objects.requireNonNull(Dress.class.getResource("controls.css")).toExternalForm();

  private Dress() {}

  /** From now on the sheet holds below this control; once. */
  public static void sheet(Parent control) {
    control.getStylesheets().add(SHEET);
  }

  public static void theme(Parent control, Theme theme) {
    control.setStyle(
        "-view-background: %s; -view-panel: %s; -view-line: %s; -view-ink: %s; -view-dim: %s;"
                .formatted(
                    Theme.css(theme.background()),
                    Theme.css(theme.panel()),
                    Theme.css(theme.line()),
                    Theme.css(theme.ink()),
                    Theme.css(theme.dim()))
            + " -view-accent: %s; -view-soft: %s; -view-bar-dim: %s;"
                .formatted(
                    Theme.css(theme.accent()),
                    Theme.css(Theme.mix(theme.panel(), theme.accent(), 0.14)),
                    Theme.css(Theme.mix(theme.panel(), theme.dim(), 0.45)))
            + " -view-fill: %s; -view-fill-dim: %s; -view-hover: %s;"
                .formatted(
                    Theme.css(Theme.mix(theme.panel(), theme.accent(), 0.36)),
                    Theme.css(Theme.mix(theme.panel(), theme.accent(), 0.22)),
                    Theme.css(Theme.mix(theme.panel(), theme.dim(), 0.1))));
  }
}
