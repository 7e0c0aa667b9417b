package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.paint.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/**
 * The frames from the root to what is zoomed to, each a way back to it. A way that is too long for
 * its place shows its first frame, dots, and as many of its last ones as there is room for.
 *
 * <pre>
 *   all › Thread.run › … › CheckoutHandler.handle › CartService.price
 * </pre>
 */
public final class Breadcrumb extends Region {
  /** Of a deeper path only so many last frames are made: nobody sees more. */
  private static final int MOST = 12;

  private static final int MOST_NAMED = 20;
  private static final double SPACE = 4;
  private static final double LEAST_LAST = 24;

  private final FlameGraph graph;
  private final ChangeListener<Object> refresh = (property, before, now) -> refresh();
  private final List<Hyperlink> crumbs = new ArrayList<>();

  /** Before each crumb but the first. */
  private final List<Label> separators = new ArrayList<>();

  private final Label dots = new Label("…");
  private final Label dotsSeparator = new Label("›");
  private List<Integer> path = List.of();

  public Breadcrumb(FlameGraph graph) {
    this.graph = graph;
    getStyleClass().add("flame-breadcrumb");
    dots.setTooltip(new Tooltip());
    graph.viewProperty().addListener(refresh);
    graph.modelProperty().addListener(refresh);
    graph.themeProperty().addListener(refresh);
    refresh();
  }

  private void refresh() {
    getChildren().clear();
    crumbs.clear();
    separators.clear();
    path = List.of();
    CallTree tree = graph.getTree();
    FlameModel model = graph.model();
    if (tree != null && model != null && !model.tree().isEmpty()) {
      path = graph.breadcrumb();
      int skipped = Math.max(0, path.size() - MOST);
      for (int i = 0; i < path.size(); i++) {
        if (i == 0 || i >= skipped) {
          crumbs.add(crumb(model.tree(), path.get(i)));
        }
      }
      for (int i = 1; i < crumbs.size(); i++) {
        separators.add(new Label("›"));
      }
      separators.forEach(this::quiet);
      quiet(dots);
      quiet(dotsSeparator);
      getChildren().addAll(crumbs);
      getChildren().addAll(separators);
      getChildren().addAll(dotsSeparator, dots);
    }
    requestLayout();
  }

  private void quiet(Label label) {
    label.setStyle("-fx-text-fill: " + Theme.css(graph.getTheme().dim()) + ";");
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

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = 0;
    for (Hyperlink crumb : crumbs) {
      width += crumb.prefWidth(-1) + SPACE;
    }
    for (Label separator : separators) {
      width += separator.prefWidth(-1) + SPACE;
    }
    return Math.ceil(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    return crumbs.isEmpty() ? 0 : Math.ceil(crumbs.getFirst().prefHeight(-1));
  }

  @Override
  protected void layoutChildren() {
    if (crumbs.isEmpty()) {
      return;
    }
    boolean whole = path.size() == crumbs.size() && computePrefWidth(-1) <= getWidth() + SPACE;
    int from = whole ? 1 : firstOfTheEnd();
    boolean first = whole || crumbs.size() == 1 || startWidth() + LEAST_LAST <= getWidth();
    double x = place(crumbs.getFirst(), 0, first);
    x = place(dotsSeparator, x, !whole && first && crumbs.size() > 1);
    x = place(dots, x, !whole && crumbs.size() > 1);
    for (int i = 1; i < crumbs.size(); i++) {
      x = place(separators.get(i - 1), x, i >= from);
      x = place(crumbs.get(i), x, i >= from);
    }
    dots.getTooltip().setText(leftOut(from));
  }

  /** How much the root and the dots take. */
  private double startWidth() {
    return crumbs.getFirst().prefWidth(-1)
        + dotsSeparator.prefWidth(-1)
        + dots.prefWidth(-1)
        + 3 * SPACE;
  }

  /** The first of the last crumbs that have room behind the dots; the very last one always has. */
  private int firstOfTheEnd() {
    double room = getWidth() - startWidth();
    int from = crumbs.size();
    while (from > 1) {
      double wide = crumbs.get(from - 1).prefWidth(-1) + separators.get(from - 2).prefWidth(-1);
      room -= wide + 2 * SPACE;
      if (room < 0 && from < crumbs.size()) {
        break;
      }
      from--;
    }
    return from;
  }

  /** Puts a part where it begins, no wider than there is room, or hides it. */
  private double place(Node part, double x, boolean shown) {
    part.setVisible(shown);
    if (!shown) {
      return x;
    }
    double width = Math.clamp(part.prefWidth(-1), 0, Math.max(0, getWidth() - x));
    double height = part.prefHeight(-1);
    part.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), Math.ceil(width), height);
    return x + width + SPACE;
  }

  /** What the dots stand for. */
  private String leftOut(int from) {
    CallTree tree = graph.getTree();
    int end = path.size() - (crumbs.size() - from);
    if (tree == null || end <= 1 || end > path.size()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = Math.max(1, end - MOST_NAMED); i < end && path.get(i) < tree.size(); i++) {
      text.append(text.isEmpty() ? "" : "\n").append(tree.text(path.get(i)));
    }
    return text.toString();
  }
}
