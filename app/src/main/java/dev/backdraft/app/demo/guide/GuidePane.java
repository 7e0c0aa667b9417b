package dev.backdraft.app.demo.guide;

import dev.backdraft.sample.Incident;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The guide at the right: numbered steps, the one that is under way with its text and fact. */
public final class GuidePane {
  private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
  private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

  private final GuideModel model;

  @FXML private ScrollPane root;
  @FXML private Label title;
  @FXML private Label story;
  @FXML private VBox steps;
  @FXML private Button back;
  @FXML private Button next;
  @FXML private Button replay;
  @FXML private Button close;
  @FXML private MenuButton others;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public GuidePane(GuideModel model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    root.managedProperty().bind(root.visibleProperty());
    for (Button button : new Button[] {next, replay}) {
      button.managedProperty().bind(button.visibleProperty());
    }
    close.setOnAction(event -> model.close());
    close.setTooltip(new Tooltip("Close the guide; the files stay open"));
    back.setOnAction(event -> model.back());
    next.setOnAction(event -> model.next());
    replay.setOnAction(event -> model.run());
    for (Incident one : Incident.values()) {
      MenuItem item = new MenuItem(one.id());
      item.setOnAction(event -> model.start(one));
      others.getItems().add(item);
    }
    model.incident().addListener((property, old, now) -> show());
    model.step().addListener((property, old, now) -> show());
    model.fact().addListener((property, old, now) -> show());
    model.replay().running().addListener((property, old, now) -> show());
    show();
  }

  private void show() {
    Incident incident = model.incident().get();
    root.setVisible(incident != null);
    if (incident == null) {
      return;
    }
    title.setText(incident.id());
    story.setText(sentence(incident.story()));
    boolean onStep = model.replay().running().get();
    List<Stop> stops = model.stops();
    int at = model.step().get();
    List<Node> rows = new ArrayList<>();
    for (int i = 0; i < stops.size(); i++) {
      rows.add(row(i, stops, at));
      if (i == at) {
        rows.add(detail(stops.get(i)));
      }
    }
    steps.getChildren().setAll(rows);
    boolean last = at == stops.size() - 1;
    boolean confirm = stops.get(at).place() == Stop.Place.REPLAY;
    back.setDisable(at == 0);
    next.setVisible(!last && !confirm);
    replay.setVisible(confirm || last);
    replay.setDisable(onStep);
    replay.setText(onStep ? "Replaying…" : last ? "Replay again" : "Replay");
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private Node row(int number, List<Stop> stops, int at) {
    Stop stop = stops.get(number);
    Label mark = new Label(Integer.toString(number + 1));
    mark.getStyleClass().add("guide-mark");
    mark.pseudoClassStateChanged(NOW, number == at);
    mark.pseudoClassStateChanged(DONE, number < at);
    Label name = new Label(stop.title());
    name.getStyleClass().add("guide-name");
    HBox line = new HBox(10, mark, name);
    line.setAlignment(Pos.CENTER_LEFT);
    Button row = new Button("", line);
    row.getStyleClass().addAll("plain", "guide-row");
    row.pseudoClassStateChanged(NOW, number == at);
    row.setMaxWidth(Double.MAX_VALUE);
    row.setAccessibleText("Step " + (number + 1) + " of " + stops.size() + ": " + stop.title());
    row.setId("guide-step-" + (number + 1));
    row.setOnAction(event -> go(number));
    return row;
  }

  /** The rows are made anew, so the keyboard is brought back to where it was. */
  private void go(int number) {
    model.go(number);
    Node row = steps.lookup("#guide-step-" + (number + 1));
    if (row != null) {
      row.requestFocus();
    }
  }

  private Node detail(Stop stop) {
    Label text = new Label(stop.text());
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.getStyleClass().add("guide-text");
    VBox detail = new VBox(8, text);
    detail.getStyleClass().add("guide-detail");
    String fact = factOf(model.fact().get());
    if (fact != null) {
      Label found = new Label(fact);
      found.setWrapText(true);
      found.setMinHeight(Region.USE_PREF_SIZE);
      found.getStyleClass().add("guide-fact");
      found.setId("guide-fact");
      detail.getChildren().add(found);
    }
    return detail;
  }

  private static @Nullable String factOf(String text) {
    return text.isEmpty() ? null : text;
  }
}
