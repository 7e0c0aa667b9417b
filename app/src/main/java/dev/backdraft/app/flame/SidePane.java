package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.app.export.Seen;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.selection.Step;
import dev.backdraft.app.selection.Style;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.Breadcrumb;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.UiThread;
import dev.backdraft.viewers.table.TableRequest;
import dev.backdraft.viewers.table.TopSort;
import dev.backdraft.viewers.table.TopTable;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One recording as flame, table or sandwich, below the way to what is zoomed to. */
public final class SidePane {
  /** In a narrower side the role has to do: the file's name stands beside it in the evidence. */
  private static final double NAMED_PX = 300;

  private final SideModel model;
  private final LookModel looks;
  private final FrameActions actions;
  private final Work work;
  private final ObservableValue<Boolean> dark;
  private final ZoneId zone;

  @FXML private VBox root;
  @FXML private HBox crumbs;
  @FXML private StackPane crumbHolder;
  @FXML private Label role;
  @FXML private Label file;
  @FXML private Label total;
  @FXML private Button back;
  @FXML private Button forward;
  @FXML private FlameGraph graph;
  @FXML private TopTable table;
  @FXML private SandwichView sandwich;

  /** A new tree is on its way into the graph: what it does to the view was no hand. */
  private int settling;

  /** The place in the picture comes from the look, not from the graph. */
  private boolean restoring = true;

  private boolean placing;
  private Show shown = Show.FLAME;
  private Moved moved = (side, picture) -> {};
  private Chosen chosen;
  private Matches matches;
  private SidePicture exported;

  /** Told when a hand has moved a picture. */
  interface Moved {
    void moved(SidePane side, FlameGraph picture);
  }

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  SidePane(
      SideModel model,
      LookModel looks,
      FrameActions actions,
      Work work,
      ObservableValue<Boolean> dark,
      ZoneId zone) {
    this.model = model;
    this.looks = looks;
    this.actions = actions;
    this.work = work;
    this.dark = dark;
    this.zone = zone;
  }

  @FXML
  void initialize() {
    chosen = new Chosen(model, work, graph, table, sandwich);
    matches = new Matches(model, graph, table, sandwich);
    exported = new SidePicture(model, graph, sandwich, zone);
    role.managedProperty().bind(role.visibleProperty());
    file.visibleProperty()
        .bind(role.visibleProperty().and(crumbs.widthProperty().greaterThan(NAMED_PX)));
    file.managedProperty().bind(file.visibleProperty());
    crumbs.managedProperty().bind(crumbs.visibleProperty());
    crumbHolder.getChildren().add(new Breadcrumb(graph));
    dark.addListener((property, old, now) -> paintTheme());
    paintTheme();
    graph.emptyMessageProperty().bind(model.emptyMessage());
    table.emptyMessageProperty().bind(model.emptyMessage());
    sandwich.emptyMessageProperty().bind(model.emptyMessage());
    listenToHands();
    model.evidence().addListener((property, old, now) -> restoring = true);
    looks.restored().addListener((property, old, now) -> restoring = true);
    model.answer().addListener((property, old, now) -> show(now));
    model.look().addListener((property, old, now) -> follow(now));
    looks.now().addListener((property, old, now) -> style(now.style()));
    style(looks.now().get().style());
    show(model.answer().get());
    follow(model.look().get());
  }

  private void paintTheme() {
    Theme theme = dark.getValue() ? Theme.DARK : Theme.LIGHT;
    graph.setTheme(theme);
    table.setTheme(theme);
    sandwich.setTheme(theme);
  }

  private void listenToHands() {
    graph.setOnRequest(request -> actions.frame(model, request));
    graph.setDetails(this::details);
    graph.viewProperty().addListener((property, old, now) -> viewed(now));
    sandwich.setOnRequest(request -> actions.frame(model, request));
    sandwich.setDetails(this::details);
    for (FlameGraph half : new FlameGraph[] {sandwich.callers(), sandwich.callees()}) {
      half.viewProperty().addListener((property, old, now) -> viewedHalf(half, now));
    }
    table.sortProperty().addListener((property, old, now) -> sorted(now));
    table.setOnRequest(request -> actions.row(model, request));
    table.filterProperty().addListener((property, old, now) -> filtered(now));
    table.addEventFilter(MouseEvent.MOUSE_CLICKED, this::doubleClick);
    back.setOnAction(event -> graph.back());
    forward.setOnAction(event -> graph.forward());
    back.setTooltip(new Tooltip("Back  Alt+Left"));
    forward.setTooltip(new Tooltip("Forward  Alt+Right"));
    graph.viewProperty().addListener((property, old, now) -> showHistory());
    graph.treeProperty().addListener((property, old, now) -> showHistory());
    showHistory();
  }

