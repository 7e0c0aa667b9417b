package dev.backdraft.viewers.threads;

import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.surface.RowList;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The nodes of the chooser: a field to find, three buttons, the lines, what is chosen. */
final class ThreadChooserSkin extends SkinBase<ThreadChooser> {
  private static final double LINE_HEIGHT = 24;

  private final ThreadChooser control;
  private final TextField find = new TextField();
  private final Label chosen = new Label();
  private final ListView<Integer> list = new ListView<>();
  private final Label empty = new Label();
  private final ThreadChooserBehavior behavior;
  private @Nullable ChooserMarks marks;

  private final ChangeListener<Object> arranged = (property, before, now) -> show();
  private final ChangeListener<Object> marked = (property, before, now) -> mark();

  ThreadChooserSkin(ThreadChooser control) {
    super(control);
    this.control = control;
    find.setPromptText("Find threads");
    find.setAccessibleText("Find threads");
    find.getStyleClass().add("view-field");
    find.textProperty().bindBidirectional(control.findProperty());
    HBox.setHgrow(find, Priority.ALWAYS);
    HBox head = new HBox(find);
    head.getStyleClass().add("view-head");
    Button only = button("Only these", "Only the selected lines, or all that were found  Enter");
    Button not = button("Not these", "All but the selected lines  Delete");
    Button all = button("All", "Every thread  Ctrl+A");
    HBox buttons = new HBox(only, not, all, chosen);
    buttons.getStyleClass().add("view-head");
    chosen.getStyleClass().add("view-dim");
    chosen.setMinWidth(0);
    empty.getStyleClass().add("view-empty");
    empty.setWrapText(true);
    list.setPlaceholder(empty);
    list.getStyleClass().add("view-list");
    list.setFixedCellSize(LINE_HEIGHT);
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setAccessibleText("Threads and groups of threads");
    VBox box = new VBox(head, buttons, list);
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().add(box);
    behavior = new ThreadChooserBehavior(control, list, find);
    list.setCellFactory(made -> new ThreadCell(control, this::marks));
    only.setOnAction(press -> behavior.choose(false));
    not.setOnAction(press -> behavior.choose(true));
    all.setOnAction(press -> control.chooseAll());
    BooleanBinding nothing =
        Bindings.createBooleanBinding(
            () -> !behavior.hasLines(),
            list.getSelectionModel().getSelectedIndices(),
            find.textProperty(),
            control.rowsProperty());
    only.disableProperty().bind(nothing);
    not.disableProperty().bind(nothing);
    control.rowsProperty().addListener(arranged);
    control.emptyMessageProperty().addListener(arranged);
    control.choiceProperty().addListener(marked);
    show();
  }

  private static Button button(String text, String explanation) {
    Button button = new Button(text);
    button.getStyleClass().add("view-button");
    button.setTooltip(new Tooltip(explanation));
    button.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    return button;
  }

  @Override
  public void dispose() {
    find.textProperty().unbindBidirectional(control.findProperty());
    control.rowsProperty().removeListener(arranged);
    control.emptyMessageProperty().removeListener(arranged);
    control.choiceProperty().removeListener(marked);
    behavior.dispose();
    super.dispose();
  }

  @Nullable ChooserMarks marks() {
    return marks;
  }

  private void show() {
    ChooserRows rows = control.rowsProperty().get();
    List<Integer> selected =
        list.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList();
    boolean nothing = rows == null || rows.load().groups().groups().isEmpty();
    empty.setText(
        nothing ? control.emptyMessageProperty().get() : "No thread is called what was typed.");
    marks = rows == null ? null : ChooserMarks.of(rows.load(), control.getChoice());
    RowList lines = new RowList(rows == null ? new int[0] : rows.lines());
    list.setItems(lines);
    for (int line : selected) {
      int index = lines.indexOf(line);
      if (index >= 0) {
        list.getSelectionModel().select(index);
      }
    }
    tellChoice();
  }

  private void mark() {
    ChooserRows rows = control.rowsProperty().get();
    marks = rows == null ? null : ChooserMarks.of(rows.load(), control.getChoice());
    list.refresh();
    tellChoice();
  }

  private void tellChoice() {
    ChooserRows rows = control.rowsProperty().get();
    ThreadChoice choice = control.getChoice();
    String said = choice.describe();
    if (rows != null && !choice.isAll()) {
      java.util.BitSet ids = choice.ids(rows.load().table(), rows.load().groups());
      int count = ids == null ? 0 : ids.cardinality();
      said = Format.count(count) + " of " + Format.count(rows.load().table().size());
    }
    chosen.setText(said);
    chosen.setTooltip(new Tooltip(choice.describe()));
  }
}
