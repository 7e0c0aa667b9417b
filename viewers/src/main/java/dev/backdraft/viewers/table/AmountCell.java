package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.scale.Format;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A weight and its share, both right-aligned, before a pale bar as long as the share. */
final class AmountCell extends TableCell<Integer, Integer> {
  private static final double ABOVE = 3;
  private static final double INSET = AmountForm.EDGE_PX;

  private final TopTable control;
  private final Supplier<@Nullable AmountForm> form;
  private final boolean self;
  private final Label amount = new Label();
  private final Label share = new Label();
  private final Region bar = new Region();
  private final Pane pane = new Cells();
  private double part;

  AmountCell(TopTable control, Supplier<@Nullable AmountForm> form, boolean self) {
    this.control = control;
    this.form = form;
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
    AmountForm now = form.get();
    if (empty || row == null || rows == null || now == null || row >= rows.size()) {
      setGraphic(null);
      return;
    }
    long weight = self ? rows.self(row) : rows.total(row);
    part = TopView.share(rows, weight);
    amount.setText(now.text(rows, weight));
    share.setText(Format.percent(part));
    share.setVisible(now.share());
    setAccessibleText(
        (self ? "self " : "total ") + Format.weight(weight, rows.unit()) + ", " + share.getText());
    setGraphic(pane);
    pane.requestLayout();
  }

  /** The cell's own arrangement: the columns of numbers stand at one place in all rows. */
  private final class Cells extends Pane {
    @Override
    protected double computePrefWidth(double height) {
      return Math.max(40, AmountCell.this.getWidth() - 2);
    }

    @Override
    protected double computePrefHeight(double width) {
      return 22;
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth() - INSET;
      double height = getHeight();
      double shared = share.isVisible() ? AmountForm.SHARE_PX : 0;
      double right = width - shared - (share.isVisible() ? AmountForm.GAP_PX : 0);
      share.resizeRelocate(width - shared, 0, shared, height);
      amount.resizeRelocate(0, 0, Math.max(0, right), height);
      double room = width - INSET;
      double length = part <= 0 ? 0 : Math.max(1, part * room);
      bar.resizeRelocate(INSET, ABOVE, Math.min(room, length), Math.max(1, height - 2 * ABOVE));
    }
  }
}
