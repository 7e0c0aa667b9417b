package dev.backdraft.viewers.sandwich;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.viewers.flame.FlameDetails;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.flame.FlameOrientation;
import dev.backdraft.viewers.flame.FlameRequest;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.Dress;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.UiThread;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * One function in the middle, its callers above (the nearest lowest), its callees below. Each half
 * is a {@link FlameGraph} with all its gestures; the bar between them can be dragged. The up and
 * down arrows walk across the bar. UI thread.
 */
public final class SandwichView extends Region {
  /** The root and the function itself: the bar says both. */
  private static final int HIDDEN_ROWS = 2;

  private static final double BAR_HEIGHT = 30;
  private static final double LEAST_HALF = 40;

  private final ObjectProperty<@Nullable Sandwich> sandwich =
      new SimpleObjectProperty<>(this, "sandwich");
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.DARK);
  private final ObjectProperty<ColourMode> colourMode =
      new SimpleObjectProperty<>(this, "colourMode", ColourMode.PACKAGE);
  private final ObjectProperty<@Nullable NamePattern> search =
      new SimpleObjectProperty<>(this, "search");
  private final StringProperty emptyMessage =
      new SimpleStringProperty(
          this, "emptyMessage", "Choose a function: its callers and callees are shown here.");
  private final FlameGraph callers;
  private final FlameGraph callees;
  private final SandwichBar bar = new SandwichBar();
  private final Label above = new Label("callers");
  private final Label below = new Label("callees");
  private final Label empty = new Label();
  private double share = 0.5;

  public SandwichView() {
    this(FrameLoop.sharedPainter(), UiThread.INSTANCE);
  }

  /** With threads of one's own: a test runs everything at once. */
  public SandwichView(Executor painter, Executor ui) {
    callers = new FlameGraph(painter, ui);
    callees = new FlameGraph(painter, ui);
    getStyleClass().add("sandwich");
    Dress.sheet(this);
    callers.setOrientation(FlameOrientation.FLAME);
    callees.setOrientation(FlameOrientation.ICICLE);
    callers.setAccessibleRoleDescription("flame graph of callers");
    callees.setAccessibleRoleDescription("flame graph of callees");
    for (FlameGraph half : new FlameGraph[] {callers, callees}) {
      half.setHiddenRows(HIDDEN_ROWS);
      half.themeProperty().bind(theme);
      half.colourModeProperty().bind(colourMode);
      half.searchProperty().bind(search);
      half.setOnShown(tree -> placeSides());
    }
    callers.legendShownProperty().set(false);
    callers.setEmptyMessage("Nothing calls it: it is the root of its stacks.");
    callees.setEmptyMessage("It calls nothing.");
    callers.setOnRootReached(() -> enter(callees));
    callees.setOnRootReached(() -> enter(callers));
    dressed();
    getChildren().addAll(callers, callees, bar, above, below, empty);
    theme.addListener((property, before, now) -> Dress.theme(this, now));
    sandwich.addListener((property, before, now) -> show(now));
    empty.textProperty().bind(emptyMessage);
    Dress.theme(this, getTheme());
    show(null);
  }

  private void dressed() {
    above.getStyleClass().addAll("view-dim", "sandwich-side");
    below.getStyleClass().addAll("view-dim", "sandwich-side");
    empty.getStyleClass().add("view-empty");
    empty.setWrapText(true);
    above.setMouseTransparent(true);
    below.setMouseTransparent(true);
    bar.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    bar.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        click -> {
          if (click.getClickCount() == 2) {
            share = 0.5;
            requestLayout();
          }
        });
  }

  private void drag(MouseEvent event) {
    double y = sceneToLocal(event.getSceneX(), event.getSceneY()).getY() - BAR_HEIGHT / 2;
    double room = Math.max(1, getHeight() - BAR_HEIGHT);
    double least = Math.min(0.5, LEAST_HALF / room);
    share = Math.clamp(y / room, least, 1 - least);
    requestLayout();
    event.consume();
  }

  private void enter(FlameGraph half) {
    CallTree tree = half.getTree();
    if (tree != null && tree.maxDepth() >= HIDDEN_ROWS) {
      half.requestFocus();
      half.selectFirst();
    }
  }

  private void show(@Nullable Sandwich now) {
    boolean nothing = now == null || now.callees().isEmpty();
    callers.setTree(now == null ? null : now.callers());
    callees.legendBesideProperty().set(now == null ? null : now.callers());
    callees.setTree(now == null ? null : now.callees());
    // The toolkit hands the focus of what is hidden to whatever comes next, here another recording.
    if (nothing && (callers.isFocusWithin() || callees.isFocusWithin())) {
      requestFocus();
    }
    callers.setVisible(!nothing);
    callees.setVisible(!nothing);
    if (!nothing && isFocused()) {
      callees.requestFocus();
    }
    bar.setVisible(!nothing);
    above.setVisible(false);
    below.setVisible(false);
    empty.setVisible(nothing);
    if (now != null && !nothing) {
      bar.show(now);
    }
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double tallest = Math.max(0, getHeight() - BAR_HEIGHT);
    double upper = Math.rint(tallest * share);
    callers.resizeRelocate(0, 0, width, upper);
    bar.resizeRelocate(0, upper, width, BAR_HEIGHT);
    callees.resizeRelocate(0, upper + BAR_HEIGHT, width, Math.max(0, tallest - upper));
    placeSides();
    double wide = Math.min(width, 460);
    double tall = empty.prefHeight(wide);
    empty.resizeRelocate((width - wide) / 2, Math.max(0, (getHeight() - tall) * 0.4), wide, tall);
  }

  /** Which half is which stands where no frame is, or not at all. */
  private void placeSides() {
    above.autosize();
    below.autosize();
    above.relocate(8, 4);
    double frames = callees.getLayoutY() + callees.pictureHeight();
    below.relocate(8, Math.max(0, frames - below.getHeight() - 4));
    above.setVisible(callers.isVisible() && callers.freeHeight() > above.getHeight() + 8);
    below.setVisible(callees.isVisible() && callees.freeHeight() > below.getHeight() + 8);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 800;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 480;
  }

  /** The upper half, the function's callers; for its view, its history and its exports. */
  public FlameGraph callers() {
    return callers;
  }

  /** The lower half, the function's callees. */
  public FlameGraph callees() {
    return callees;
  }

  /** The keyboard goes to the callees, or waits here for them. */
  public void focusHalf() {
    (callees.isVisible() ? callees : this).requestFocus();
  }

  /** What is shown; null shows the empty message. */
  public ObjectProperty<@Nullable Sandwich> sandwichProperty() {
    return sandwich;
  }

  public void setSandwich(@Nullable Sandwich value) {
    sandwich.set(value);
  }

  public @Nullable Sandwich getSandwich() {
    return sandwich.get();
  }

  public ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  public Theme getTheme() {
    return theme.get();
  }

  public void setTheme(Theme value) {
    theme.set(value);
  }

  public ObjectProperty<ColourMode> colourModeProperty() {
    return colourMode;
  }

  /** What to look for in both halves; null searches nothing. */
  public ObjectProperty<@Nullable NamePattern> searchProperty() {
    return search;
  }

  public StringProperty emptyMessageProperty() {
    return emptyMessage;
  }

  /** Hears what is asked of a frame in either half. */
  public void setOnRequest(@Nullable Consumer<FlameRequest> listener) {
    callers.setOnRequest(listener);
    callees.setOnRequest(listener);
  }

  /** Where the hover cards of both halves get threads and lines from. */
  public void setDetails(@Nullable FlameDetails details) {
    callers.setDetails(details);
    callees.setDetails(details);
  }
}
