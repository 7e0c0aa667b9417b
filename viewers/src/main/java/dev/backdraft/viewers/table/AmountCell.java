package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.scale.Format;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A weight and its share, both right-aligned, before a pale bar as long as the share. */
final class AmountCell extends TableCell<Integer, Integer> {
  private static final double SHARE_WIDTH = 56;
  private static final double ABOVE = 3;
  private static final double INSET = 8;

  private final TopTable control;
  private final boolean self;
  private final Label amount = new Label();
  private final Label share = new Label();
  private final Region bar = new Region();
  private final Pane pane = new Cells();
  private double part;

  AmountCell(TopTable control, boolean self) {
    this.control = control;
    this.self = self;
    amount.getStyleClass().add("view-number");
    share.getStyleClass().addAll("view-number", "view-dim");
    bar.getStyleClass().add(self ? "view-fill" : "view-fill-total");
    amount.setAlignment(Pos.CENTER_RIGHT);
    share.setAlignment(Pos.CENTER_RIGHT);
    pane.getChildren().addAll(bar, amount, share);
  }

  @Override
  protected void updateItem(@Nullable Integer row, boolean empty) {
    super.updateItem(row, empty);
    TopMethods rows = control.viewProperty().get().rows();
    if (empty || row == null || rows == null || row >= rows.size()) {
      setGraphic(null);
      return;
    }
    long weight = self ? rows.self(row) : rows.total(row);
    part = TopView.share(rows, weight);
    amount.setText(Format.weight(weight, rows.unit()));
    share.setText(Format.percent(part));
    setAccessibleText((self ? "self " : "total ") + amount.getText() + ", " + share.getText());
    setGraphic(pane);
    pane.requestLayout();
  }

  /** The cell's own arrangement: the columns of numbers stand at one place in all rows. */
  private final class Cells extends Pane {
    @Override
    protected double computePrefWidth(double height) {
      return Math.max(90, AmountCell.this.getWidth() - 2);
    }

    @Override
    protected double computePrefHeight(double width) {
      return 22;
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth() - INSET;
      double height = getHeight();
      share.resizeRelocate(width - SHARE_WIDTH, 0, SHARE_WIDTH, height);
      amount.resizeRelocate(0, 0, Math.max(0, width - SHARE_WIDTH - 4), height);
      double room = width - INSET;
      double length = part <= 0 ? 0 : Math.max(1, part * room);
      bar.resizeRelocate(INSET, ABOVE, Math.min(room, length), Math.max(1, height - 2 * ABOVE));
    }
  }
}
