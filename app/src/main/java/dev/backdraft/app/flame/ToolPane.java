package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.selection.Chip;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Looks;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.selection.Step;
import dev.backdraft.viewers.flame.FlameOrientation;
import dev.backdraft.viewers.paint.ColourMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What is looked at, and how: kind, threads, chips, search, view. */
public final class ToolPane {
  private static final double REASON_WIDTH = 330;
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  private final FlameViewModel model;
  private final LookModel looks;
  private final ZoneId zone;

  @FXML private HBox root;
  @FXML private MenuButton kind;
  @FXML private Button threads;
  @FXML private ChipRow chips;
  @FXML private TextField search;
  @FXML private Label found;
  @FXML private HBox shows;
  @FXML private ToggleButton link;
  @FXML private MenuButton options;

  private final ToggleGroup show = new ToggleGroup();
  private final ChangeListener<Object> retell = (property, old, now) -> tell();
  private final ChangeListener<Object> refind = (property, old, now) -> tellFound();
  private SideModel side;
  private @Nullable SidePane pane;
  private boolean telling;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  ToolPane(FlameViewModel model, ZoneId zone) {
    this.model = model;
    this.looks = model.looks();
    this.zone = zone;
    this.side = model.active().get();
  }

  @FXML
  void initialize() {
    link.managedProperty().bind(link.visibleProperty());
    link.visibleProperty().bind(model.two());
    link.setOnAction(event -> looks.linked(link.isSelected()));
    fillShows();
    search.textProperty().addListener((property, old, now) -> searched(now));
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
    found.widthProperty().addListener((property, old, now) -> makeRoom());
    options.setOnShowing(event -> fillOptions());
    options.getItems().add(new MenuItem("")); // a menu without items never asks to be shown
    looks.now().addListener(retell);
    chips.setOnRemove(this::remove);
    turnTo(model.active().get());
    model.active().addListener((property, old, now) -> turnTo(now));
  }

  private void turnTo(SideModel now) {
    side.look().removeListener(retell);
    side.answer().removeListener(retell);
    side.kinds().removeListener(retell);
    side = now;
    side.look().addListener(retell);
    side.answer().addListener(retell);
    side.kinds().addListener(retell);
    tell();
  }

  /** The side whose search is told of, and whose choice a sandwich is about. */
  void speakOf(SidePane now) {
    SidePane before = pane;
    if (before != null) {
      before.matches().ignore(refind);
    }
    pane = now;
    now.matches().listen(refind);
    tellFound();
  }

  private void tell() {
    Look look = side.look().get();
    telling = true;
    root.setDisable(look == null);
    if (look != null) {
      kind.setText(look.kind().label());
      kind.getItems().setAll(kindItems(look.kind(), side.kinds().get()));
      threads.setText(
          look.threads().isAll() && look.states().isEmpty() ? "All threads" : "Threads");
      chips.show(Chip.of(look, zone, idle(look)));
      if (!search.getText().equals(look.search())) {
        search.setText(look.search());
      }
      show.getToggles().forEach(one -> one.setSelected(one.getUserData() == look.show()));
    }
    Looks now = looks.now().get();
    link.setSelected(now.linked());
    telling = false;
  }

  /** The steps that the last answer says found nothing, as long as it is the answer to them. */
  private List<Transform> idle(Look look) {
    Answer answer = side.answer().get();
    boolean same =
        answer != null
            && answer.look().by() == look.by()
            && answer.look().transforms().equals(look.transforms());
    return answer == null || !same ? List.of() : answer.tree().shape().idle();
  }

  /** What the recording has, and below it what it has not, and why. */
  private List<MenuItem> kindItems(SampleKind current, List<KindChoice> all) {
    List<MenuItem> items = new ArrayList<>();
    all.stream()
        .filter(KindChoice::there)
        .forEach(choice -> items.add(kindItem(choice.kind(), current)));
    if (!items.isEmpty() && items.size() < all.size()) {
      items.add(new SeparatorMenuItem());
    }
    all.stream().filter(choice -> !choice.there()).forEach(choice -> items.add(missing(choice)));
    return items;
  }

  private MenuItem kindItem(SampleKind offered, SampleKind current) {
    RadioMenuItem item = new RadioMenuItem(offered.label());
    item.setSelected(offered == current);
    item.setOnAction(event -> change(offered.label(), now -> now.withKind(offered)));
    return item;
  }

  private static MenuItem missing(KindChoice choice) {
    Text name = new Text(choice.kind().label() + ": none");
    name.getStyleClass().add("kind-name");
    // A label in a menu is cut after its first line.
    Text why = new Text(choice.why());
    why.setWrappingWidth(REASON_WIDTH);
    why.getStyleClass().add("kind-why");
    CustomMenuItem item = new CustomMenuItem(new VBox(1, name, why), false);
    item.getStyleClass().add("kind-missing");
    item.setDisable(true);
    return item;
  }

