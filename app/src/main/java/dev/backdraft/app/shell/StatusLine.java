package dev.backdraft.app.shell;

import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Work;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is under way and how far, at the bottom of the window. */
final class StatusLine {
  private static final String READY = "Ready";

  private final StatusBar bar;
  private final Work work;
  private final FontIcon dot = new FontIcon("mdi2c-circle-medium");
  private final Label facts = new Label();
  private final Button cancel = new Button("Cancel", new FontIcon("mdi2c-close-circle-outline"));
  private final ChangeListener<Object> whenFurther = (property, old, now) -> tell();
  private @Nullable Activity shown;

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
    bar.getRightItems().addAll(cancel, facts);
    work.running().addListener((ListChangeListener<Activity>) change -> choose());
    choose();
  }

  void facts(String text) {
    facts.setText(text);
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
    shown =
        work.running().stream()
            .filter(activity -> !activity.title().isEmpty())
            .findFirst()
            .orElse(null);
    if (shown != null) {
      shown.fraction().addListener(whenFurther);
    }
    tell();
  }

  private void tell() {
    Activity activity = shown;
    cancel.setVisible(activity != null);
    if (activity == null) {
      bar.setText(READY);
      bar.setProgress(0);
      return;
    }
    String detail = activity.detail().get();
    bar.setText(activity.title() + (detail.isEmpty() ? "" : " · " + detail));
    bar.setProgress(activity.fraction().get() == 0 ? Activity.UNKNOWN : activity.fraction().get());
  }
}
