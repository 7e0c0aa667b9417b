package dev.backdraft.app.shell;

import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Work;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What is under way and how far, at the bottom of the window. A bar that only runs to and fro is
 * drawn sixty times a second, which what it stands for would have to wait for: it comes when that
 * takes long.
 */
final class StatusLine {
  private static final Duration LONG = Duration.seconds(2);
  private static final String READY = "Ready";

  private final StatusBar bar;
  private final Work work;
  private final FontIcon dot = new FontIcon("mdi2c-circle-medium");
  private final Label facts = new Label();
  private final Label blindSpots = new Label();
  private final Label selected = new Label();
  private final Button cancel = new Button("Cancel", new FontIcon("mdi2c-close-circle-outline"));
  private final PauseTransition patience = new PauseTransition(LONG);
  private final ChangeListener<Object> whenFurther = (property, old, now) -> tell();
  private @Nullable Activity shown;
  private boolean takesLong;
  private String said = READY;

  StatusLine(StatusBar bar, Work work) {
    this.bar = bar;
    this.work = work;
    dot.getStyleClass().add("status-dot");
    facts.getStyleClass().add("status-facts");
    cancel.getStyleClass().add("status-cancel");
    cancel.setAccessibleText("Cancel what is under way");
    cancel.setOnAction(event -> cancelShown());
    cancel.managedProperty().bind(cancel.visibleProperty());
    bar.getLeftItems().add(dot);
    blindSpots.getStyleClass().add("status-blind");
    blindSpots.managedProperty().bind(blindSpots.visibleProperty());
    blindSpots.setMinWidth(0);
    facts.setMinWidth(0);
    selected.getStyleClass().add("status-selected");
    bar.getRightItems().addAll(cancel, selected, blindSpots, facts);
    patience.setOnFinished(event -> {
      takesLong = true;
      tell();
    });
    work.running().addListener((ListChangeListener<Activity>) change -> choose());
    choose();
  }

  /** What the recording holds, and what it could not show. */
  void facts(String counts, String blind) {
    facts.setText(counts);
    blindSpots.setText(blind);
    blindSpots.setVisible(!blind.isEmpty());
  }

  /** Stays until something else is under way. */
  void say(String what) {
    said = what;
    tell();
  }

  void selected(String text) {
    selected.setText(text);
  }

  /** Stops what the bar shows; true if there was something. */
  boolean cancelShown() {
    if (shown == null) {
      return false;
    }
    shown.cancel();
    return true;
  }

  /** The oldest activity that has a title is the one that people wait for. */
  private void choose() {
    if (shown != null) {
      shown.fraction().removeListener(whenFurther);
    }
    Activity before = shown;
    shown =
        work.running().stream()
            .filter(activity -> !activity.title().isEmpty())
            .findFirst()
            .orElse(null);
    if (shown != null) {
      said = READY;
      shown.fraction().addListener(whenFurther);
      if (shown != before) {
        takesLong = false;
        patience.playFromStart();
      }
    } else {
      patience.stop();
    }
    tell();
  }

  private void tell() {
    Activity activity = shown;
    cancel.setVisible(activity != null);
    if (activity == null) {
      bar.setText(said);
      bar.setProgress(0);
      return;
    }
    String detail = activity.detail().get();
    bar.setText(activity.title() + (detail.isEmpty() ? "" : " · " + detail));
    double fraction = activity.fraction().get();
    bar.setProgress(fraction > 0 ? fraction : takesLong ? Activity.UNKNOWN : 0);
  }
}
