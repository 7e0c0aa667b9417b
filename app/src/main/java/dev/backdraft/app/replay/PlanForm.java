package dev.backdraft.app.replay;

import dev.backdraft.app.plan.PlanFields;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The settings that every plan needs, beside its text: either side follows the other. */
final class PlanForm {
  private final GridPane grid;
  private final StringProperty text;
  private boolean following;

  PlanForm(GridPane grid, StringProperty text) {
    this.grid = grid;
    this.text = text;
  }

  void build() {
    ColumnConstraints label = new ColumnConstraints();
    label.setMinWidth(96);
    ColumnConstraints growing = new ColumnConstraints();
    growing.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(label, growing);
    field("Before", "before", "command", "The command that starts the build with the symptom");
    field("Ready", "before", "ready", "A path that answers, or port");
    field("State", "before", "state", "A folder, fresh for each block");
    field("After", "after", "command", "The command that starts the build with the fix");
    field("Ready", "after", "ready", "A path that answers, or port");
    field("State", "after", "state", "A folder, fresh for each block");
    choice("Pace", "load", "mode", "rate", List.of("rate", "recorded", "inflight"));
    field("Rate", "load", "rate", "Requests per second");
    field("Warm up", "load", "warmup", "Seconds, or steady");
    field("Measure", "load", "measure", "Seconds");
    choice("Protocol", "", "protocol", "quick", List.of("quick", "full"));
    choice(
        "Symptom",
        "check",
        "symptom",
        "to be chosen",
        List.of("failures", "p50", "p99", "allocation", "cpu", "leak", "responses"));
    field("Margin", "check", "margin", "After must be under this part of before");
  }

  private void field(String name, String section, String key, String help) {
    TextField field = new TextField();
    field.setPromptText(help);
    field.setAccessibleText(name + ": " + help);
    row(name, field);
    follow(() -> field.setText(PlanFields.get(text.get(), section, key)));
    field.textProperty().addListener((property, old, now) -> change(section, key, now));
  }

  /** With what holds where the plan says nothing. */
  private void choice(String name, String section, String key, String usual, List<String> choices) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(choices);
    box.setAccessibleText(name);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setPromptText(usual);
    row(name, box);
    follow(() -> {
      String said = PlanFields.get(text.get(), section, key);
      box.setValue(said.isEmpty() ? null : said);
    });
    box.valueProperty().addListener((property, old, now) -> change(section, key, now));
  }

  private void row(String name, javafx.scene.control.Control control) {
    Label label = new Label(name);
    label.getStyleClass().add("dim");
    label.setLabelFor(control);
    grid.addRow(grid.getRowCount(), label, control);
  }

  private void follow(Runnable read) {
    Runnable quietly =
        () -> {
          if (!following) {
            following = true;
            read.run();
            following = false;
          }
        };
    text.addListener((property, old, now) -> quietly.run());
    quietly.run();
  }

  private void change(String section, String key, @org.jspecify.annotations.Nullable String value) {
    if (following || value == null || value.isBlank() || text.get().isEmpty()) {
      return;
    }
    following = true;
    String changed = PlanFields.set(text.get(), section, key, value.strip());
    text.set(key.equals("mode") ? withPace(changed, value.strip()) : changed);
    following = false;
  }

  /** Each mode has a pace of its own, and a plan may name no other. */
  private static String withPace(String plan, String mode) {
    String pace = mode.equals("recorded") ? "factor" : mode;
    return PlanFields.only(plan, "load", pace, List.of("rate", "factor", "inflight"));
  }
}
