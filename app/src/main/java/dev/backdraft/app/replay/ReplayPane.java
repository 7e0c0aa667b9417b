package dev.backdraft.app.replay;

import dev.backdraft.app.replay.ReplayModel.Check;
import dev.backdraft.app.replay.ReplayModel.Page;
import dev.backdraft.app.result.VerdictPage;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Plan, run and verdict, one page each. */
public final class ReplayPane {
  private final ReplayModel model;
  private final Consumer<VerdictPage> flames;

  @FXML private ToggleButton planPage;
  @FXML private ToggleButton runPage;
  @FXML private ToggleButton verdictPage;
  @FXML private Label name;
  @FXML private Button allow;
  @FXML private Button check;
  @FXML private Button save;
  @FXML private Button stop;
  @FXML private Button run;
  @FXML private VBox empty;
  @FXML private HBox planBox;
  @FXML private GridPane form;
  @FXML private Label said;
  @FXML private TextArea text;
  @FXML private Hyperlink mark;
  @FXML private ScrollPane runBox;
  @FXML private Label where;
  @FXML private Label left;
  @FXML private ProgressBar done;
  @FXML private CardGrid charts;
  @FXML private GridPane blocks;
  @FXML private VBox notes;
  @FXML private ScrollPane verdictBox;
  @FXML private VBox verdictContent;

  /** With {@code flames} opening the recordings of both sides. */
  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public ReplayPane(ReplayModel model, Consumer<VerdictPage> flames) {
    this.model = model;
    this.flames = flames;
  }

  @FXML
  void initialize() {
    choosePages();
    buttons();
    text.textProperty().bindBidirectional(model.text());
    PlanForm planForm = new PlanForm(form, model.text());
    planForm.build();
    model.check().addListener((property, old, now) -> tell(now));
    mark.setOnAction(event -> goToMark());
    mark.managedProperty().bind(mark.visibleProperty());
    tell(model.check().get());
    RunPage watched = new RunPage(where, left, done, charts, blocks, notes);
    model.live().addListener((property, old, now) -> watched.watch(now));
    model.verdict().addListener((property, old, now) -> showVerdict(now));
    model.file().addListener((property, old, now) -> showName());
    model.page().addListener((property, old, now) -> look());
    model.text().addListener((property, old, now) -> look());
    look();
  }

  private void choosePages() {
    ToggleGroup pages = new ToggleGroup();
    Map<Page, ToggleButton> buttons =
        Map.of(Page.PLAN, planPage, Page.RUN, runPage, Page.VERDICT, verdictPage);
    buttons.forEach((page, button) -> {
      button.setToggleGroup(pages);
      button.setOnAction(event -> {
        button.setSelected(true);
        model.page().set(page);
      });
    });
    runPage.disableProperty().bind(model.live().isNull());
    verdictPage.disableProperty().bind(model.verdict().isNull());
  }

  private void buttons() {
    check.setOnAction(event -> model.checkAll());
    check.setTooltip(new Tooltip("Read the plan and its captures, run nothing"));
    save.setOnAction(event -> model.save());
    run.setOnAction(event -> model.run());
    run.setTooltip(new Tooltip("Send the requests to both builds in turn"));
    stop.setOnAction(event -> model.stop());
    stop.setTooltip(new Tooltip("Judge what was measured until now"));
    allow.setOnAction(event -> model.allow());
    allow
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> "Send load to " + model.forbidden().get(), model.forbidden()));
    allow
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !model.forbidden().get().isEmpty(), model.forbidden()));
    stop.visibleProperty().bind(model.running());
    run.visibleProperty().bind(model.running().not());
    for (Node button : new Node[] {allow, stop, run}) {
      button.managedProperty().bind(button.visibleProperty());
    }
    for (Button button : new Button[] {check, save, run}) {
      button.disableProperty().bind(model.text().isEmpty().or(model.running()));
    }
  }

  private void showName() {
    Path file = model.file().get();
    name.setText(file == null ? "" : String.valueOf(file.getFileName()));
    name.setTooltip(file == null ? null : new Tooltip(file.toString()));
  }

  private void look() {
    Page page = model.page().get();
    boolean nothing = page == Page.PLAN && model.text().get().isEmpty();
    empty.setVisible(nothing);
    planBox.setVisible(page == Page.PLAN && !nothing);
    runBox.setVisible(page == Page.RUN);
    verdictBox.setVisible(page == Page.VERDICT);
    planPage.setSelected(page == Page.PLAN);
    runPage.setSelected(page == Page.RUN);
    verdictPage.setSelected(page == Page.VERDICT);
  }

  private void tell(Check now) {
    mark.setVisible(now.wrong());
    mark.setText(now.message());
    said.setText(now.wrong() ? "The text at the right has a fault." : now.message());
  }

  /** Selects the line that is wrong. */
  private void goToMark() {
    int line = model.check().get().line();
    String content = text.getText();
    int from = 0;
    for (int i = 1; i < line && from >= 0; i++) {
      from = content.indexOf('\n', from) + 1;
    }
    int end = content.indexOf('\n', from);
    text.requestFocus();
    text.selectRange(from, end < 0 ? content.length() : end);
  }

  private void showVerdict(@org.jspecify.annotations.Nullable VerdictPage now) {
    if (now != null) {
      verdictContent.getChildren().setAll(new VerdictCards(now, flames).cards());
      verdictBox.setVvalue(0);
    }
  }
}
