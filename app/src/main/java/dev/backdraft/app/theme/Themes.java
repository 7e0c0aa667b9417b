package dev.backdraft.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** Dresses scenes in the theme that is asked for, and changes their dress when that changes. */
public final class Themes {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final String SHEET =
      Objects.requireNonNull(Themes.class.getResource("backdraft.css")).toExternalForm();

  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.SYSTEM);
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();

  public Themes() {
    theme.addListener((property, old, now) -> apply());
    Platform.getPreferences().colorSchemeProperty().addListener((property, old, now) -> apply());
    apply();
  }

  public ObjectProperty<Theme> theme() {
    return theme;
  }

  /** Whether what is shown now is dark. */
  public ReadOnlyBooleanProperty dark() {
    return dark.getReadOnlyProperty();
  }

  /** From now on the scene follows the theme. */
  public void dress(Scene scene) {
    scene.getStylesheets().add(SHEET);
    Parent root = scene.getRoot();
    root.pseudoClassStateChanged(DARK, dark.get());
    dark.addListener((property, old, now) -> root.pseudoClassStateChanged(DARK, now));
  }

  /** Light to dark or dark to light, as the person sees it now. */
  public void toggle() {
    theme.set(dark.get() ? Theme.LIGHT : Theme.DARK);
  }

  private void apply() {
    boolean wantsDark =
        switch (theme.get()) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    String sheet =
        wantsDark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet();
    if (!Objects.equals(sheet, Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(sheet);
    }
    dark.set(wantsDark);
  }
}
