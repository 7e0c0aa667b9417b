package dev.backdraft.viewers.threads;

import dev.backdraft.viewers.surface.TypedLetter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javafx.event.EventHandler;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * What hands do to a chooser: letters find, Space marks, Enter takes only these, Delete takes them
 * out, the arrows open and close.
 */
final class ThreadChooserBehavior {
  private final ThreadChooser control;
  private final ListView<Integer> list;
  private final TextField find;
  private final EventHandler<KeyEvent> pressed = this::pressed;
  private final EventHandler<KeyEvent> typed = this::typed;
  private final EventHandler<KeyEvent> inField = this::inField;

  ThreadChooserBehavior(ThreadChooser control, ListView<Integer> list, TextField find) {
    this.control = control;
    this.list = list;
    this.find = find;
    list.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
    list.addEventHandler(KeyEvent.KEY_TYPED, typed);
    find.addEventFilter(KeyEvent.KEY_PRESSED, inField);
  }

  void dispose() {
    list.removeEventFilter(KeyEvent.KEY_PRESSED, pressed);
    list.removeEventHandler(KeyEvent.KEY_TYPED, typed);
    find.removeEventFilter(KeyEvent.KEY_PRESSED, inField);
  }

  /** Only, or all but, the selected lines; without any, those that were found. */
  void choose(boolean except) {
    control.choose(lines(), except);
  }

  /** False while nothing is selected and nothing typed: then there is nothing to choose. */
  boolean hasLines() {
    return !lines().isEmpty();
  }

  private List<Integer> lines() {
    List<Integer> lines =
        list.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList();
    ChooserRows rows = control.rowsProperty().get();
    if (lines.isEmpty() && rows != null && !find.getText().isBlank()) {
      lines = Arrays.stream(found(rows)).boxed().toList();
    }
    return lines;
  }

  /** Threads where a group is there only for their sake, else the groups. */
  private int[] found(ChooserRows rows) {
    return Arrays.stream(rows.lines())
        .filter(line -> !ChooserRows.isGroup(line) || !rows.isOpen(ChooserRows.group(line)))
        .toArray();
  }

  private @Nullable Integer line() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void pressed(KeyEvent event) {
    if (event.isShortcutDown()) {
      switch (event.getCode()) {
        case A -> control.chooseAll();
        case I -> control.invert();
        case F -> find.requestFocus();
        default -> {
          return;
        }
      }
      event.consume();
    } else if (plain(event.getCode())) {
      event.consume();
    }
  }

  private boolean plain(KeyCode key) {
    Integer line = line();
    switch (key) {
      case SPACE -> {
        if (line != null) {
          control.toggle(line);
        }
      }
      case DOWN, UP -> {
        // The list's own arrows would go on from a line that nobody has chosen.
        boolean none = line == null && !list.getItems().isEmpty();
        if (none) {
          list.getSelectionModel().clearAndSelect(0);
        }
        return none;
      }
      case ENTER -> choose(false);
      case DELETE -> choose(true);
      case RIGHT -> turn(true);
      case LEFT -> turn(false);
      case BACK_SPACE -> find.setText(shorter(find.getText()));
      case ESCAPE -> {
        boolean finding = !find.getText().isEmpty();
        find.clear();
        return finding;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String shorter(String text) {
    return text.isEmpty() ? text : text.substring(0, text.length() - 1);
  }

  /** Opens or closes the group; from a thread the way left leads to its group. */
  private void turn(boolean open) {
    Integer line = line();
    ChooserRows rows = control.rowsProperty().get();
    if (line == null || rows == null) {
      return;
    }
    if (!ChooserRows.isGroup(line)) {
      if (!open) {
        select(~rows.load().groups().indexOf(line));
      }
      return;
    }
    int group = ChooserRows.group(line);
    if (open && rows.isOpen(group)) {
      select(rows.lines()[list.getSelectionModel().getSelectedIndex() + 1]);
    } else if (rows.canOpen(line)) {
      control.setOpen(group, open);
    }
  }

  private void select(int line) {
    int index = list.getItems().indexOf(line);
    if (index >= 0) {
      list.getSelectionModel().clearAndSelect(index);
      list.getFocusModel().focus(index);
      list.scrollTo(Math.max(0, index - 4));
    }
  }

  private void typed(KeyEvent event) {
    if (TypedLetter.is(event)) {
      find.appendText(event.getCharacter());
      event.consume();
    }
  }

  private void inField(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> {
        list.requestFocus();
        if (list.getSelectionModel().isEmpty() && !list.getItems().isEmpty()) {
          list.getSelectionModel().select(0);
        }
        event.consume();
      }
      case ENTER -> {
        list.getSelectionModel().clearSelection();
        choose(false);
        event.consume();
      }
      case ESCAPE -> {
        if (!find.getText().isEmpty()) {
          find.clear();
          event.consume();
        }
      }
      default -> {
        // letters belong to the field
      }
    }
  }
}
