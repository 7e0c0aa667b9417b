package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.Latest;
import dev.backdraft.viewers.surface.PaintedControl;
import dev.backdraft.viewers.surface.UiThread;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/**
 * A flame graph or icicle of a call tree. It takes trees that are ready, draws them off the UI
 * thread and asks the window, by {@link #onRequestProperty}, for what would make another tree.
 *
 * <p>All methods are for the UI thread. A new tree or search is prepared elsewhere; the old picture
 * stays until the new one is ready.
 */
public final class FlameGraph extends PaintedControl {
  private final ObjectProperty<@Nullable CallTree> tree = new SimpleObjectProperty<>(this, "tree");
  private final ObjectProperty<@Nullable NamePattern> search =
      new SimpleObjectProperty<>(this, "search");
  private final ObjectProperty<FlameOrientation> orientation =
      new SimpleObjectProperty<>(this, "orientation", FlameOrientation.ICICLE);
  private final ObjectProperty<ColourMode> colourMode =
      new SimpleObjectProperty<>(this, "colourMode", ColourMode.PACKAGE);
  private final IntegerProperty hiddenRows = new SimpleIntegerProperty(this, "hiddenRows", 0);
  private final ObjectProperty<@Nullable CallTree> legendBeside =
      new SimpleObjectProperty<>(this, "legendBeside");
  private final BooleanProperty legendShown = new SimpleBooleanProperty(this, "legendShown", true);
  private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
  private final ReadOnlyIntegerWrapper hovered = new ReadOnlyIntegerWrapper(this, "hovered", -1);
  private final StringProperty emptyMessage =
      new SimpleStringProperty(this, "emptyMessage", "Nothing to show.");
  private final ObjectProperty<@Nullable Consumer<FlameRequest>> onRequest =
      new SimpleObjectProperty<>(this, "onRequest");
  private final ObjectProperty<@Nullable FlameDetails> details =
      new SimpleObjectProperty<>(this, "details");
  private final ReadOnlyObjectWrapper<@Nullable FlameModel> model =
      new ReadOnlyObjectWrapper<>(this, "model");
  private final ReadOnlyObjectWrapper<@Nullable Search> searchResult =
      new ReadOnlyObjectWrapper<>(this, "searchResult");

  private final Latest preparing;
  private final FlameNavigation navigation;
  private Consumer<FlameBoxes> shownListener = boxes -> {};
  private Consumer<CallTree> treeListener = drawn -> {};
  private Runnable rootListener = () -> {};
  private double legendHeight;

  public FlameGraph() {
    this(FrameLoop.sharedPainter(), UiThread.INSTANCE);
  }

  /**
   * With threads of one's own: a test runs everything at once.
   *
   * @param painter prepares trees and paints pictures
   * @param ui leads back to the UI thread
   */
  public FlameGraph(Executor painter, Executor ui) {
    super(painter, ui, "flame-graph", "flame graph");
    this.preparing = new Latest(painter, ui);
    this.navigation = new FlameNavigation(this);
    tree.addListener((property, before, now) -> prepare());
    search.addListener((property, before, now) -> prepare());
    selected.addListener((property, before, now) -> describe());
    describe();
  }

  private void prepare() {
    CallTree wanted = tree.get();
    NamePattern pattern = search.get();
    FlameModel before = model.get();
    if (wanted == null) {
      preparing.forget();
      show(null);
    } else if (before != null && before.tree() == wanted) {
      preparing.ask(() -> before.searching(pattern), this::show);
    } else {
      preparing.ask(() -> FlameModel.of(wanted, pattern), this::show);
    }
  }

  private void show(@Nullable FlameModel now) {
    FlameModel before = model.get();
    boolean sameNodes =
        before != null && now != null && before.tree().shape() == now.tree().shape();
    if (!sameNodes) {
      keepSelection(before, now);
    }
    model.set(now);
    searchResult.set(now == null ? null : now.search());
    navigation.treeChanged(before, now);
    describe();
  }

  /** The same path in the new tree, if it is there. */
  private void keepSelection(@Nullable FlameModel before, @Nullable FlameModel now) {
    int node = selected.get();
    hovered.set(-1);
    if (node < 0 || before == null || now == null) {
      selected.set(-1);
      return;
    }
    selected.set(FlameNavigation.samePath(before.tree(), node, now.tree()));
  }

  private void describe() {
    setAccessibleText(FlameText.accessible(tree.get(), selected.get()));
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new FlameGraphSkin(this);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 800;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 480;
  }

  FlameNavigation navigation() {
    return navigation;
  }

  ReadOnlyObjectProperty<@Nullable FlameModel> modelProperty() {
    return model.getReadOnlyProperty();
  }

  @Nullable FlameModel model() {
    return model.get();
  }

  /** Hears of each picture what is drawn, once it is on the scene; not to be kept. */
  void setShownListener(Consumer<FlameBoxes> listener) {
    shownListener = listener;
  }

  /** Hears of each picture which tree it shows, once it is on the scene. */
  public void setOnShown(Consumer<CallTree> listener) {
    treeListener = listener;
  }

  void pictureShown(CallTree drawn, FlameBoxes boxes) {
    shownListener.accept(boxes);
    treeListener.accept(drawn);
  }

  /** Runs when the keyboard walks from the first row that is seen towards the root. */
  public void setOnRootReached(Runnable listener) {
    rootListener = listener;
  }

  void rootReached() {
    rootListener.run();
  }

  void setHovered(int node) {
    hovered.set(node);
  }

  /** Hands a request to the window; nothing happens if nobody listens or it means nothing. */
  public void request(FlameRequest.Action action, int node) {
    CallTree shown = tree.get();
    Consumer<FlameRequest> listener = onRequest.get();
    if (shown != null && listener != null && node >= 0) {
      FlameRequest request = new FlameRequest(action, shown, node);
      if (request.isPossible()) {
        listener.accept(request);
      }
    }
  }

