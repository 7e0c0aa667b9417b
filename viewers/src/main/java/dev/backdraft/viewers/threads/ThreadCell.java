package dev.backdraft.viewers.threads;

import dev.backdraft.viewers.scale.Format;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A line: arrow, mark, name, how many threads, a bar, the weight. */
final class ThreadCell extends ListCell<Integer> {
  private static final double ARROW = 16;
  private static final double MARK = 22;
  private static final double INDENT = 18;
  private static final double AMOUNT = 92;
  private static final double SHARE = 52;
  private static final double BAR = 64;
  private static final double GAP = 6;

  private final ThreadChooser control;
  private final Supplier<@Nullable ChooserMarks> marks;
  private final Label arrow = new Label();
  private final CheckBox mark = new CheckBox();
  private final Label name = new Label();
  private final Label count = new Label();
  private final Region bar = new Region();
  private final Label share = new Label();
  private final Label amount = new Label();
  private final Pane pane = new Line();
  private double part;
  private boolean indented;

  ThreadCell(ThreadChooser control, Supplier<@Nullable ChooserMarks> marks) {
    this.control = control;
    this.marks = marks;
    arrow.getStyleClass().add("view-dim");
    arrow.setAlignment(Pos.CENTER);
    mark.setFocusTraversable(false);
    mark.setAllowIndeterminate(true);
    name.getStyleClass().add("view-name");
    count.getStyleClass().add("view-dim");
    bar.getStyleClass().add("view-bar");
    share.getStyleClass().addAll("view-number", "view-dim");
    amount.getStyleClass().add("view-number");
    share.setAlignment(Pos.CENTER_RIGHT);
    amount.setAlignment(Pos.CENTER_RIGHT);
    pane.getChildren().addAll(arrow, mark, name, count, bar, share, amount);
    mark.setOnMousePressed(press -> press.consume());
    mark.setOnAction(press -> toggle());
    arrow.setOnMousePressed(press -> {
      if (press.getButton() == MouseButton.PRIMARY) {
        turn();
        press.consume();
      }
    });
    setOnMouseClicked(click -> {
      if (click.getClickCount() == 2 && click.getButton() == MouseButton.PRIMARY) {
        turn();
      }
    });
  }

  private void toggle() {
    Integer line = getItem();
    if (line != null) {
      control.toggle(line);
    }
  }

  private void turn() {
    Integer line = getItem();
    ChooserRows rows = control.rowsProperty().get();
    if (line != null && rows != null && rows.canOpen(line)) {
      int group = ChooserRows.group(line);
      control.setOpen(group, !rows.isOpen(group));
    }
  }

  @Override
  protected void updateItem(@Nullable Integer line, boolean empty) {
    super.updateItem(line, empty);
    ChooserRows rows = control.rowsProperty().get();
    ChooserMarks shown = marks.get();
    if (empty || line == null || rows == null || shown == null) {
      setGraphic(null);
      return;
    }
    boolean group = ChooserRows.isGroup(line);
    boolean opens = rows.canOpen(line);
    indented = !group;
    arrow.setText(!opens ? "" : rows.isOpen(ChooserRows.group(line)) ? "▾" : "▸");
    ChooserMarks.Mark state = shown.mark(line);
    mark.setIndeterminate(state == ChooserMarks.Mark.PARTLY);
    mark.setSelected(state == ChooserMarks.Mark.IN);
    name.setText(rows.name(line));
    count.setText(opens ? Format.count(rows.count(line)) : "");
    part = rows.share(line);
    share.setText(Format.percent(part));
    amount.setText(Format.weight(rows.weight(line), rows.load().unit()));
    setAccessibleText(
        rows.name(line)
            + (opens ? ", " + rows.count(line) + " threads" : "")
            + switch (state) {
              case IN -> ", chosen";
              case PARTLY -> ", partly chosen";
              case OUT -> ", not chosen";
            }
            + ", "
            + amount.getText()
            + ", "
            + share.getText());
    setGraphic(pane);
    pane.requestLayout();
  }

  /** Numbers stand at one place in all lines; the name takes what is left. */
  private final class Line extends Pane {
    @Override
    protected double computePrefWidth(double height) {
      return Math.max(120, ThreadCell.this.getWidth() - 4);
    }

    @Override
    protected double computeMinWidth(double height) {
      return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
      return 22;
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth() - GAP;
      double height = getHeight();
      double left = indented ? INDENT : 0;
      arrow.resizeRelocate(left, 0, ARROW, height);
      mark.resizeRelocate(left + ARROW, 0, MARK, height);
      double right = width - AMOUNT;
      amount.resizeRelocate(right, 0, AMOUNT, height);
      right -= SHARE;
      share.resizeRelocate(right, 0, SHARE, height);
      boolean roomForBar = right - BAR > left + ARROW + MARK + 90;
      right -= roomForBar ? BAR + GAP : 0;
      bar.setVisible(roomForBar && part > 0);
      bar.resizeRelocate(right, height / 2 - 3, Math.clamp(part * BAR, 1, BAR), 6);
      double from = left + ARROW + MARK;
      double room = Math.max(0, right - from - GAP);
      double counted = count.getText().isEmpty() ? 0 : count.prefWidth(-1) + GAP;
      double named = Math.min(name.prefWidth(-1), Math.max(0, room - counted));
      name.resizeRelocate(from, 0, named, height);
      count.resizeRelocate(from + named + GAP, 0, Math.min(counted, room - named), height);
    }
  }
}
