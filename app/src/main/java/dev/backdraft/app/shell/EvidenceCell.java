package dev.backdraft.app.shell;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.overview.Overview;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A file in the list at the left, as a card. */
final class EvidenceCell extends ListCell<Evidence> {
  private final Label name = new Label();
  private final Label about = new Label();
  private final Label problems = new Label();
  private final Button close = new Button("", new FontIcon("mdi2c-close"));
  private final HBox card;
  private final ChangeListener<@Nullable Recording> whenRead = (property, old, now) -> describe();
  private @Nullable Evidence shown;

  EvidenceCell(Consumer<Evidence> closing) {
    name.getStyleClass().add("evidence-name");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    about.getStyleClass().add("evidence-about");
    problems.getStyleClass().addAll("pill", "warn");
    problems.managedProperty().bind(problems.visibleProperty());
    close.getStyleClass().addAll("evidence-close", "icon-only");
    close.setAccessibleText("Close this file");
    close.setFocusTraversable(false);
    close.setOnAction(event -> {
      if (shown != null) {
        closing.accept(shown);
      }
    });
    VBox text = new VBox(2, name, about, problems);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    card = new HBox(4, text, close);
    card.setAlignment(Pos.TOP_LEFT);
    card.getStyleClass().add("evidence-card");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Evidence item, boolean empty) {
    super.updateItem(item, empty);
    if (shown != null) {
      shown.recording().removeListener(whenRead);
    }
    shown = empty ? null : item;
    if (shown == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    shown.recording().addListener(whenRead);
    setGraphic(card);
    describe();
  }

  private void describe() {
    Evidence evidence = shown;
    if (evidence == null) {
      return;
    }
    Recording recording = evidence.recording().get();
    name.setText(evidence.name());
    about.setText(recording == null ? "reading…" : Overview.inOneLine(recording));
    int count = recording == null ? 0 : recording.problems().size();
    problems.setVisible(count > 0);
    problems.setText(count + (count == 1 ? " problem" : " problems"));
    setTooltip(new Tooltip(evidence.file().toString()));
    setAccessibleText(evidence.name() + ", " + about.getText());
  }
}