  /** The tree to show; null shows the empty message. */
  public ObjectProperty<@Nullable CallTree> treeProperty() {
    return tree;
  }

  public void setTree(@Nullable CallTree value) {
    tree.set(value);
  }

  public @Nullable CallTree getTree() {
    return tree.get();
  }

  /** What to look for; null searches nothing. */
  public ObjectProperty<@Nullable NamePattern> searchProperty() {
    return search;
  }

  public void setSearch(@Nullable NamePattern value) {
    search.set(value);
  }

  /** What the search found in the tree that is shown. */
  public ReadOnlyObjectProperty<@Nullable Search> searchResultProperty() {
    return searchResult.getReadOnlyProperty();
  }

  public ObjectProperty<FlameOrientation> orientationProperty() {
    return orientation;
  }

  public FlameOrientation getOrientation() {
    return orientation.get();
  }

  public void setOrientation(FlameOrientation value) {
    orientation.set(value);
  }

  public ObjectProperty<ColourMode> colourModeProperty() {
    return colourMode;
  }

  public ColourMode getColourMode() {
    return colourMode.get();
  }

  public void setColourMode(ColourMode value) {
    colourMode.set(value);
  }

  /** Rows that are not shown, from the root on: "all" and more where something else says it. */
  public IntegerProperty hiddenRowsProperty() {
    return hiddenRows;
  }

  public int getHiddenRows() {
    return hiddenRows.get();
  }

  public void setHiddenRows(int rows) {
    hiddenRows.set(rows);
  }

  /** The frame that has the keyboard and that an inspector speaks of, or -1. */
  public IntegerProperty selectedProperty() {
    return selected;
  }

  public int getSelected() {
    return selected.get();
  }

  public void setSelected(int node) {
    selected.set(node);
  }

  /** The frame under the pointer, or -1. */
  public ReadOnlyIntegerProperty hoveredProperty() {
    return hovered.getReadOnlyProperty();
  }

  /** Why nothing is shown, and what to do about it. */
  public StringProperty emptyMessageProperty() {
    return emptyMessage;
  }

  public void setEmptyMessage(String value) {
    emptyMessage.set(value);
  }

  public ObjectProperty<@Nullable Consumer<FlameRequest>> onRequestProperty() {
    return onRequest;
  }

  public void setOnRequest(@Nullable Consumer<FlameRequest> value) {
    onRequest.set(value);
  }

  /** Where the hover card gets threads and lines from; null leaves them out. */
  public ObjectProperty<@Nullable FlameDetails> detailsProperty() {
    return details;
  }

  public void setDetails(@Nullable FlameDetails value) {
    details.set(value);
  }

  /** Where the person looks, or is on the way to. */
  public ReadOnlyObjectProperty<FlameView> viewProperty() {
    return navigation.viewProperty();
  }

  public FlameView getView() {
    return navigation.viewProperty().get();
  }

  /** Looks elsewhere: for views that are linked, or kept in a session. */
  public void setView(FlameView view) {
    navigation.look(view);
  }

  /** What is seen, for an export of exactly that. */
  public PictureSize seen() {
    FlameView view = getView();
    return new PictureSize(
        (int) Math.max(1, getWidth()),
        (int) Math.max(1, pictureHeight()),
        view.from(),
        view.to(),
        view.scroll() + getHiddenRows() * FlameGraphSkin.ROW_HEIGHT,
        getOrientation() == FlameOrientation.FLAME);
  }

  /** How much of its height has no row; negative if there are more rows than fit. */
  public double freeHeight() {
    FlameModel shown = model.get();
    int rows = shown == null ? 0 : shown.rows().count() - getHiddenRows();
    return pictureHeight() - rows * FlameGraphSkin.ROW_HEIGHT;
  }

  /** How much of its height is for frames: below them a line may say what colours mean. */
  public double pictureHeight() {
    return Math.max(0, getHeight() - legendHeight);
  }

  void setLegendHeight(double height) {
    legendHeight = height;
  }

  /** False where another graph beside this one says what the colours mean. */
  public BooleanProperty legendShownProperty() {
    return legendShown;
  }

  /** Another tree whose kinds of frames the legend tells too: it is drawn beside this one. */
  public ObjectProperty<@Nullable CallTree> legendBesideProperty() {
    return legendBeside;
  }

  /** The nodes from the root to what is zoomed to. */
  public List<Integer> breadcrumb() {
    return navigation.breadcrumb();
  }

  public void zoomTo(int node) {
    navigation.zoomTo(node);
  }

  /** Gives the keyboard to the first frame that is seen. */
  public void selectFirst() {
    navigation.selectFirst();
  }

  public void zoomIn() {
    navigation.zoomAboutSelection(FlameNavigation.KEY_STEP);
  }

  public void zoomOut() {
    navigation.zoomAboutSelection(1 / FlameNavigation.KEY_STEP);
  }

  public void home() {
    navigation.home();
  }

  public void back() {
    navigation.back();
  }

  public void forward() {
    navigation.forward();
  }

  public boolean canGoBack() {
    return navigation.canGoBack();
  }

  public boolean canGoForward() {
    return navigation.canGoForward();
  }

  public void nextMatch() {
    navigation.match(true);
  }

  public void previousMatch() {
    navigation.match(false);
  }

  /** The selected frame's stack, root first, one line a frame, onto the clipboard. */
  public void copyStack() {
    FlameText.copyStack(tree.get(), selected.get());
  }

  /** The subtree of what is zoomed to, as indented text, onto the clipboard. */
  public void copyText() {
    FlameText.copyTree(tree.get(), getView().node());
  }
}
