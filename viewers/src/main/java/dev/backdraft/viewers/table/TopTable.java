package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.Dress;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.Latest;
import dev.backdraft.viewers.surface.UiThread;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/**
 * Methods, classes, packages or threads with their own weight and their total: sorted by a click or
 * Alt+1 to Alt+3, narrowed by typing, and cheap for any number of rows.
 *
 * <p>All methods are for the UI thread. Sorting and filtering happen elsewhere; the old rows stay
 * until the new ones are ready.
 */
public final class TopTable extends Control {
  private final ObjectProperty<@Nullable TopMethods> rows =
      new SimpleObjectProperty<>(this, "rows");
  private final ObjectProperty<TopSort> sort =
      new SimpleObjectProperty<>(this, "sort", TopSort.HOTTEST);
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ObjectProperty<@Nullable String> selected =
      new SimpleObjectProperty<>(this, "selected");
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.DARK);
  private final StringProperty emptyMessage =
      new SimpleStringProperty(this, "emptyMessage", "Nothing to show.");
  private final StringProperty nameTitle = new SimpleStringProperty(this, "nameTitle", "Method");
  private final ObjectProperty<@Nullable Consumer<TableRequest>> onRequest =
      new SimpleObjectProperty<>(this, "onRequest");
  private final ReadOnlyObjectWrapper<TopOrder> order =
      new ReadOnlyObjectWrapper<>(this, "order", TopOrder.HOTTEST);
  private final ReadOnlyObjectWrapper<TopView> view =
      new ReadOnlyObjectWrapper<>(this, "view", TopView.NONE);
  private final Latest ordering;

  public TopTable() {
    this(FrameLoop.sharedPainter(), UiThread.INSTANCE);
  }

  /**
   * With threads of one's own: a test runs everything at once.
   *
   * @param worker sorts and filters
   * @param ui leads back to the UI thread
   */
  public TopTable(Executor worker, Executor ui) {
    this.ordering = new Latest(worker, ui);
    getStyleClass().add("top-table");
    Dress.sheet(this);
    Dress.theme(this, getTheme());
    theme.addListener((property, before, now) -> Dress.theme(this, now));
    rows.addListener((property, before, now) -> arrange());
    order.addListener((property, before, now) -> arrange());
    sort.addListener((property, before, now) -> order.set(order.get().sorted(now)));
    filter.addListener(
        (property, before, now) -> order.set(order.get().filtered(NamePattern.typed(now))));
  }

  private void arrange() {
    TopMethods wanted = rows.get();
    TopOrder by = order.get();
    if (wanted == null) {
      ordering.forget();
      view.set(TopView.NONE);
    } else {
      ordering.ask(() -> new TopView(wanted, by.of(wanted)), view::set);
    }
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TopTableSkin(this);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 640;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 400;
  }

  ReadOnlyObjectProperty<TopOrder> orderProperty() {
    return order.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<TopView> viewProperty() {
    return view.getReadOnlyProperty();
  }

  /** Sorts by a column; the one that is sorted by already turns round. */
  public void sortBy(TopColumn column) {
    sort.set(getSort().by(column));
  }

  /** What the rows are sorted by. */
  public ObjectProperty<TopSort> sortProperty() {
    return sort;
  }

  public TopSort getSort() {
    return sort.get();
  }

  public void setSort(TopSort value) {
    sort.set(value);
  }

  /** How many rows are seen after the filter. */
  public int shownRows() {
    return view.get().order().length;
  }

  /** Hands a request to the window; nothing happens if nobody listens or it means nothing. */
  public void request(TableRequest.Action action) {
    TopView shown = view.get();
    Consumer<TableRequest> listener = onRequest.get();
    int row = shown.rowOf(selected.get());
    if (listener != null && row >= 0 && shown.rows() != null) {
      TableRequest request = new TableRequest(action, shown.rows(), row);
      if (request.isPossible()) {
        listener.accept(request);
      }
    }
  }

  /** The rows to show; null shows the empty message. */
  public ObjectProperty<@Nullable TopMethods> rowsProperty() {
    return rows;
  }

  public void setRows(@Nullable TopMethods value) {
    rows.set(value);
  }

  public @Nullable TopMethods getRows() {
    return rows.get();
  }

  /** What was typed to narrow the rows: plain text, or an expression behind a slash. */
  public StringProperty filterProperty() {
    return filter;
  }

  /** The whole name of the row that has the keyboard, or null; it survives new rows. */
  public ObjectProperty<@Nullable String> selectedProperty() {
    return selected;
  }

  public @Nullable String getSelected() {
    return selected.get();
  }

  public void setSelected(@Nullable String name) {
    selected.set(name);
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

  /** Why nothing is shown, and what to do about it. */
  public StringProperty emptyMessageProperty() {
    return emptyMessage;
  }

  /** What stands above the names: Method, Class, Package, Thread. */
  public StringProperty nameTitleProperty() {
    return nameTitle;
  }

  public ObjectProperty<@Nullable Consumer<TableRequest>> onRequestProperty() {
    return onRequest;
  }

  public void setOnRequest(@Nullable Consumer<TableRequest> value) {
    onRequest.set(value);
  }
}
