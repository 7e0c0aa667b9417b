package dev.backdraft.app.palette;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A row of the palette: name, what it belongs to, keys at the right. */
final class ChoiceCell extends ListCell<Choice> {
  private final Label label = new Label();
  private final Label detail = new Label();
  private final Label keys = new Label();
  private final HBox row;

  ChoiceCell(Consumer<@Nullable Choice> chosen) {
    label.setMinWidth(0);
    detail.getStyleClass().add("palette-detail");
    detail.setMinWidth(Region.USE_PREF_SIZE);
    keys.getStyleClass().add("palette-keys");
    keys.setMinWidth(Region.USE_PREF_SIZE);
    keys.managedProperty().bind(keys.visibleProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    row = new HBox(10, label, gap, detail, keys);
    row.setAlignment(Pos.CENTER_LEFT);
    setPrefWidth(0);
    setOnMouseClicked(event -> {
      if (!isEmpty()) {
        chosen.accept(getItem());
      }
    });
  }

  @Override
  protected void updateItem(@Nullable Choice item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    label.setText(item.label());
    detail.setText(item.detail());
    keys.setText(item.keys());
    keys.setVisible(!item.keys().isEmpty());
    row.setOpacity(item.possible() ? 1 : 0.45);
    setGraphic(row);
    setAccessibleText(item.label() + ", " + item.detail() + " " + item.keys());
  }
}
