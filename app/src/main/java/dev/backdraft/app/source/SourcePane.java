package dev.backdraft.app.source;

import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** A source file, to be read only, with the asked line lit up. */
public final class SourcePane {
  private static final PseudoClass ASKED = PseudoClass.getPseudoClass("asked");
  private static final int LINES_ABOVE = 8;
  private static final double LINE_HEIGHT = 18;

  private final SourceModel model;

  @FXML private Label name;
  @FXML private Label folder;
  @FXML private Button edit;
  @FXML private ListView<String> lines;

  private @Nullable SourceText shown;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public SourcePane(SourceModel model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    lines.setFixedCellSize(LINE_HEIGHT);
    lines.setCellFactory(made -> new LineCell());
    lines.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    edit.setOnAction(event -> edit());
  }

  /** Shows a file and puts the keyboard on its line. */
  public void show(SourceText text) {
    shown = text;
    name.setText(text.file().getFileName() + (text.line() > 0 ? ":" + text.line() : ""));
    folder.setText(String.valueOf(text.file().getParent()));
    lines.getItems().setAll(text.lines());
    int row = Math.clamp(text.line() - 1, 0, Math.max(0, text.lines().size() - 1));
    lines.getSelectionModel().clearAndSelect(row);
    lines.scrollTo(Math.max(0, row - LINES_ABOVE));
    lines.requestFocus();
    edit.setDisable(!model.editor().get().isSet());
  }

  private void edit() {
    SourceText text = shown;
    if (text != null) {
      int row = lines.getSelectionModel().getSelectedIndex();
      model.edit(text.file(), row >= 0 ? row + 1 : text.line());
    }
  }

  private void key(KeyEvent key) {
    if (key.isShortcutDown() && key.getCode() == KeyCode.C) {
      String chosen = String.join("\n", lines.getSelectionModel().getSelectedItems());
      Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, chosen));
      key.consume();
    }
  }

  private final class LineCell extends ListCell<String> {
    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      SourceText text = shown;
      int number = getIndex() + 1;
      pseudoClassStateChanged(ASKED, !empty && text != null && number == text.line());
      setText(empty || item == null ? null : "%5d  %s".formatted(number, item));
    }
  }
}
