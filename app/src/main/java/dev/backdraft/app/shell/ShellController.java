package dev.backdraft.app.shell;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.recent.RecentModel;
import dev.backdraft.app.theme.Themes;
import dev.backdraft.app.work.Work;
import dev.backdraft.persistence.RecentFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ties header, rail, evidence, content and status together. */
public final class ShellController {
  private final EvidenceModel evidenceModel;
  private final RecentModel recentModel;
  private final Themes themes;
  private final Work work;
  private final List<View> views;
  private final Node welcome;

  @FXML private StackPane root;
  @FXML private HBox left;
  @FXML private VBox rail;
  @FXML private ListView<Evidence> evidence;
  @FXML private StackPane content;
  @FXML private VBox notices;
  @FXML private StackPane dropTarget;
  @FXML private StatusBar status;
  @FXML private Label title;
  @FXML private MenuButton recent;
  @FXML private Button theme;
  @FXML private Button open;

  private final ToggleGroup chosenView = new ToggleGroup();
  private @Nullable StatusLine statusLine;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  ShellController(
      EvidenceModel evidenceModel,
      RecentModel recentModel,
      Themes themes,
      Work work,
      List<View> views,
      Node welcome) {
    this.evidenceModel = evidenceModel;
    this.recentModel = recentModel;
    this.themes = themes;
    this.work = work;
    this.views = List.copyOf(views);
    this.welcome = welcome;
  }

  @FXML
  void initialize() {
    statusLine = new StatusLine(status, work);
    fillRail();
    listEvidence();
    listRecent();
    acceptDrops();
    themes.dark().addListener((property, old, now) -> showThemeButton());
    showThemeButton();
    evidenceModel.selected().addListener((property, old, now) -> look(now));
    look(evidenceModel.selected().get());
  }

