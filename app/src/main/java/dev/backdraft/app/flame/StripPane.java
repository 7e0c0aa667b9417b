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
import javafx.event.Event;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
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
    // One clock for both: what stands above a column of the heatmap is its second.
    heatmap.viewedProperty().bind(strip.viewedProperty());
    heatmap.addEventHandler(ScrollEvent.SCROLL, this::zoomStrip);
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
    strip.viewedProperty().addListener((property, old, now) -> zoomed(now));
    strip.adjustingProperty().addListener((property, old, now) -> letGo(now));
    heatmap.emptyMessageProperty().bind(model.emptyMessage());
    heatmap.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> looks.endGesture());
    show(model.strip().get());
    follow(model.look().get());
  }

  private void zoomStrip(ScrollEvent wheel) {
    Event.fireEvent(strip, wheel.copyFor(heatmap, strip));
    wheel.consume();
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

  private void show(@Nullable StripData data) {
    showing = true;
    strip.setData(data);
    follow(model.look().get());
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
    StripData data = strip.getData();
    TimeRange part = look == null ? null : look.places().strip();
    if (data != null) {
      strip.setViewed(part == null ? data.range() : part);
    }
    showing = false;
  }

  /** Letting go of a range is a step of its own, however it was drawn. */
  private void brushed(@Nullable TimeRange now) {
    if (!showing) {
      TimeRange kept = within(now);
      Step step = kept == null ? Step.SINGLE : Step.BRUSH;
      model.change(step, "", "Time range", look -> look.withTime(kept));
    }
  }

  /** A cell of the heatmap may begin before the recording does. */
  private @Nullable TimeRange within(@Nullable TimeRange range) {
    StripData data = strip.getData();
    if (range == null || data == null) {
      return range;
    }
    long from = Math.max(range.fromNanos(), data.range().fromNanos());
    long to = Math.min(range.toNanos(), data.range().toNanos());
    return from < to ? new TimeRange(from, to) : range;
  }

  private void zoomed(@Nullable TimeRange now) {
    StripData data = strip.getData();
    if (!showing && data != null) {
      TimeRange part = data.range().equals(now) ? null : now;
      model.change(
          Step.STRIP,
          "",
          "Zoom of the time strip",
          look -> look.withPlaces(look.places().withStrip(part)));
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
