package dev.backdraft.app.problem;

import dev.backdraft.app.Version;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The one dialog for an unexpected error: what happened, a report to copy, and the window goes on.
 * While it is open, further errors are only counted in it.
 */
public final class ErrorDialog {
  private final Window owner;
  private final Consumer<Scene> dress;
  private @Nullable Alert open;
  private int more;

  public ErrorDialog(Window owner, Consumer<Scene> dress) {
    this.owner = owner;
    this.dress = dress;
  }

  /** On the UI thread. */
  public void show(Throwable error) {
    if (open != null) {
      more++;
      open.setHeaderText(header() + " (and " + more + " more since)");
      return;
    }
    more = 0;
    Alert alert = alert(ErrorReport.of(error, Version.TEXT));
    open = alert;
    alert.setOnHidden(event -> open = null);
    alert.show();
  }

  private Alert alert(String report) {
    Alert alert = new Alert(Alert.AlertType.NONE);
    alert.initOwner(owner);
    alert.setTitle("Backdraft");
    alert.setHeaderText(header());
    TextArea text = new TextArea(report);
    text.setEditable(false);
    text.setPrefRowCount(14);
    text.setPrefColumnCount(72);
    text.getStyleClass().add("error-report");
    text.setAccessibleText("Report of the error");
    VBox.setVgrow(text, Priority.ALWAYS);
    Label about =
        new Label(
            "This is a fault of Backdraft, not of your files; what you have open is still there."
                + " The report below holds versions and places in the program, nothing of your"
                + " files.");
    about.setWrapText(true);
    alert.getDialogPane().setContent(new VBox(8, about, text));
    ButtonType copy = new ButtonType("Copy report", ButtonData.LEFT);
    ButtonType goOn = new ButtonType("Continue", ButtonData.OK_DONE);
    alert.getButtonTypes().setAll(copy, goOn);
    alert.setResizable(true);
    Button copyButton = (Button) alert.getDialogPane().lookupButton(copy);
    copyButton.addEventFilter(
        javafx.event.ActionEvent.ACTION,
        event -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(report);
          Clipboard.getSystemClipboard().setContent(content);
          copyButton.setText("Copied");
          event.consume();
        });
    alert.getDialogPane().getStyleClass().add("error-dialog");
    dress.accept(alert.getDialogPane().getScene());
    return alert;
  }

  private static String header() {
    return "Something unexpected happened";
  }
}
