package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.surface.RowList;
import dev.backdraft.viewers.surface.Ruler;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/** The nodes of the table: a field to filter by, a virtualised table, a message. */
final class TopTableSkin extends SkinBase<TopTable> {
  /** Beside the columns stand the bar to scroll and the edges. */
  private static final double BESIDE = 12;

  private static final double ROW_HEIGHT = 24;
  private static final double NUMBER_SIZE = 12;

  private final TopTable control;
  private final TextField filter = new TextField();
  private final Label count = new Label();
  private final TableView<Integer> table = new TableView<>();
  private final Label empty = new Label();
  private final TopTableBehavior behavior;
  private final Ruler ruler = new Ruler();
  private @Nullable AmountForm form;
  private boolean placing;

  private final ChangeListener<Object> viewed = (property, before, now) -> show();
  private final ChangeListener<Object> chosen = (property, before, now) -> placeSelection();
  private final ChangeListener<Object> ordered = (property, before, now) -> showOrder();
  private final ChangeListener<Object> sized = (property, before, now) -> resized();

  TopTableSkin(TopTable control) {
    super(control);
    this.control = control;
    filter.setPromptText("Filter");
    filter.setMinWidth(60);
    filter.setAccessibleText("Filter rows");
    filter.getStyleClass().add("view-field");
    filter.textProperty().bindBidirectional(control.filterProperty());
    count.getStyleClass().add("view-dim");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(filter, count);
    head.getStyleClass().add("view-head");
    HBox.setHgrow(filter, Priority.ALWAYS);
    empty.getStyleClass().add("view-empty");
    empty.setWrapText(true);
    table.setPlaceholder(empty);
    table.getStyleClass().add("view-table");
    table.setFixedCellSize(ROW_HEIGHT);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("Top table");
    // Sorting happens off the UI thread, where the rows are made; the table must not try itself.
    table.setSortPolicy(sorted -> true);
    VBox box = new VBox(head, table);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().add(box);
    behavior = new TopTableBehavior(control, table, filter);
    columns();
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> selected(now));
    control.viewProperty().addListener(viewed);
    control.emptyMessageProperty().addListener(viewed);
    control.selectedProperty().addListener(chosen);
    control.orderProperty().addListener(ordered);
    table.widthProperty().addListener(sized);
    show();
    showOrder();
  }

  @Override
  public void dispose() {
    filter.textProperty().unbindBidirectional(control.filterProperty());
    control.viewProperty().removeListener(viewed);
    control.emptyMessageProperty().removeListener(viewed);
    control.selectedProperty().removeListener(chosen);
    control.orderProperty().removeListener(ordered);
    table.widthProperty().removeListener(sized);
    behavior.dispose();
    super.dispose();
  }

  private void columns() {
    for (TopColumn kind : TopColumn.values()) {
      TableColumn<Integer, Integer> column = new TableColumn<>();
      column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
      Label title = new Label(kind.label());
      title.getStyleClass().add("view-title");
      column.setGraphic(title);
      column.setSortable(false);
      column.setReorderable(false);
      column.setUserData(kind);
      if (kind == TopColumn.NAME) {
        title.textProperty().bind(control.nameTitleProperty());
        column.setCellFactory(made -> new NameCell(control, ruler));
        column.setMinWidth(80);
      } else {
        column.setCellFactory(made -> new AmountCell(control, () -> form, kind == TopColumn.SELF));
        column.setResizable(false);
        column.getStyleClass().add("view-amount");
      }
      title.setMaxWidth(Double.MAX_VALUE);
      title.setOnMouseClicked(click -> control.sortBy(kind));
      table.getColumns().add(column);
    }
  }

  /** Amounts get what they need, names the rest. */
  private void arrange() {
    TopMethods rows = control.viewProperty().get().rows();
    if (rows == null || table.getWidth() <= 0) {
      form = null;
      return;
    }
    Font font = Font.font(Font.getDefault().getFamily(), NUMBER_SIZE);
    AmountForm now =
        AmountForm.of(rows, table.getWidth() - BESIDE, words -> ruler.width(words, font));
    form = now;
    for (TableColumn<Integer, ?> column : table.getColumns()) {
      if (column.getUserData() != TopColumn.NAME) {
        column.setMinWidth(0);
        column.setMaxWidth(now.columnPx());
        column.setMinWidth(now.columnPx());
        column.setPrefWidth(now.columnPx());
      }
    }
  }

  private void resized() {
    AmountForm before = form;
    arrange();
    if (!Objects.equals(before, form)) {
      table.refresh();
      showCount();
    }
  }

  private void show() {
    TopView view = control.viewProperty().get();
    arrange();
    placing = true;
    table.setItems(new RowList(view.order()));
    // A cell is filled anew when its item changes, and the number of a row stays what it was.
    table.refresh();
    placing = false;
    TopMethods rows = view.rows();
    boolean nothing = rows == null || rows.size() == 0;
    empty.setText(nothing ? control.emptyMessageProperty().get() : "No name holds what was typed.");
    showCount();
    placeSelection();
  }

  private void showCount() {
    TopView view = control.viewProperty().get();
    TopMethods rows = view.rows();
    int all = rows == null ? 0 : rows.size();
    int shown = view.order().length;
    String rowsShown =
        shown == all ? Format.count(all) : Format.count(shown) + " of " + Format.count(all);
    count.setText(unit().isEmpty() ? rowsShown : rowsShown + ", in " + unit());
  }

  private void showOrder() {
    TopOrder order = control.orderProperty().get();
    for (TableColumn<Integer, ?> column : table.getColumns()) {
      boolean by = column.getUserData() == order.column();
      if (column.getGraphic() instanceof Label title) {
        title.getStyleClass().removeAll("view-sorted");
        title.setGraphic(by ? arrow(order.descending()) : null);
        if (by) {
          title.getStyleClass().add("view-sorted");
        }
        String way = !by ? "" : order.descending() ? ", sorted, falling" : ", sorted, rising";
        title.setAccessibleText(title.getText() + way);
      }
    }
  }

  /** What is counted, where the cells do not say it. */
  private String unit() {
    TopMethods rows = control.viewProperty().get().rows();
    AmountForm now = form;
    return rows == null || now == null ? "" : now.unitElsewhere(rows.unit());
  }

  private static Label arrow(boolean descending) {
    Label arrow = new Label(descending ? "▾" : "▴");
    arrow.getStyleClass().add("view-sorted");
    return arrow;
  }

  private void selected(@Nullable Integer row) {
    TopMethods rows = control.viewProperty().get().rows();
    if (!placing && rows != null && row != null) {
      control.setSelected(rows.text(row));
    }
  }

  /** Selects the row of the selected name, if it is seen, and brings it into the picture. */
  private void placeSelection() {
    TopView view = control.viewProperty().get();
    TopMethods rows = view.rows();
    String name = control.getSelected();
    Integer now = table.getSelectionModel().getSelectedItem();
    boolean there = rows != null && now != null && rows.text(now).equals(name);
    if (there && table.getSelectionModel().getSelectedIndex() < view.order().length) {
      return;
    }
    int row = view.rowOf(name);
    int index = row < 0 ? -1 : ((RowList) table.getItems()).indexOf(row);
    placing = true;
    table.getSelectionModel().clearSelection();
    if (index >= 0) {
      table.getSelectionModel().select(index);
      table.scrollTo(Math.max(0, index - 3));
    }
    placing = false;
  }

  /** Rows of the items that are selected, or all that are seen. */
  static int[] chosenRows(TableView<Integer> table, TopView view) {
    int[] chosen =
        table.getSelectionModel().getSelectedItems().stream()
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .toArray();
    return chosen.length == 0 ? view.order() : chosen;
  }
}
