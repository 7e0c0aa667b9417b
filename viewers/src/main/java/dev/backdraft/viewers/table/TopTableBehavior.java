package dev.backdraft.viewers.table;

import dev.backdraft.viewers.surface.TypedLetter;
import javafx.event.EventHandler;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/** What hands do to a table: letters filter, Enter focuses, Alt and a digit sorts. */
final class TopTableBehavior {
  private final TopTable control;
  private final TableView<Integer> table;
  private final TextField filter;
  private final ContextMenu menu = new ContextMenu();
  private final EventHandler<KeyEvent> pressed = this::pressed;
  private final EventHandler<KeyEvent> typed = this::typed;
  private final EventHandler<KeyEvent> inField = this::inField;

  TopTableBehavior(TopTable control, TableView<Integer> table, TextField filter) {
    this.control = control;
    this.table = table;
    this.filter = filter;
    table.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
    table.addEventHandler(KeyEvent.KEY_TYPED, typed);
    filter.addEventFilter(KeyEvent.KEY_PRESSED, inField);
    table.setRowFactory(made -> row());
    menu();
  }

  void dispose() {
    table.removeEventFilter(KeyEvent.KEY_PRESSED, pressed);
    table.removeEventHandler(KeyEvent.KEY_TYPED, typed);
    filter.removeEventFilter(KeyEvent.KEY_PRESSED, inField);
  }

  private TableRow<Integer> row() {
    TableRow<Integer> row = new TableRow<>();
    row.setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY
          && click.getClickCount() == 2
          && !row.isEmpty()) {
        control.request(TableRequest.Action.FOCUS);
      }
    });
    return row;
  }

  private void menu() {
    menu.setOnShowing(showing -> {
      menu.getItems().clear();
      TopView view = control.viewProperty().get();
      int row = view.rowOf(control.getSelected());
      for (TableRequest.Action action : TableRequest.Action.values()) {
        MenuItem item = item(action.label(), () -> control.request(action));
        boolean possible =
            view.rows() != null
                && row >= 0
                && new TableRequest(action, view.rows(), row).isPossible();
        item.setDisable(!possible || control.onRequestProperty().get() == null);
        menu.getItems().add(item);
      }
      menu.getItems().add(new SeparatorMenuItem());
      menu.getItems().add(item("Copy rows", this::copy));
    });
    // A menu without items never asks to be shown.
    menu.getItems().add(new MenuItem(""));
    table.setContextMenu(menu);
  }

  private static MenuItem item(String label, Runnable action) {
    MenuItem item = new MenuItem(label);
    item.setOnAction(event -> action.run());
    return item;
  }

  void copy() {
    TopView view = control.viewProperty().get();
    String text = view.text(TopTableSkin.chosenRows(table, view));
    Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, text));
  }

  private void pressed(KeyEvent event) {
    if (sorts(event) || asks(event)) {
      event.consume();
    } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
      copy();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && !control.filterProperty().get().isEmpty()) {
      control.filterProperty().set("");
      event.consume();
    } else if (event.getCode() == KeyCode.BACK_SPACE && !filter.getText().isEmpty()) {
      filter.setText(filter.getText(0, filter.getText().length() - 1));
      event.consume();
    } else if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      filter.requestFocus();
      event.consume();
    }
  }

  private boolean sorts(KeyEvent event) {
    if (!event.isAltDown()) {
      return false;
    }
    switch (event.getCode()) {
      case DIGIT1, NUMPAD1 -> control.sortBy(TopColumn.NAME);
      case DIGIT2, NUMPAD2 -> control.sortBy(TopColumn.SELF);
      case DIGIT3, NUMPAD3 -> control.sortBy(TopColumn.TOTAL);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean asks(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER ->
          control.request(
              event.isShortcutDown() ? TableRequest.Action.SANDWICH : TableRequest.Action.FOCUS);
      case F3 -> control.request(TableRequest.Action.SEARCH);
      case F4 -> control.request(TableRequest.Action.OPEN_SOURCE);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A letter typed on the rows goes to the filter. */
  private void typed(KeyEvent event) {
    if (TypedLetter.is(event)) {
      filter.appendText(event.getCharacter());
      event.consume();
    }
  }

  private void inField(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN, ENTER -> {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
          table.getSelectionModel().select(0);
        }
        event.consume();
      }
      case ESCAPE -> {
        if (!filter.getText().isEmpty()) {
          filter.clear();
          event.consume();
        }
      }
      default -> {
        if (sorts(event)) {
          event.consume();
        }
      }
    }
  }
}