  private void showHistory() {
    back.setDisable(!graph.canGoBack());
    forward.setDisable(!graph.canGoForward());
  }

  /** In the table a double click asks for callers and callees; Enter focuses. */
  private void doubleClick(MouseEvent click) {
    if (click.getButton() == MouseButton.PRIMARY
        && click.getClickCount() == 2
        && onRow(click.getTarget())) {
      table.request(TableRequest.Action.SANDWICH);
      click.consume();
    }
  }

  private static boolean onRow(Object target) {
    for (Node node = target instanceof Node hit ? hit : null;
        node != null;
        node = node.getParent()) {
      if (node instanceof TableRow<?> row) {
        return !row.isEmpty();
      }
    }
    return false;
  }

  private void details(CallTree tree, int node, Consumer<FrameDetail> answer) {
    Answer shown = model.answer().get();
    if (shown != null) {
      work.start(
          "hover details",
          "",
          activity -> FrameDetail.of(tree, shown.selection(), node),
          answer::accept);
    }
  }

  private void style(Style style) {
    graph.setOrientation(style.orientation());
    graph.setColourMode(style.colours());
    sandwich.colourModeProperty().set(style.colours());
  }

  private void show(@Nullable Answer answer) {
    CallTree tree = answer == null ? null : answer.tree();
    total.setText(tree == null || tree.isEmpty() ? "" : amount(tree));
    if (answer == null || answer.top() != null) {
      table.setRows(answer == null ? null : answer.top());
    }
    if (answer == null || answer.look().show() == Show.SANDWICH) {
      settling++;
      chosen.unsettle(false);
      sandwich.setSandwich(answer == null ? null : answer.sandwich());
      chosen.middle(answer);
      FrameLoop.sharedPainter().execute(() -> UiThread.INSTANCE.execute(this::settled));
    }
    if (answer != null) {
      table.nameTitleProperty().set(answer.look().by().label());
    }
    if (tree == graph.getTree()) {
      return;
    }
    chosen.unsettle(answer == null || answer.sandwich() == null);
    settling++;
    graph.setTree(tree);
    // The graph prepares its tree on the same threads: when this comes back it has settled.
    FrameLoop.sharedPainter().execute(() -> UiThread.INSTANCE.execute(this::settled));
  }

  private void settled() {
    settling--;
    Look look = model.look().get();
    if (settling > 0 || look == null) {
      return;
    }
    // By now the picture of it is being painted, on the same thread.
    FrameLoop.sharedPainter().execute(() -> UiThread.INSTANCE.execute(model::painted));
    if (restoring) {
      place(look);
    } else if (!isAt(look)) {
      model.settle(graph.getView(), sandwich.callers().getView(), sandwich.callees().getView());
    }
    chosen.recall();
  }

  private void follow(@Nullable Look look) {
    if (look == null) {
      return;
    }
    NamePattern pattern = NamePattern.typed(look.search());
    graph.setSearch(pattern);
    sandwich.searchProperty().set(pattern);
    table.filterProperty().set(look.search());
    table.setSort(look.places().sort());
    reveal(look.show());
    boolean way = look.show() == Show.FLAME;
    for (Node part : List.of(crumbHolder, total, back, forward)) {
      part.setVisible(way);
      part.setManaged(way);
    }
    crumbs.setVisible(way || role.isVisible());
    if (look.show() != shown) {
      shown = look.show();
      if (settling == 0) {
        chosen.recall();
      }
    }
    Answer answer = model.answer().get();
    if (restoring && settling == 0 && answer != null && answer.look().sameQuestion(look)) {
      place(look);
    }
  }

  /** What hides with the keyboard on it would hand that to another side. */
  private void reveal(Show now) {
    boolean held = Stream.of(graph, table, sandwich).anyMatch(Keyboard::isAt);
    Node next =
        switch (now) {
          case FLAME -> graph;
          case TABLE -> table;
          case SANDWICH -> sandwich;
        };
    next.setVisible(true);
    if (held && !Keyboard.isAt(next)) {
      focus(now);
    }
    if (held && !Keyboard.isAt(next)) {
      next.requestFocus(); // there is nothing in it yet
    }
    Stream.of(graph, table, sandwich)
        .filter(one -> !one.equals(next))
        .forEach(one -> one.setVisible(false));
  }

