package dev.backdraft.app.shortcuts;

import dev.backdraft.app.command.Commands;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows the {@link ShortcutPage} in two columns of about equal height. */
public final class ShortcutPane {
  private static final double KEYS_WIDTH = 178;

  private final Commands commands;

  @FXML private VBox left;
  @FXML private VBox right;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public ShortcutPane(Commands commands) {
    this.commands = commands;
  }

  @FXML
  void initialize() {
    show();
  }

  /** Labels may have changed since. */
  public void show() {
    left.getChildren().clear();
    right.getChildren().clear();
    List<ShortcutPage.Section> sections = ShortcutPage.of(commands).sections();
    int all = sections.stream().mapToInt(section -> section.lines().size() + 2).sum();
    int used = 0;
    for (ShortcutPage.Section section : sections) {
      boolean first = used + section.lines().size() / 2 <= all / 2;
      (first ? left : right).getChildren().add(section(section));
      used += section.lines().size() + 2;
    }
  }

  private static VBox section(ShortcutPage.Section section) {
    Label title = new Label(section.title());
    title.getStyleClass().add("shortcut-title");
    GridPane lines = new GridPane();
    lines.getStyleClass().add("shortcut-lines");
    ColumnConstraints keys = new ColumnConstraints(KEYS_WIDTH);
    ColumnConstraints meaning = new ColumnConstraints();
    meaning.setHgrow(Priority.ALWAYS);
    lines.getColumnConstraints().setAll(keys, meaning);
    for (ShortcutPage.Line line : section.lines()) {
      Label pressed = new Label(line.keys());
      pressed.getStyleClass().add("shortcut-keys");
      pressed.setWrapText(true);
      Label does = new Label(line.meaning());
      does.setWrapText(true);
      int row = lines.getRowCount();
      lines.addRow(row, pressed, does);
      for (Label label : new Label[] {pressed, does}) {
        // What takes one line stands beside the first of the other's.
        GridPane.setValignment(label, VPos.TOP);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setAlignment(Pos.TOP_LEFT);
      }
    }
    return new VBox(6, title, lines);
  }
}
