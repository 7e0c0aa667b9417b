package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of the frame under the pointer, beside the pointer. */
final class HoverCard extends VBox {
  private static final double AWAY_PX = 14;
  private static final double WIDEST = 380;
  private static final int MOST_LINES = 4;

  private final FlameGraph control;
  private final Label title = new Label();
  private final Label owner = new Label();
  private final GridPane facts = new GridPane(12, 2);
  private final PauseTransition rest = new PauseTransition(Duration.millis(120));
  private int node = -1;

  /** Whose figures the card tells. */
  private @Nullable CallTree told;

  HoverCard(FlameGraph control) {
    this.control = control;
    getStyleClass().add("flame-card");
    title.getStyleClass().add("flame-card-title");
    owner.getStyleClass().add("flame-card-owner");
    title.setWrapText(true);
    owner.setWrapText(true);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setHalignment(javafx.geometry.HPos.RIGHT);
    facts.getColumnConstraints().addAll(new ColumnConstraints(), values);
    setSpacing(4);
    setPadding(new Insets(8, 12, 8, 12));
    setMaxWidth(WIDEST);
    setAlignment(Pos.TOP_LEFT);
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    getChildren().addAll(title, owner, facts);
    rest.setOnFinished(event -> askForDetail());
    setTheme(control.getTheme());
  }

  /** Inline, as the card must be readable without the window's stylesheet. */
  void setTheme(Theme theme) {
    setStyle(
        "-fx-background-color: %s, %s; -fx-background-insets: 0, 1; -fx-background-radius: 6, 5;"
                .formatted(Theme.css(theme.line()), Theme.css(theme.panel()))
            + "-fx-effect: dropshadow(gaussian, rgba(0,0,0,0.35), 12, 0, 0, 3);");
    title.setStyle("-fx-font-weight: bold; -fx-font-size: 12px;" + fill(theme.ink()));
    owner.setStyle("-fx-font-size: 11px;" + fill(theme.dim()));
    facts.setStyle("-fx-font-size: 11.5px;");
  }

  private static String fill(int argb) {
    return "-fx-text-fill: " + Theme.css(argb) + ";";
  }

  void hide() {
    node = -1;
    told = null;
    rest.stop();
    setVisible(false);
  }

  void show(FlameBoxes boxes, int box, double x, double y) {
    CallTree tree = control.getTree();
    FlameModel model = control.model();
    if (tree == null || model == null || model.tree() != tree) {
      hide();
      return;
    }
    int hovered = boxes.merged(box) == 1 ? boxes.node(box) : -2 - box;
    if (hovered != node || hovered < 0 || tree != told || !isVisible()) {
      node = hovered;
      told = tree;
      facts.getChildren().clear();
      if (hovered >= 0) {
        describe(tree, hovered);
        rest.playFromStart();
      } else {
        describeRun(tree, boxes, box);
        rest.stop();
      }
    }
    place(x, y);
  }

  private void describe(CallTree tree, int shown) {
    title.setText(tree.names().shortText(tree.name(shown)));
    String packageName = tree.names().packageName(tree.name(shown));
    owner.setText(packageName);
    owner.setManaged(!packageName.isEmpty());
    fact("Self", amount(tree, tree.own(shown)));
    fact("Total", amount(tree, tree.total(shown)));
    int parent = tree.parent(shown);
    if (parent > CallTree.ROOT && tree.total(parent) > 0) {
      String above = tree.shape().transforms().inverted() ? "Of callee" : "Of caller";
      fact(above, Format.percent((double) tree.total(shown) / tree.total(parent)));
    }
    if (tree.kind(shown) != FrameKind.UNKNOWN && tree.kind(shown) != FrameKind.MARKER) {
      fact("Mostly", tree.kind(shown).label());
    }
  }

  private void describeRun(CallTree tree, FlameBoxes boxes, int box) {
    title.setText(Format.count(boxes.merged(box)) + " frames");
    owner.setText("Each narrower than a pixel. Click to zoom in.");
    owner.setManaged(true);
    fact("Together", amount(tree, boxes.weight(box)));
    if (boxes.match(box)) {
      fact("Search", "has a match");
    }
  }

  private static String amount(CallTree tree, long weight) {
    return Format.weight(weight, tree.unit()) + " · " + Format.percent(tree.share(weight));
  }

  private void fact(String name, String value) {
    Theme theme = control.getTheme();
    Label left = new Label(name);
    left.setStyle(fill(theme.dim()));
    Label right = new Label(value);
    right.setStyle(fill(theme.ink()));
    facts.addRow(facts.getRowCount(), left, right);
  }

  private void askForDetail() {
    FlameDetails details = control.detailsProperty().get();
    CallTree tree = control.getTree();
    int asked = node;
    if (details != null && tree != null && asked >= 0) {
      details.ask(
          tree,
          asked,
          answer ->
              control
                  .ui()
                  .execute(() -> {
                    if (node == asked && control.getTree() == tree) {
                      add(answer, tree);
                    }
                  }));
    }
  }

  private void add(FrameDetail detail, CallTree tree) {
    fact(
        "Threads",
        Format.count(detail.threads()) + " of " + Format.count(detail.selectedThreads()));
    StringBuilder lines = new StringBuilder();
    double all = Math.max(1, tree.total(detail.node()));
    for (int i = 0; i < Math.min(MOST_LINES, detail.lines().length); i++) {
      if (detail.lines()[i] >= 0) {
        lines.append(lines.isEmpty() ? "" : "\n");
        lines.append(detail.lines()[i]).append(" · ");
        lines.append(Format.percent(detail.lineWeights()[i] / all));
      }
    }
    if (!lines.isEmpty()) {
      fact("Lines", lines.toString());
    }
    place(getLayoutX() - AWAY_PX, getLayoutY() - AWAY_PX);
  }

  private void place(double x, double y) {
    setVisible(true);
    applyCss();
    double width = Math.min(WIDEST, Math.max(170, prefWidth(-1)));
    double height = prefHeight(width);
    double left = x + AWAY_PX;
    double top = y + AWAY_PX;
    if (left + width > control.getWidth()) {
      left = x - AWAY_PX - width;
    }
    if (top + height > control.getHeight()) {
      top = y - AWAY_PX - height;
    }
    resizeRelocate(Math.max(0, left), Math.max(0, top), width, height);
    layout();
  }
}