  @FXML
  void chooseFiles() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open recordings");
    List<File> chosen = chooser.showOpenMultipleDialog(root.getScene().getWindow());
    if (chosen != null) {
      evidenceModel.open(chosen.stream().map(File::toPath).toList());
    }
  }

  @FXML
  void changeTheme() {
    themes.toggle();
    recentModel.keep("theme", themes.theme().get().name());
  }

  /** Tells the person why something did not work; stays until it is closed. */
  void notice(Remedy remedy) {
    Label what = new Label(remedy.what());
    what.getStyleClass().add("notice-what");
    what.setWrapText(true);
    Label how = new Label(remedy.remedy());
    how.getStyleClass().add("dim");
    how.setWrapText(true);
    Button close = new Button("", new FontIcon("mdi2c-close"));
    close.getStyleClass().add("icon-only");
    close.setAccessibleText("Close this message");
    VBox text = new VBox(2, what, how);
    HBox.setHgrow(text, javafx.scene.layout.Priority.ALWAYS);
    HBox row = new HBox(8, new FontIcon("mdi2a-alert-circle-outline"), text, close);
    row.getStyleClass().add("notice");
    row.setAccessibleText(remedy.what() + ". " + remedy.remedy());
    close.setOnAction(event -> notices.getChildren().remove(row));
    notices.getChildren().add(row);
  }

  /** Where the keyboard begins: at the evidence, or at the invitation to open some. */
  void focusFirst() {
    if (evidenceModel.selected().get() != null) {
      evidence.requestFocus();
    } else {
      open.requestFocus();
    }
  }

  boolean cancelWork() {
    return statusLine != null && statusLine.cancelShown();
  }

  void showView(int number) {
    if (number < rail.getChildren().size() && !left.isDisabled()) {
      ((ToggleButton) rail.getChildren().get(number)).setSelected(true);
    }
  }

  void closeSelected() {
    Evidence selected = evidenceModel.selected().get();
    if (selected != null) {
      evidenceModel.close(selected);
    }
  }

  private void fillRail() {
    for (View view : views) {
      FontIcon icon = new FontIcon(view.icon());
      ToggleButton button = new ToggleButton(view.label(), icon);
      button.setContentDisplay(javafx.scene.control.ContentDisplay.TOP);
      button.getStyleClass().add("rail-button");
      button.setMaxWidth(Double.MAX_VALUE);
      button.setToggleGroup(chosenView);
      button.setUserData(view);
      button.setTooltip(new Tooltip(view.label() + "  Ctrl+" + (rail.getChildren().size() + 1)));
      rail.getChildren().add(button);
    }
    chosenView
        .selectedToggleProperty()
        .addListener((property, old, now) -> {
          if (now == null && old != null) {
            old.setSelected(true); // one view is always chosen
          } else {
            look(evidenceModel.selected().get());
          }
        });
    chosenView.getToggles().getFirst().setSelected(true);
  }

  private void listEvidence() {
    evidence.setItems(evidenceModel.all());
    evidence.setCellFactory(list -> new EvidenceCell(evidenceModel::close));
    evidence
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, old, now) -> {
          if (now != null) {
            evidenceModel.selected().set(now);
          }
        });
    evidence.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.DELETE) {
        closeSelected();
      }
    });
  }

  private void listRecent() {
    recentModel.files().addListener((ListChangeListener<RecentFile>) change -> fillRecent());
    fillRecent();
  }

  private void fillRecent() {
    recent.setDisable(recentModel.files().isEmpty());
    recent
        .getItems()
        .setAll(
            recentModel.files().stream()
                .map(file -> {
                  MenuItem item = new MenuItem(file.file().getFileName() + "   " + file.about());
                  item.setMnemonicParsing(false);
                  item.setOnAction(event -> openRecent(file.file()));
                  return item;
                })
                .toList());
  }

  void openRecent(Path file) {
    evidenceModel.open(List.of(file));
  }

  private void acceptDrops() {
    root.addEventHandler(
        DragEvent.DRAG_OVER,
        drag -> {
          if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            dropTarget.setVisible(true);
          }
          drag.consume();
        });
    root.addEventHandler(DragEvent.DRAG_EXITED, drag -> dropTarget.setVisible(false));
    root.addEventHandler(
        DragEvent.DRAG_DROPPED,
        drag -> {
          dropTarget.setVisible(false);
          List<File> files = drag.getDragboard().getFiles();
          evidenceModel.open(files.stream().map(File::toPath).toList());
          drag.setDropCompleted(!files.isEmpty());
          drag.consume();
        });
  }

  private void showThemeButton() {
    boolean dark = themes.dark().get();
    theme.setGraphic(new FontIcon(dark ? "mdi2w-weather-sunny" : "mdi2w-weather-night"));
    theme.setAccessibleText(dark ? "Change to light" : "Change to dark");
    theme.setTooltip(new Tooltip(theme.getAccessibleText() + "  Ctrl+Shift+L"));
  }

  /** Shows the chosen view of the selected evidence, or the invitation if there is none. */
  private void look(@Nullable Evidence selected) {
    boolean any = selected != null;
    left.setVisible(any);
    left.setManaged(any);
    if (selected == null || chosenView.getSelectedToggle() == null) {
      content.getChildren().setAll(welcome);
      title.setText("");
    } else {
      evidence.getSelectionModel().select(selected);
      title.setText(selected.name());
      View view = (View) chosenView.getSelectedToggle().getUserData();
      content.getChildren().setAll(view.node());
    }
    tellFacts(selected);
    if (selected != null && selected.recording().get() == null) {
      selected.recording().addListener((property, old, now) -> tellFacts(selected));
    }
  }

  private void tellFacts(@Nullable Evidence selected) {
    Recording recording = selected == null ? null : selected.recording().get();
    if (statusLine == null || selected != evidenceModel.selected().get()) {
      return;
    }
    if (recording == null) {
      statusLine.facts("");
      return;
    }
    long events = recording.eventTypes().stream().mapToLong(EventType::count).sum();
    statusLine.facts(
        String.format(
            Locale.ROOT,
            "%,d events · %,d stacks%s",
            events,
            recording.stacks().size(),
            recording.blindSpots().isEmpty()
                ? ""
                : " · " + recording.blindSpots().size() + " blind spots"));
  }
}
