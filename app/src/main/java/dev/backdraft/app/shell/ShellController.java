package dev.backdraft.app.shell;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.choose.FileChoice;
import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.overview.BlindSpotGroups;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.recent.RecentModel;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.theme.Theme;
import dev.backdraft.app.theme.Themes;
import dev.backdraft.app.work.Work;
import dev.backdraft.persistence.RecentFile;
import dev.backdraft.viewers.scale.Format;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
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
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ties header, rail, evidence, content and status together. */
public final class ShellController {
  private final EvidenceModel evidenceModel;
  private final RecentModel recentModel;
  private final Themes themes;
  private final Work work;
  private final FileChoice choice;
  private final LookModel looks;
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
  @FXML private Button find;
  @FXML private Button undo;
  @FXML private Button redo;
  @FXML private MenuButton export;
  @FXML private MenuButton menu;
  @FXML private VBox side;
  @FXML private StackPane cards;
  @FXML private StackPane aside;

  private final ToggleGroup chosenView = new ToggleGroup();
  private @Nullable StatusLine statusLine;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  ShellController(
      EvidenceModel evidenceModel,
      RecentModel recentModel,
      Themes themes,
      Work work,
      FileChoice choice,
      LookModel looks,
      List<View> views,
      Node welcome) {
    this.evidenceModel = evidenceModel;
    this.recentModel = recentModel;
    this.themes = themes;
    this.work = work;
    this.choice = choice;
    this.looks = looks;
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
    looks.now().addListener((property, old, now) -> tellSelected());
    evidenceModel.selected().addListener((property, old, now) -> tellSelected());
  }

  @FXML
  void chooseFiles() {
    evidenceModel.open(choice.open("Open recordings"));
  }

  @FXML
  void changeTheme() {
    themes.toggle();
    recentModel.keep("theme", themes.theme().get().name());
  }

  void followSystem() {
    themes.theme().set(Theme.SYSTEM);
    recentModel.keep("theme", Theme.SYSTEM.name());
  }

  /** Menus and buttons of the header do what the commands do. */
  void connect(Commands commands) {
    HeaderMenu.all(menu, commands);
    HeaderMenu.group(export, commands, Command.Group.EXPORT);
    find.setOnAction(event -> commands.run("palette"));
    undo.setOnAction(event -> commands.run("undo"));
    redo.setOnAction(event -> commands.run("redo"));
    undo.disableProperty().bind(looks.canUndo().not());
    redo.disableProperty().bind(looks.canRedo().not());
    looks.now().addListener((property, old, now) -> showUndo(commands));
    showUndo(commands);
  }

  private void showUndo(Commands commands) {
    for (Button button : new Button[] {undo, redo}) {
      Command command = commands.find(button.equals(undo) ? "undo" : "redo").orElseThrow();
      button.setTooltip(new Tooltip(command.label().get() + "  " + command.keyText()));
      button.setAccessibleText(command.label().get());
    }
  }

  /** Where cards are shown over the window. */
  StackPane cards() {
    return cards;
  }

  /** Where a guide stands, at the right of every view. */
  StackPane aside() {
    return aside;
  }

  /** Goes round through the parts of the window. */
  void nextPart(int by) {
    Node target = Parts.next(root, root.getScene().getFocusOwner(), by);
    if (target != null) {
      target.requestFocus();
    }
  }

  /** Says for a while, at the bottom, that something was done. */
  void say(String what) {
    if (statusLine != null) {
      statusLine.say(what);
    }
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
    if (number < views.size() && canShow(views.get(number))) {
      ((ToggleButton) rail.getChildren().get(number)).setSelected(true);
    }
  }

  boolean canShow(View view) {
    return view.alone() || evidenceModel.selected().get() != null;
  }

  /** Brings a view into sight. */
  void reveal(String id) {
    for (int i = 0; i < views.size(); i++) {
      if (views.get(i).id().equals(id)) {
        showView(i);
      }
    }
  }

  /**
   * Styles a view and lays it out below the welcome page, unseen: the toolkit takes half a second
   * for it the first time, which a person who has dropped a file would wait for.
   */
  void prepare(String id) {
    if (content.getChildren().contains(welcome)) {
      views.stream()
          .filter(view -> view.id().equals(id))
          .map(View::node)
          .forEach(node -> {
            node.setOpacity(0);
            content.getChildren().addFirst(node);
            content.applyCss();
            content.layout();
            content.getChildren().remove(node);
            node.setOpacity(1);
          });
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
    evidence.setCellFactory(list -> new EvidenceCell(evidenceModel));
    evidence
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, old, now) -> {
          if (now != null) {
            evidenceModel.selected().set(now);
          }
        });
    evidenceModel.all().addListener((ListChangeListener<Evidence>) change -> evidence.refresh());
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
    boolean rails = any || views.stream().anyMatch(View::alone);
    left.setVisible(rails);
    left.setManaged(rails);
    side.setVisible(any);
    side.setManaged(any);
    for (Node button : rail.getChildren()) {
      button.setDisable(!canShow((View) button.getUserData()));
    }
    View view = chosen();
    if (view == null || !canShow(view)) {
      content.getChildren().setAll(welcome);
      title.setText("");
    } else {
      content.getChildren().setAll(view.node());
    }
    if (selected != null) {
      evidence.getSelectionModel().select(selected);
      title.setText(selected.name());
    }
    tellFacts(selected);
    if (selected != null && !selected.whole().get()) {
      selected.recording().addListener((property, old, now) -> tellFacts(selected));
    }
  }

  private @Nullable View chosen() {
    return chosenView.getSelectedToggle() == null
        ? null
        : (View) chosenView.getSelectedToggle().getUserData();
  }

  /** Blind spots are found by reading, so off the UI thread. */
  private void tellFacts(@Nullable Evidence selected) {
    Recording recording = selected == null ? null : selected.recording().get();
    if (statusLine == null || selected != evidenceModel.selected().get()) {
      return;
    }
    if (recording == null) {
      statusLine.facts("", "");
      return;
    }
    long events = recording.eventTypes().stream().mapToLong(EventType::count).sum();
    String counts =
        Format.count(events) + " events · " + Format.count(recording.stacks().size()) + " stacks";
    statusLine.facts(counts, "");
    work.start(
        "blind spots",
        "",
        activity -> recording.blindSpots(),
        (List<BlindSpot> spots) -> {
          if (statusLine != null && selected == evidenceModel.selected().get()) {
            statusLine.facts(counts, BlindSpotGroups.inOneLine(spots));
          }
        });
  }

  /** How much of the time is selected, at the right of the status bar. */
  private void tellSelected() {
    Evidence selected = evidenceModel.selected().get();
    Recording recording = selected == null ? null : selected.recording().get();
    Look look = selected == null ? null : looks.now().get().of().get(selected.id());
    if (statusLine == null || recording == null || look == null) {
      return;
    }
    statusLine.selected(
        look.time() == null
            ? ""
            : Format.duration((double) look.time().nanos())
                + " of "
                + Format.duration((double) recording.durationNanos())
                + " selected");
  }
}
