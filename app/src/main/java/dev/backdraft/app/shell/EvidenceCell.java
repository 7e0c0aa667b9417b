package dev.backdraft.app.shell;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.overview.Overview;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A file in the list at the left, as a card; the first of its role stands below a caption. */
final class EvidenceCell extends ListCell<Evidence> {
  private final EvidenceModel model;
  private final Label caption = new Label();
  private final Label name = new Label();
  private final Label about = new Label();
  private final Label problems = new Label();
  private final Button close = new Button("", new FontIcon("mdi2c-close"));
  private final VBox content;
  private final ContextMenu menu = new ContextMenu();
  private final ChangeListener<Object> whenFurther = (property, old, now) -> describe();
  private @Nullable Evidence shown;

  EvidenceCell(EvidenceModel model) {
    this.model = model;
    caption.getStyleClass().addAll("caption", "role-caption");
    caption.managedProperty().bind(caption.visibleProperty());
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
        model.close(shown);
      }
    });
    VBox text = new VBox(2, name, about, problems);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox card = new HBox(4, text, close);
    card.setAlignment(Pos.TOP_LEFT);
    card.getStyleClass().add("evidence-card");
    content = new VBox(6, caption, card);
    fillMenu();
    setPrefWidth(0);
  }

  private void fillMenu() {
    for (Role role : List.of(Role.BEFORE, Role.AFTER, Role.NONE)) {
      MenuItem item =
          new MenuItem(
              role == Role.NONE ? "Neither" : "This is " + role.label().toLowerCase(Locale.ROOT));
      item.setOnAction(event -> {
        if (shown != null) {
          model.play(shown, role);
        }
      });
      menu.getItems().add(item);
    }
    MenuItem closing = new MenuItem("Close");
    closing.setOnAction(event -> {
      if (shown != null) {
        model.close(shown);
      }
    });
    menu.getItems().addAll(new SeparatorMenuItem(), closing);
  }

  @Override
  protected void updateItem(@Nullable Evidence item, boolean empty) {
    super.updateItem(item, empty);
    Evidence before = shown;
    if (before != null) {
      before.recording().removeListener(whenFurther);
      before.progress().removeListener(whenFurther);
      before.whole().removeListener(whenFurther);
    }
    shown = empty ? null : item;
    Evidence now = shown;
    if (now == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      setContextMenu(null);
      return;
    }
    now.recording().addListener(whenFurther);
    now.progress().addListener(whenFurther);
    now.whole().addListener(whenFurther);
    setContextMenu(menu);
    setTooltip(new Tooltip(now.file().toString()));
    setGraphic(content);
    describe();
  }

  private void describe() {
    Evidence evidence = shown;
    if (evidence == null) {
      return;
    }
    Recording recording = evidence.recording().get();
    name.setText(evidence.name());
    about.setText(about(evidence, recording));
    int count = recording == null ? 0 : recording.problems().size();
    problems.setVisible(count > 0);
    problems.setText(count + (count == 1 ? " problem" : " problems"));
    Role role = evidence.role().get();
    caption.setText(
        role == Role.NONE && model.all().getFirst().role().get() != Role.NONE
            ? "OTHER"
            : role.label().toUpperCase(Locale.ROOT));
    caption.setVisible(isFirstOfRole(role));
    String played = role == Role.NONE ? "" : ", " + role.label();
    setAccessibleText(evidence.name() + played + ", " + about.getText());
  }

  private static String about(Evidence evidence, @Nullable Recording recording) {
    double progress = evidence.progress().get();
    if (!evidence.whole().get()) {
      String first = recording == null ? "" : "first part · ";
      return first + (progress < 0 ? "reading…" : "reading… " + Math.round(progress * 100) + " %");
    }
    return recording == null ? "" : Overview.inOneLine(recording);
  }

  private boolean isFirstOfRole(Role role) {
    int index = getIndex();
    return index <= 0
        || index > model.all().size()
        || model.all().get(index - 1).role().get() != role;
  }
}
