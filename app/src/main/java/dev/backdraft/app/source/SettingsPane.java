package dev.backdraft.app.source;

import dev.backdraft.app.choose.FileChoice;
import java.nio.file.Path;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** Where sources lie, and how the person's editor is started. */
public final class SettingsPane {
  private static final Path EXAMPLE_FILE = Path.of("Cart.java");
  private static final int EXAMPLE_LINE = 88;

  private final SourceModel model;
  private final FileChoice choice;

  @FXML private ListView<Path> folders;
  @FXML private Button add;
  @FXML private Button remove;
  @FXML private TextField editor;
  @FXML private Label example;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public SettingsPane(SourceModel model, FileChoice choice) {
    this.model = model;
    this.choice = choice;
  }

  @FXML
  void initialize() {
    folders.setPlaceholder(new Label("None yet: add the folder of your project."));
    model.folders().addListener((property, old, now) -> list());
    list();
    add.setOnAction(event ->
        choice
            .folder("Folder of sources")
            .ifPresent(folder -> model.use(model.folders().get().with(folder))));
    remove.disableProperty().bind(folders.getSelectionModel().selectedItemProperty().isNull());
    remove.setOnAction(event -> remove());
    folders.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.DELETE) {
        remove();
      }
    });
    model.editor().addListener((property, old, now) -> fill(now));
    fill(model.editor().get());
    editor.textProperty().addListener((property, old, now) -> show(new EditorCommand(now)));
    editor.setOnAction(event -> keepEditor());
    editor
        .focusedProperty()
        .addListener((property, old, now) -> {
          if (!now) {
            keepEditor();
          }
        });
  }

  private void list() {
    folders.getItems().setAll(model.folders().get().folders());
  }

  private void remove() {
    Path chosen = folders.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.use(model.folders().get().without(chosen));
    }
  }

  private void fill(EditorCommand now) {
    editor.setText(now.template());
    show(now);
  }

  private void keepEditor() {
    EditorCommand typed = new EditorCommand(editor.getText().strip());
    if (!typed.equals(model.editor().get())) {
      model.use(typed);
    }
  }

  private void show(EditorCommand command) {
    example.setText(
        command.isSet()
            ? "Starts: " + String.join(" ", command.words(EXAMPLE_FILE, EXAMPLE_LINE))
            : "For example: code -g {file}:{line}   or: idea --line {line} {file}");
  }

  /** Where the keyboard begins. */
  public void focus() {
    add.requestFocus();
  }
}
