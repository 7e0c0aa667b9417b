package dev.backdraft.viewers.timeline;

import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PaintedControl;
import dev.backdraft.viewers.surface.UiThread;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/**
 * The recording's time from left to right, with what happened, and the range that every view looks
 * at. Drag draws a range, its middle moves it, its edges resize it, a double click lets go of it;
 * the wheel zooms; arrows nudge. UI thread.
 */
public final class TimeStrip extends PaintedControl {
  private final ObjectProperty<@Nullable StripData> data = new SimpleObjectProperty<>(this, "data");
  private final ObjectProperty<@Nullable TimeRange> selection =
      new SimpleObjectProperty<>(this, "selection");
  private final ObjectProperty<@Nullable TimeRange> viewed =
      new SimpleObjectProperty<>(this, "viewed");
  private final BooleanProperty adjusting = new SimpleBooleanProperty(this, "adjusting");
  private final ObjectProperty<ZoneId> zone =
      new SimpleObjectProperty<>(this, "zone", ZoneOffset.UTC);
  private final DoubleProperty keptFree = new SimpleDoubleProperty(this, "keptFree");

  public TimeStrip() {
    // A few thousand calls draw it, so that it needs no painter; the rest it has in common.
    super(FrameLoop.sharedPainter(), UiThread.INSTANCE, "time-strip", "time range");
    setAccessibleRole(AccessibleRole.SLIDER);
    data.addListener((property, before, now) -> viewed.set(now == null ? null : now.range()));
    selection.addListener((property, before, now) -> describe());
    describe();
  }

  private void describe() {
    TimeRange range = selection.get();
    setAccessibleText(
        range == null ? "All of the time" : StripText.range(range, zone.get()) + " selected");
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TimeStripSkin(this);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 118;
  }

  @Override
  protected double computeMinHeight(double width) {
    return 60;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 800;
  }

  /** What to draw; null draws nothing. */
  public ObjectProperty<@Nullable StripData> dataProperty() {
    return data;
  }

  public void setData(@Nullable StripData value) {
    data.set(value);
  }

  public @Nullable StripData getData() {
    return data.get();
  }

  /** The chosen range, or null for all; changes with every step of a drag. */
  public ObjectProperty<@Nullable TimeRange> selectionProperty() {
    return selection;
  }

  public void setSelection(@Nullable TimeRange value) {
    selection.set(value);
  }

  public @Nullable TimeRange getSelection() {
    return selection.get();
  }

  /** The range from edge to edge; the whole recording until it is zoomed. */
  public ObjectProperty<@Nullable TimeRange> viewedProperty() {
    return viewed;
  }

  public @Nullable TimeRange getViewed() {
    return viewed.get();
  }

  public void setViewed(@Nullable TimeRange value) {
    viewed.set(value);
  }

  /** True while a hand is drawing: who answers slowly may wait for false. */
  public BooleanProperty adjustingProperty() {
    return adjusting;
  }

  /** How much of the upper right corner belongs to somebody else, as to a legend. */
  public DoubleProperty keptFreeProperty() {
    return keptFree;
  }

  /** In which zone the clock is read. */
  public ObjectProperty<ZoneId> zoneProperty() {
    return zone;
  }
}