  private boolean isAt(Look look) {
    return graph.getView().equals(look.zoom())
        && sandwich.callers().getView().equals(look.places().callers())
        && sandwich.callees().getView().equals(look.places().callees());
  }

  /** All three pictures, without making it a step of the person. */
  private void place(Look look) {
    place(look.zoom());
    placing = true;
    set(sandwich.callers(), look.places().callers());
    set(sandwich.callees(), look.places().callees());
    placing = false;
  }

  private static void set(FlameGraph picture, FlameView view) {
    if (picture.getTree() != null && !picture.getView().equals(view)) {
      picture.setView(view);
    }
  }

  /** Looks at a place without making it a step of the person. */
  void place(FlameView view) {
    restoring = false;
    placing = true;
    if (!graph.getView().equals(view)) {
      graph.setView(view);
    }
    placing = false;
  }

  private void viewed(FlameView now) {
    if (settling == 0 && !placing && model.answer().get() != null) {
      model.change(Step.ZOOM, now.node(), "Zoom", look -> look.withZoom(now));
      moved.moved(this, graph);
    }
  }

  private void viewedHalf(FlameGraph half, FlameView now) {
    if (settling == 0 && !placing && model.answer().get() != null) {
      boolean upper = half == sandwich.callers();
      model.change(
          Step.ZOOM,
          (upper ? "callers " : "callees ") + now.node(),
          "Zoom",
          look ->
              look.withPlaces(
                  upper ? look.places().withCallers(now) : look.places().withCallees(now)));
      moved.moved(this, half);
    }
  }

  private void sorted(TopSort now) {
    Look look = model.look().get();
    if (look != null && !look.places().sort().equals(now)) {
      model.change("Sort", old -> old.withPlaces(old.places().withSort(now)));
    }
  }

  /** Follows the other side; that side's step is undone, not this one's. */
  void placeLinked(FlameGraph picture, FlameView view) {
    if (settling == 0) {
      restoring = false;
      placing = true;
      set(picture, view);
      placing = false;
      model.settle(graph.getView(), sandwich.callers().getView(), sandwich.callees().getView());
    }
  }

  /** The picture of this side that stands where that of the other side does. */
  FlameGraph like(SidePane other, FlameGraph picture) {
    if (picture == other.graph) {
      return graph;
    }
    return picture == other.sandwich.callers() ? sandwich.callers() : sandwich.callees();
  }

  void onHandMoved(Moved listener) {
    moved = listener;
  }

  private void filtered(String typed) {
    Look look = model.look().get();
    if (look != null && !look.search().equals(typed)) {
      model.change(Step.SEARCH, typed.isEmpty(), "Search", now -> now.withSearch(typed));
    }
  }

  /** The frame that was chosen last, or null. */
  ReadOnlyObjectProperty<@Nullable Subject> subject() {
    return chosen.subject();
  }

  /** What is seen now, for an export of exactly that. */
  Optional<Seen> seen() {
    return exported.seen();
  }

  /** Of how much the picture is, and of how much of the selection if steps took some out. */
  private static String amount(CallTree tree) {
    String shown = Format.weight(tree.total(), tree.unit());
    String all = Format.weight(tree.selectedTotal(), tree.unit());
    String unit = all.substring(all.lastIndexOf(' ') + 1);
    String bare = shown.endsWith(" " + unit) ? shown.substring(0, shown.lastIndexOf(' ')) : shown;
    return tree.total() == tree.selectedTotal() ? shown : bare + " of " + all;
  }

  /** The name of the function that was chosen, or "". */
  String chosenName() {
    return chosen.name();
  }

  void goTo(String name) {
    chosen.goTo(name);
  }

  Matches matches() {
    return matches;
  }

  SideModel model() {
    return model;
  }

  FlameGraph graph() {
    return graph;
  }

  SandwichView sandwich() {
    return sandwich;
  }

  VBox root() {
    return root;
  }

  void caption(String played, String name) {
    role.setText(played);
    role.setVisible(!played.isEmpty());
    crumbs.setVisible(graph.isVisible() || !played.isEmpty());
    file.setText(name);
    file.setTooltip(name.isEmpty() ? null : new Tooltip(name));
  }

  /** The keyboard goes to what is shown. */
  void focus() {
    Look look = model.look().get();
    focus(look == null ? Show.FLAME : look.show());
  }

  private void focus(Show show) {
    switch (show) {
      case FLAME -> graph.requestFocus();
      case TABLE -> focusTable();
      case SANDWICH -> sandwich.focusHalf();
    }
  }

  private void focusTable() {
    Node rows = table.lookup(".table-view");
    (rows == null ? table : rows).requestFocus();
  }
}
