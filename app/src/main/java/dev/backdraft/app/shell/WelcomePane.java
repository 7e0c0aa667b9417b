package dev.backdraft.app.shell;

import dev.backdraft.app.recent.RecentModel;
import dev.backdraft.persistence.RecentFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The empty window: an invitation to drop, and the recent files. */
public final class WelcomePane {
  private static final int SHOWN = 6;

  private final RecentModel recent;
  private final Runnable choose;
  private final Consumer<Path> opening;
  private final Runnable showSample;

  @FXML private Button open;
  @FXML private Button sample;
  @FXML private VBox recentBox;
  @FXML private VBox recentFiles;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  WelcomePane(RecentModel recent, Runnable choose, Consumer<Path> opening, Runnable showSample) {
    this.recent = recent;
    this.choose = choose;
    this.opening = opening;
    this.showSample = showSample;
  }

  @FXML
  void initialize() {
    open.setOnAction(event -> choose.run());
    sample.setOnAction(event -> showSample.run());
    recentBox.managedProperty().bind(recentBox.visibleProperty());
    recent.files().addListener((ListChangeListener<RecentFile>) change -> list());
    list();
  }

  private void list() {
    recentBox.setVisible(!recent.files().isEmpty());
    recentFiles.getChildren().setAll(recent.files().stream().limit(SHOWN).map(this::row).toList());
  }

  private Button row(RecentFile file) {
    Label name = new Label(String.valueOf(file.file().getFileName()));
    Label about = new Label(file.about());
    about.getStyleClass().add("dim");
    name.setMinWidth(80);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(8, name, gap, about);
    line.setAlignment(Pos.CENTER_LEFT);
    Button row = new Button("", line);
    row.getStyleClass().add("recent-row");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setAccessibleText("Open " + name.getText() + ", " + file.about());
    row.setTooltip(new Tooltip(file.file().toString()));
    row.setOnAction(event -> opening.accept(file.file()));
    return row;
  }
}
