package dev.backdraft.app.flame;

import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Step;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.timeline.HeatmapView;
import dev.backdraft.viewers.timeline.StripData;
import dev.backdraft.viewers.timeline.TimeRange;
import dev.backdraft.viewers.timeline.TimeStrip;
import java.time.ZoneId;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The time of one recording: the strip, and below it the parts of seconds where wanted. */
public final class StripPane {
  private final SideModel model;
  private final LookModel looks;
  private final ObservableValue<Boolean> dark;
  private final ZoneId zone;

  @FXML private VBox root;
  @FXML private TimeStrip strip;
  @FXML private HeatmapView heatmap;
  @FXML private HBox legend;

  private boolean showing;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  StripPane(SideModel model, LookModel looks, ObservableValue<Boolean> dark, ZoneId zone) {
    this.model = model;
    this.looks = looks;
    this.dark = dark;
    this.zone = zone;
  }

  @FXML
  void initialize() {
    heatmap.managedProperty().bind(heatmap.visibleProperty());
    strip.zoneProperty().set(zone);
    heatmap.zoneProperty().set(zone);
    strip.keptFreeProperty().bind(legend.widthProperty());
    dark.addListener((property, old, now) -> paintTheme());
    paintTheme();
    model.strip().addListener((property, old, now) -> show(now));
    model.heatmap().addListener((property, old, now) -> heatmap.setMap(now));
    model.look().addListener((property, old, now) -> follow(now));
    looks.now().addListener((property, old, now) -> heatmap.setVisible(now.style().heatmap()));
    heatmap.setVisible(looks.now().get().style().heatmap());
    strip.selectionProperty().addListener((property, old, now) -> brushed(now));
    heatmap.selectionProperty().addListener((property, old, now) -> brushed(now));
    strip.adjustingProperty().addListener((property, old, now) -> letGo(now));
    heatmap.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> looks.endGesture());
    show(model.strip().get());
    follow(model.look().get());
  }

  private void letGo(boolean adjusting) {
    if (!adjusting) {
      looks.endGesture();
    }
  }

  private void paintTheme() {
    Theme theme = dark.getValue() ? Theme.DARK : Theme.LIGHT;
    strip.setTheme(theme);
    heatmap.setTheme(theme);
  }

  /** New figures of the same time keep the part of it that is zoomed to. */
  private void show(@Nullable StripData data) {
    StripData old = strip.getData();
    TimeRange viewed = strip.getViewed();
    strip.setData(data);
    if (old != null && data != null && old.range().equals(data.range())) {
      strip.setViewed(viewed);
    }
    legend.getChildren().clear();
    if (data != null) {
      legend("samples", "samples", data.density() != null);
      legend("CPU load", "load", !data.vitals().cpu().isEmpty());
      legend("heap after GC", "heap", !data.vitals().heapAfterGc().isEmpty());
      legend("pauses", "pauses", !data.vitals().pauses().isEmpty());
    }
  }

  /** Only what is drawn is named, in its colour. */
  private void legend(String what, String style, boolean drawn) {
    if (drawn) {
      Label label = new Label(what);
      label.getStyleClass().add("legend-" + style);
      legend.getChildren().add(label);
    }
  }

  private void follow(@Nullable Look look) {
    showing = true;
    TimeRange time = look == null ? null : look.time();
    strip.setSelection(time);
    heatmap.setSelection(time);
    showing = false;
  }

  private void brushed(@Nullable TimeRange now) {
    if (!showing) {
      model.change(Step.BRUSH, "", "Time range", look -> look.withTime(now));
    }
  }

  VBox root() {
    return root;
  }

  TimeStrip strip() {
    return strip;
  }

  HeatmapView heatmap() {
    return heatmap;
  }
}