  private void remove(Chip chip) {
    change("Remove " + chip.text(), chip.removed());
  }

  private void change(String what, UnaryOperator<Look> change) {
    side.change(what, change);
  }

  private void fillShows() {
    for (Show one : Show.values()) {
      ToggleButton button = new ToggleButton(one.label());
      button.setUserData(one);
      button.setToggleGroup(show);
      button.setId("show-" + one.id());
      button.setTooltip(new Tooltip(one.label() + "  " + FlameCommands.key(one)));
      button.getStyleClass().add("segment");
      button.setOnAction(event -> {
        button.setSelected(true); // one of them is always chosen
        SidePane shown = pane;
        String chosen = shown == null ? "" : shown.chosenName();
        change(one.label(), now -> now.showing(one, chosen));
      });
      shows.getChildren().add(button);
    }
  }

  private void searched(String typed) {
    if (!telling) {
      side.change(Step.SEARCH, typed.isEmpty(), "Search", now -> now.withSearch(typed));
    }
  }

  private void searchKey(KeyEvent key) {
    SidePane shown = pane;
    if (key.getCode() == KeyCode.ENTER && shown != null) {
      if (key.isShortcutDown()) {
        change("Only stacks with it", now -> now.withFrames(now.search()).withSearch(""));
      } else {
        shown.matches().step(!key.isShiftDown());
      }
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE) {
      search.clear();
      if (shown != null) {
        shown.focus();
      }
      key.consume();
    }
  }

  private void tellFound() {
    SidePane shown = pane;
    found.setText(shown == null ? "" : shown.matches().found());
    search.pseudoClassStateChanged(WRONG, shown != null && shown.matches().isWrong());
  }

  /** What is typed ends where the count begins. */
  private void makeRoom() {
    double taken = found.getText().isEmpty() ? 0 : found.getWidth();
    search.setStyle("-fx-padding: 4 " + (long) (8 + taken) + " 4 8;");
  }

  private void fillOptions() {
    Look look = side.look().get();
    if (look == null) {
      return;
    }
    List<MenuItem> items = new ArrayList<>();
    items.add(caption("A frame is a"));
    for (By one : By.values()) {
      items.add(
          radio(one.label(), one == look.by(), on -> change(one.label(), n -> n.withBy(one))));
    }
    items.add(new SeparatorMenuItem());
    items.add(
        check(
            "Bottom-up",
            look.bottomUp(),
            on -> change("Bottom-up", now -> now.with(Transform.of(Transform.Kind.INVERT)))));
    items.add(
        check(
            "Only my code",
            has(look, Transform.Kind.ONLY_MY_CODE),
            on -> change("Only my code", now -> toggled(now, Transform.Kind.ONLY_MY_CODE))));
    items.add(
        check(
            "Collapse recursion",
            has(look, Transform.Kind.COLLAPSE_RECURSION),
            on ->
                change(
                    "Collapse recursion", now -> toggled(now, Transform.Kind.COLLAPSE_RECURSION))));
    items.add(
        check(
            "Count events",
            look.weighing() == Weighing.COUNT,
            on ->
                change(
                    "Count events",
                    now -> now.withWeighing(on ? Weighing.COUNT : Weighing.WEIGHT))));
    items.add(new SeparatorMenuItem());
    items.add(caption("Drawn as"));
    for (FlameOrientation one : FlameOrientation.values()) {
      boolean chosen = one == looks.now().get().style().orientation();
      items.add(radio(one.label(), chosen, on -> looks.style(one.label(), now -> now.with(one))));
    }
    items.add(caption("Colour says"));
    for (ColourMode one : ColourMode.values()) {
      boolean chosen = one == looks.now().get().style().colours();
      items.add(radio(one.label(), chosen, on -> looks.style("Colours", now -> now.with(one))));
    }
    options.getItems().setAll(items);
  }

  static boolean has(Look look, Transform.Kind kind) {
    return look.transforms().steps().stream()
        .anyMatch(step -> step.kind() == kind && step.argument().isEmpty());
  }

  static Look toggled(Look look, Transform.Kind kind) {
    return has(look, kind)
        ? look.withTransforms(look.transforms().without(kind))
        : look.with(Transform.of(kind));
  }

  private static MenuItem caption(String text) {
    MenuItem item = new MenuItem(text);
    item.setDisable(true);
    return item;
  }

  private static MenuItem radio(String label, boolean chosen, Consumer<Boolean> action) {
    RadioMenuItem item = new RadioMenuItem(label);
    item.setSelected(chosen);
    item.setOnAction(event -> action.accept(true));
    return item;
  }

  private static MenuItem check(String label, boolean chosen, Consumer<Boolean> action) {
    CheckMenuItem item = new CheckMenuItem(label);
    item.setSelected(chosen);
    item.setOnAction(event -> action.accept(!chosen));
    return item;
  }

  Button threads() {
    return threads;
  }

  TextField search() {
    return search;
  }

  MenuButton kind() {
    return kind;
  }
}
