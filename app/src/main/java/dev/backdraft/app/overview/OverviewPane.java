package dev.backdraft.app.overview;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.work.Work;
import java.time.ZoneId;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Shows the {@link Overview} of the recording that is looked at. */
public final class OverviewPane {
  private static final double BAR_PX = 72;

  private final ObservableValue<@Nullable Recording> recording;
  private final ZoneId zone;
  private final Work work;

  @FXML private ScrollPane scroll;
  @FXML private Label title;
  @FXML private Label waiting;
  @FXML private GridPane facts;
  @FXML private GridPane types;
  @FXML private VBox problemBox;
  @FXML private VBox problems;
  @FXML private VBox blindBox;
  @FXML private VBox blindSpots;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public OverviewPane(ObservableValue<@Nullable Recording> recording, ZoneId zone, Work work) {
    this.recording = recording;
    this.zone = zone;
    this.work = work;
  }

  @FXML
  void initialize() {
    for (Region box : List.of(problemBox, blindBox)) {
      box.managedProperty().bind(box.visibleProperty());
    }
    ColumnConstraints growing = new ColumnConstraints();
    growing.setHgrow(Priority.ALWAYS);
    ColumnConstraints right = new ColumnConstraints();
    right.setHalignment(HPos.RIGHT);
    right.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints bar = new ColumnConstraints(BAR_PX);
    types.getColumnConstraints().setAll(growing, right, bar);
    ColumnConstraints label = new ColumnConstraints();
    label.setMinWidth(72);
    facts.getColumnConstraints().setAll(label, growing);
    recording.addListener((property, old, now) -> show(now));
    show(recording.getValue());
  }

  private void show(@Nullable Recording now) {
    waiting.setVisible(now == null);
    if (now == null) {
      scroll.setVisible(false);
      return;
    }
    work.start(
        "overview",
        "",
        activity -> Overview.of(now, zone),
        overview -> {
          if (recording.getValue() == now) {
            scroll.setVisible(true);
            fill(overview);
          }
        });
  }

  private void fill(Overview overview) {
    title.setText(overview.title());
    facts.getChildren().clear();
    for (Overview.Fact fact : overview.facts()) {
      Label label = new Label(fact.label());
      label.getStyleClass().add("dim");
      Label value = new Label(fact.value());
      value.setWrapText(true);
      GridPane.setValignment(label, VPos.TOP);
      facts.addRow(facts.getRowCount(), label, value);
    }
    types.getChildren().clear();
    long most = overview.types().isEmpty() ? 1 : overview.types().getFirst().count();
    for (EventType type : overview.types()) {
      addType(type, most);
    }
    problemBox.setVisible(!overview.problems().isEmpty());
    problems.getChildren().setAll(overview.problems().stream().map(OverviewPane::problem).toList());
    blindBox.setVisible(!overview.blindSpots().isEmpty());
    blindSpots
        .getChildren()
        .setAll(overview.blindSpots().stream().map(OverviewPane::blindSpot).toList());
    scroll.setVvalue(0);
  }

  private void addType(EventType type, long most) {
    Label name = new Label(type.name());
    name.setMinWidth(0);
    if (!type.label().isEmpty()) {
      name.setTooltip(new Tooltip(type.label() + "\n" + type.description()));
    }
    Label count = new Label(Overview.grouped(type.count()));
    count.getStyleClass().add("number");
    Region bar = new Region();
    bar.getStyleClass().add("bar");
    bar.setMaxWidth(Math.max(1, BAR_PX * type.count() / most));
    StackPane track = new StackPane(bar);
    track.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    types.addRow(types.getRowCount(), name, count, track);
  }

  private static Label problem(Problem problem) {
    Label label = new Label(problem.message());
    label.setWrapText(true);
    label.getStyleClass().add("problem");
    return label;
  }

  private static VBox blindSpot(BlindSpotGroups.Group group) {
    Label what =
        new Label(
            group.what()
                + (group.types().isEmpty() ? "" : ": " + String.join(", ", group.types())));
    what.setWrapText(true);
    Label remedy = new Label(group.remedy());
    remedy.setWrapText(true);
    remedy.getStyleClass().add("dim");
    return new VBox(1, what, remedy);
  }
}
