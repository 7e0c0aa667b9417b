package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A name with its package behind it, quieter. */
final class NameCell extends TableCell<Integer, Integer> {
  private final TopTable control;
  private final Label name = new Label();
  private final Label owner = new Label();
  private final HBox box = new HBox(6, name, owner);
  private final Tooltip whole = new Tooltip();

  NameCell(TopTable control) {
    this.control = control;
    name.getStyleClass().add("view-name");
    name.setMinWidth(60);
    owner.getStyleClass().add("view-dim");
    owner.setMinWidth(0);
    box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
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
    name.setText(rows.shortText(row));
    owner.setText(rows.packageName(row));
    whole.setText(rows.text(row));
    setTooltip(whole);
    setGraphic(box);
  }
}
