package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.paint.Theme;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The frames from the root to what is zoomed to, each a way back to it. */
public final class Breadcrumb extends HBox {
  /** A longer path shows its first and its last ones. */
  private static final int MOST = 7;

  private final FlameGraph graph;
  private final ChangeListener<Object> refresh = (property, before, now) -> refresh();

  public Breadcrumb(FlameGraph graph) {
    this.graph = graph;
    getStyleClass().add("flame-breadcrumb");
    setSpacing(4);
    graph.viewProperty().addListener(refresh);
    graph.modelProperty().addListener(refresh);
    graph.themeProperty().addListener(refresh);
    refresh();
  }

  private void refresh() {
    getChildren().clear();
    CallTree tree = graph.getTree();
    FlameModel model = graph.model();
    if (tree == null || model == null || model.tree().isEmpty()) {
      return;
    }
    List<Integer> path = graph.breadcrumb();
    int skipped = Math.max(0, path.size() - MOST);
    for (int i = 0; i < path.size(); i++) {
      if (i == 1 && skipped > 0) {
        getChildren().addAll(separator(), quiet("…"));
        i += skipped - 1;
        continue;
      }
      if (i > 0) {
        getChildren().add(separator());
      }
      getChildren().add(crumb(model.tree(), path.get(i)));
    }
  }

  private Label separator() {
    return quiet("›");
  }

  private Label quiet(String text) {
    Label separator = new Label(text);
    separator.setStyle("-fx-text-fill: " + Theme.css(graph.getTheme().dim()) + ";");
    separator.getStyleClass().add("flame-breadcrumb-separator");
    return separator;
  }

  private Hyperlink crumb(CallTree tree, int node) {
    Hyperlink link = new Hyperlink(tree.names().shortText(tree.name(node)));
    link.getStyleClass().add("flame-crumb");
    boolean last = node == graph.getView().node();
    int colour = last ? graph.getTheme().ink() : graph.getTheme().dim();
    link.setStyle(
        "-fx-text-fill: %s; -fx-padding: 0; -fx-border-width: 0;".formatted(Theme.css(colour)));
    link.setTooltip(new Tooltip(tree.text(node)));
    link.setAccessibleText("Back to " + tree.text(node));
    link.setOnAction(event -> {
      link.setVisited(false);
      graph.zoomTo(node);
      graph.requestFocus();
    });
    return link;
  }
}
