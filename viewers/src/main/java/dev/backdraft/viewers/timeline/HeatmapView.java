package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PaintedControl;
import dev.backdraft.viewers.surface.UiThread;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/**
 * Seconds from left to right, the parts of a second from bottom to top, events as colour. A drag
 * from one cell to another selects the time from the one to the other; arrows walk from cell to
 * cell, with Shift they select. UI thread.
 */
public final class HeatmapView extends PaintedControl {
  private final ObjectProperty<@Nullable SubsecondHeatmap> map =
      new SimpleObjectProperty<>(this, "map");
  private final ObjectProperty<@Nullable TimeRange> selection =
      new SimpleObjectProperty<>(this, "selection");
  private final ObjectProperty<@Nullable TimeRange> viewed =
      new SimpleObjectProperty<>(this, "viewed");
  private final StringProperty emptyMessage =
      new SimpleStringProperty(this, "emptyMessage", "Nothing to count.");
  private final ObjectProperty<ZoneId> zone =
      new SimpleObjectProperty<>(this, "zone", ZoneOffset.UTC);

  public HeatmapView() {
    this(FrameLoop.sharedPainter(), UiThread.INSTANCE);
  }

  /** With threads of one's own: a test runs everything at once. */
  public HeatmapView(Executor painter, Executor ui) {
    super(painter, ui, "heatmap", "heatmap of parts of seconds");
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new HeatmapSkin(this);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 160;
  }

  /** Less shows no pattern: who has no room for it should not ask for it. */
  @Override
  protected double computeMinHeight(double width) {
    return 80;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 800;
  }

  public ObjectProperty<@Nullable SubsecondHeatmap> mapProperty() {
    return map;
  }

  public void setMap(@Nullable SubsecondHeatmap value) {
    map.set(value);
  }

  public @Nullable SubsecondHeatmap getMap() {
    return map.get();
  }

  /** From the first to the last selected cell, all moments between them included; null for none. */
  public ObjectProperty<@Nullable TimeRange> selectionProperty() {
    return selection;
  }

  public void setSelection(@Nullable TimeRange value) {
    selection.set(value);
  }

  public @Nullable TimeRange getSelection() {
    return selection.get();
  }

  /** The time from edge to edge, as that of a strip above it; null for the whole map. */
  public ObjectProperty<@Nullable TimeRange> viewedProperty() {
    return viewed;
  }

  public @Nullable TimeRange getViewed() {
    return viewed.get();
  }

  public void setViewed(@Nullable TimeRange value) {
    viewed.set(value);
  }

  /** Why nothing is shown, where there is no map or no event in it. */
  public StringProperty emptyMessageProperty() {
    return emptyMessage;
  }

  /** In which zone the clock is read. */
  public ObjectProperty<ZoneId> zoneProperty() {
    return zone;
  }
}
