package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.flame.FlameOrientation;
import dev.backdraft.viewers.flame.FlameRequest;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Puts the flame graph between its tools: samples, transforms, search, breadcrumb. */
public final class FlamePane {
  private static final int CRUMBS_SHOWN = 6;

  private final FlameViewModel model;
  private final Work work;
  private final ObservableValue<Boolean> dark;

  @FXML private MenuButton kind;
  @FXML private HBox chips;
  @FXML private Button back;
  @FXML private Button forward;
  @FXML private TextField search;
  @FXML private Label found;
  @FXML private MenuButton options;
  @FXML private HBox breadcrumb;
  @FXML private FlameGraph graph;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public FlamePane(FlameViewModel model, Work work, ObservableValue<Boolean> dark) {
    this.model = model;
    this.work = work;
    this.dark = dark;
  }

  @FXML
  void initialize() {
    model.tree().addListener((property, old, now) -> graph.setTree(now));
    graph.setTree(model.tree().get());
    graph.emptyMessageProperty().bind(model.emptyMessage());
    dark.addListener((property, old, now) -> paintTheme(now));
    paintTheme(dark.getValue());
    graph.setOnRequest(this::requested);
    graph.setDetails(this::details);
    chooseKind();
    showTransforms();
    searchAsTyped();
    walkHistory();
    chooseLook();
  }

  private void paintTheme(boolean isDark) {
    graph.setTheme(isDark ? Theme.DARK : Theme.LIGHT);
  }

  private void requested(FlameRequest request) {
    Transform transform = request.transform();
    if (transform != null) {
      model.apply(transform);
    }
  }

  private void details(CallTree tree, int node, Consumer<FrameDetail> answer) {
    work.start(
        "flame details",
        "",
        activity -> FrameDetail.of(tree, Selection.all(model.kind().get()), node),
        answer::accept);
  }

  private void chooseKind() {
    model.kind().addListener((property, old, now) -> kind.setText(now.label()));
    kind.setText(model.kind().get().label());
    model.kinds().addListener((property, old, now) -> fillKinds(now));
    fillKinds(model.kinds().get());
  }

  private void fillKinds(List<SampleKind> kinds) {
    kind.setDisable(kinds.isEmpty());
    kind.getItems().setAll(kinds.stream().map(this::kindItem).toList());
  }

  private MenuItem kindItem(SampleKind one) {
    MenuItem item = new MenuItem(one.label());
    item.setOnAction(event -> model.kind().set(one));
    return item;
  }

  private void showTransforms() {
    model.transforms().addListener((property, old, now) -> fillChips(now));
    fillChips(model.transforms().get());
  }

  private void fillChips(Transforms transforms) {
    List<Node> shown = new ArrayList<>();
    for (int i = 0; i < transforms.steps().size(); i++) {
      int index = i;
      String text = transforms.steps().get(i).describe();
      Button chip = new Button(text, new FontIcon("mdi2c-close"));
      chip.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
      chip.getStyleClass().add("chip");
      chip.setMaxWidth(280);
      chip.setTooltip(new Tooltip("Remove: " + text));
      chip.setAccessibleText("Remove " + text);
      chip.setOnAction(event -> model.transforms().set(model.transforms().get().without(index)));
      shown.add(chip);
    }
    chips.getChildren().setAll(shown);
  }

  private void searchAsTyped() {
    search.textProperty().addListener((property, old, now) -> graph.setSearch(pattern(now)));
    search.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        if (key.isShiftDown()) {
          graph.previousMatch();
        } else {
          graph.nextMatch();
        }
      } else if (key.getCode() == KeyCode.ESCAPE) {
        search.clear();
        graph.requestFocus();
        key.consume();
      }
    });
    graph.searchResultProperty().addListener((property, old, now) -> tellFound(now));
    graph
        .selectedProperty()
        .addListener((property, old, now) -> tellFound(graph.searchResultProperty().get()));
    tellFound(null);
  }

  /** Plain text, or an expression between slashes; null if it is none yet. */
  private static @Nullable NamePattern pattern(String text) {
    if (text.isBlank()) {
      return null;
    }
    if (text.length() > 1 && text.startsWith("/")) {
      String expression = text.substring(1, text.endsWith("/") ? text.length() - 1 : text.length());
      try {
        return expression.isEmpty() ? null : NamePattern.regex(expression);
      } catch (PatternSyntaxException e) {
        return null; // half typed
      }
    }
    return NamePattern.plain(text);
  }

  private void tellFound(@Nullable Search result) {
    if (result == null) {
      found.setText("");
      return;
    }
    int selected = graph.getSelected();
    int ordinal = selected < 0 ? 0 : result.ordinal(selected);
    found.setText(
        result.count() == 0
            ? "nothing"
            : Format.percent(result.share())
                + " · "
                + (ordinal > 0 ? ordinal + " / " : "")
                + Format.count(result.count()));
  }

  private void walkHistory() {
    back.setGraphic(new FontIcon("mdi2a-arrow-left"));
    forward.setGraphic(new FontIcon("mdi2a-arrow-right"));
    back.setTooltip(new Tooltip("Back  Alt+Left"));
    forward.setTooltip(new Tooltip("Forward  Alt+Right"));
    back.setOnAction(event -> graph.back());
    forward.setOnAction(event -> graph.forward());
    graph.viewProperty().addListener((property, old, now) -> showPlace());
    graph.treeProperty().addListener((property, old, now) -> showPlace());
    showPlace();
  }

  private void showPlace() {
    back.setDisable(!graph.canGoBack());
    forward.setDisable(!graph.canGoForward());
    CallTree tree = graph.getTree();
    List<Node> crumbs = new ArrayList<>();
    if (tree != null) {
      List<Integer> path = graph.breadcrumb();
      for (int i = 0; i < path.size(); i++) {
        if (path.size() > CRUMBS_SHOWN && i > 0 && i < path.size() - CRUMBS_SHOWN + 1) {
          if (i == 1) {
            crumbs.add(new Label("› …"));
          }
          continue;
        }
        if (i > 0) {
          crumbs.add(new Label("›"));
        }
        crumbs.add(crumb(tree, path.get(i)));
      }
    }
    breadcrumb.getChildren().setAll(crumbs);
  }

  private Hyperlink crumb(CallTree tree, int node) {
    Hyperlink link = new Hyperlink(tree.names().shortText(tree.name(node)));
    link.setOnAction(event -> graph.zoomTo(node));
    return link;
  }

  private void chooseLook() {
    ToggleGroup orientation = new ToggleGroup();
    for (FlameOrientation one : FlameOrientation.values()) {
      RadioMenuItem item = new RadioMenuItem(one.label());
      item.setToggleGroup(orientation);
      item.setSelected(one == graph.getOrientation());
      item.setOnAction(event -> {
        graph.setOrientation(one);
        options.setText(one.label());
      });
      options.getItems().add(item);
    }
    options.getItems().add(new SeparatorMenuItem());
    ToggleGroup colours = new ToggleGroup();
    for (ColourMode one : ColourMode.values()) {
      RadioMenuItem item = new RadioMenuItem("Colour: " + one.label());
      item.setToggleGroup(colours);
      item.setSelected(one == graph.getColourMode());
      item.setOnAction(event -> graph.setColourMode(one));
      options.getItems().add(item);
    }
    options.setText(graph.getOrientation().label());
  }
}
