package dev.backdraft.app.palette;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The field and the list of the palette. */
public final class PalettePane {
  private final PaletteModel model;
  private final Runnable close;
  private PaletteModel.Scope scope = PaletteModel.Scope.EVERYTHING;

  @FXML private TextField typed;
  @FXML private ListView<Choice> list;
  @FXML private Label nothing;

  /**
   * @param close called before what was chosen is done, and when nothing was
   */
  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public PalettePane(PaletteModel model, Runnable close) {
    this.model = model;
    this.close = close;
  }

  @FXML
  void initialize() {
    list.setCellFactory(made -> new ChoiceCell(this::choose));
    list.setFocusTraversable(false);
    model.found().addListener((property, old, now) -> show());
    typed.textProperty().addListener((property, old, now) -> model.look(scope, now));
    typed.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    nothing.managedProperty().bind(nothing.visibleProperty());
  }

  /** Begins anew. */
  public void open(PaletteModel.Scope wanted) {
    scope = wanted;
    typed.setPromptText(
        switch (wanted) {
          case EVERYTHING -> "Type a command, a view or a method";
          case METHODS -> "Go to a method";
          case TIME -> "From and to:  +10s +20s   or   14:47:02 14:47:38";
        });
    nothing.setText(
        wanted == PaletteModel.Scope.TIME
            ? "Two moments within the recording, as +10s +20s from its start."
            : "Nothing is called so.");
    if (typed.getText().isEmpty()) {
      model.look(scope, "");
    }
    typed.clear();
    typed.requestFocus();
  }

  private void show() {
    list.getItems().setAll(model.found().get());
    list.getSelectionModel().selectFirst();
    list.scrollTo(0);
    nothing.setVisible(list.getItems().isEmpty());
  }

  private void key(KeyEvent key) {
    int rows = list.getItems().size();
    int now = list.getSelectionModel().getSelectedIndex();
    KeyCode code = key.getCode();
    if (rows > 0 && (code == KeyCode.DOWN || code == KeyCode.UP)) {
      int next = Math.floorMod(now + (code == KeyCode.DOWN ? 1 : -1), rows);
      list.getSelectionModel().select(next);
      list.scrollTo(Math.max(0, next - 5));
      key.consume();
    } else if (code == KeyCode.ENTER) {
      choose(list.getSelectionModel().getSelectedItem());
      key.consume();
    } else if (code == KeyCode.ESCAPE) {
      close.run();
      key.consume();
    }
  }

  private void choose(@Nullable Choice choice) {
    if (choice != null && choice.possible()) {
      close.run();
      choice.action().run();
    }
  }
}
