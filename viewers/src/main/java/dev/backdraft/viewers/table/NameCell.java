package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.surface.Ruler;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** A name with its package behind it, quieter, in what room the name leaves. */
final class NameCell extends TableCell<Integer, Integer> {
  private static final double GAP = 6;

  /** Less of a package says nothing. */
  private static final double LEAST_OWNER = 40;

  private final TopTable control;
  private final Ruler ruler;
  private final Label name = new Label();
  private final Label owner = new Label();
  private final Pane pane = new Words();
  private final Tooltip whole = new Tooltip();
  private String wholeName = "";

  NameCell(TopTable control, Ruler ruler) {
    this.control = control;
    this.ruler = ruler;
    name.getStyleClass().add("view-name");
    owner.getStyleClass().add("view-dim");
    owner.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    // What they say depends on their room, which must not ask for another arrangement.
    name.setManaged(false);
    owner.setManaged(false);
    pane.getChildren().addAll(name, owner);
  }

  @Override
  protected void updateItem(@Nullable Integer row, boolean empty) {
    super.updateItem(row, empty);
    TopMethods rows = control.viewProperty().get().rows();
    if (empty || row == null || rows == null || row >= rows.size()) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    wholeName = rows.shortText(row);
    name.setText(wholeName);
    owner.setText(rows.packageName(row));
    whole.setText(rows.text(row));
    setAccessibleText(rows.text(row));
    setTooltip(whole);
    setGraphic(pane);
    pane.requestLayout();
  }

  /** The name first: the package shrinks from its front, then goes, before the name is cut. */
  private final class Words extends Pane {
    @Override
    protected double computeMinWidth(double height) {
      return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
      return Math.max(0, NameCell.this.getWidth() - GAP - 2);
    }

    @Override
    protected double computePrefHeight(double width) {
      return 22;
    }

    @Override
    protected void layoutChildren() {
      double room = getWidth();
      double height = getHeight();
      String fitted = NameFit.of(wholeName, room, words -> ruler.width(words, name.getFont()));
      if (!fitted.equals(name.getText())) {
        name.setText(fitted);
      }
      double named = Math.min(room, ruler.width(fitted, name.getFont()));
      name.resizeRelocate(0, 0, named, height);
      double left = room - named - GAP;
      double wanted = ruler.width(owner.getText(), owner.getFont());
      owner.setVisible(left >= Math.min(wanted, LEAST_OWNER));
      owner.resizeRelocate(named + GAP, 0, Math.max(0, Math.min(left, wanted)), height);
    }
  }
}
