package dev.backdraft.app.flame;

import dev.backdraft.app.selection.Chip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The chips of a look in one row; pressed, or by Delete, a chip is removed. */
public final class ChipRow extends Region {
  private static final ChipFit FIT = new ChipFit(6, 150, 280);

  private final MenuButton more = new MenuButton();
  private final List<Button> buttons = new ArrayList<>();
  private List<Chip> chips = List.of();
  private Consumer<Chip> remove = chip -> {};

  public ChipRow() {
    setMinWidth(0);
    more.getStyleClass().add("chip");
    more.setPopupSide(Side.BOTTOM);
    more.setVisible(false);
    getChildren().add(more);
  }

  void setOnRemove(Consumer<Chip> listener) {
    remove = listener;
  }

  void show(List<Chip> now) {
    int focused = focused();
    chips = now;
    buttons.clear();
    now.forEach(chip -> buttons.add(button(chip)));
    getChildren().setAll(buttons);
    getChildren().add(more);
    more.getItems().clear();
    if (focused >= 0 && !buttons.isEmpty()) {
      buttons.get(Math.min(focused, buttons.size() - 1)).requestFocus();
    }
  }

  /** Which chip has the keyboard, so that one after the other can be removed. */
  private int focused() {
    for (int i = 0; i < buttons.size(); i++) {
      if (buttons.get(i).isFocused()) {
        return i;
      }
    }
    return -1;
  }

  private Button button(Chip chip) {
    Button button = new Button(chip.text(), new FontIcon("mdi2c-close"));
    button.setContentDisplay(ContentDisplay.RIGHT);
    button.setMnemonicParsing(false);
    button.getStyleClass().add("chip");
    // What is done stands at the front of the text, and the method at its end.
    button.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    button.setTooltip(new Tooltip("Remove: " + chip.text()));
    button.setAccessibleText("Remove " + chip.text());
    button.setOnAction(event -> remove.accept(chip));
    button.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.DELETE || key.getCode() == KeyCode.BACK_SPACE) {
        remove.accept(chip);
        key.consume();
      }
    });
    return button;
  }

  @Override
  protected void layoutChildren() {
    double[] natural = buttons.stream().mapToDouble(one -> Math.ceil(one.prefWidth(-1))).toArray();
    double number = Math.ceil(more.prefWidth(-1));
    double[] widths = FIT.widths(natural, getWidth(), number);
    double x = 0;
    for (int i = 0; i < buttons.size(); i++) {
      Button button = buttons.get(i);
      button.setVisible(i < widths.length);
      if (i < widths.length) {
        place(button, x, widths[i]);
        x += widths[i] + FIT.gap();
      }
    }
    hide(chips.subList(widths.length, chips.size()));
    place(more, x, number);
  }

  private void place(Region chip, double x, double width) {
    double height = chip.prefHeight(width);
    chip.resizeRelocate(x, Math.rint((getHeight() - height) / 2), width, height);
  }

  private void hide(List<Chip> hidden) {
    more.setVisible(!hidden.isEmpty());
    if (hidden.size() != more.getItems().size()) {
      more.setText("+" + hidden.size());
      more.setAccessibleText(hidden.size() + " more; choose one to remove it");
      more.getItems().clear();
      for (Chip chip : hidden) {
        MenuItem item = new MenuItem("Remove " + chip.text());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> remove.accept(chip));
        more.getItems().add(item);
      }
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return buttons.stream().mapToDouble(one -> one.prefWidth(height) + FIT.gap()).sum();
  }

  @Override
  protected double computePrefHeight(double width) {
    return buttons.stream().mapToDouble(one -> one.prefHeight(-1)).max().orElse(0);
  }
}
