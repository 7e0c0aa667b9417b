package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Theme;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Which colour is which kind of frame: a line below the frames, while they are coloured so. */
final class KindLegend extends FlowPane {
  private static final double SWATCH = 10;

  /** Of the height; a legend that takes more leaves too little to explain. */
  private static final double MOST_SHARE = 0.34;

  private final FlameGraph control;
  private Set<FrameKind> kinds = Set.of();
  private List<CallTree> told = List.of();
  private Set<FrameKind> written = Set.of();
  private @Nullable Theme writtenTheme;

  KindLegend(FlameGraph control) {
    super(14, 2);
    this.control = control;
    getStyleClass().add("flame-legend");
    setPadding(new Insets(4, 12, 4, 12));
    setManaged(false);
    setVisible(false);
    setAccessibleText("Colours of kinds of frames");
    // A press here is neither a click on a frame nor the start of a pan.
    addEventHandler(MouseEvent.ANY, MouseEvent::consume);
  }

  /** The tree, the theme or the colours have changed. */
  void refresh() {
    FlameModel model = control.model();
    boolean wanted =
        model != null
            && control.legendShownProperty().get()
            && control.getColourMode() == ColourMode.KIND;
    if (model == null || !wanted) {
      told = List.of();
      kinds = Set.of();
      write();
      return;
    }
    CallTree beside = control.legendBesideProperty().get();
    List<CallTree> trees = beside == null ? List.of(model.tree()) : List.of(model.tree(), beside);
    if (isOf(trees)) {
      write();
      return;
    }
    told = trees;
    control
        .painter()
        .execute(() -> {
          Set<FrameKind> found = EnumSet.noneOf(FrameKind.class);
          trees.forEach(tree -> found.addAll(kinds(tree)));
          control.ui().execute(() -> tell(trees, found));
        });
  }

  /** By identity: the same trees, not ones that look like them. */
  private boolean isOf(List<CallTree> trees) {
    boolean same = told.size() == trees.size();
    for (int i = 0; same && i < trees.size(); i++) {
      same = told.get(i) == trees.get(i);
    }
    return same;
  }

  private void tell(List<CallTree> of, Set<FrameKind> found) {
    if (isOf(of)) {
      kinds = found;
      write();
    }
  }

  /** The kinds of all that weighs anything; a pass over the tree. */
  static Set<FrameKind> kinds(CallTree tree) {
    Set<FrameKind> found = EnumSet.noneOf(FrameKind.class);
    for (int node = CallTree.ROOT + 1; node < tree.size(); node++) {
      if (tree.total(node) > 0) {
        found.add(tree.kind(node));
      }
    }
    return found;
  }

  /** Asks for another arrangement only if there is something else to arrange. */
  private void write() {
    Theme theme = control.getTheme();
    if (theme == writtenTheme && kinds.equals(written)) {
      return;
    }
    writtenTheme = theme;
    written = kinds;
    setStyle("-fx-background-color: " + Theme.css(theme.background()) + ";");
    getChildren().clear();
    for (FrameKind kind : kinds) {
      Region swatch = new Region();
      swatch.setMinSize(SWATCH, SWATCH);
      swatch.setMaxSize(SWATCH, SWATCH);
      String colour = Theme.css(FlamePalette.kind(theme, kind));
      swatch.setStyle("-fx-background-radius: 2; -fx-background-color: " + colour + ";");
      Label label = new Label(words(kind), swatch);
      label.setGraphicTextGap(5);
      // Inline, as the window's stylesheet has a colour for labels.
      label.setStyle("-fx-font-size: 11px; -fx-text-fill: " + Theme.css(theme.dim()) + ";");
      getChildren().add(label);
    }
    control.requestLayout();
  }

  private static String words(FrameKind kind) {
    return switch (kind) {
      case UNKNOWN -> "kind not recorded";
      case INTERPRETED -> "interpreted";
      case JIT -> "JIT";
      case INLINED -> "inlined";
      case NATIVE -> "native";
      case CPP -> "C++";
      case KERNEL -> "kernel";
      case C1 -> "C1";
      case MARKER -> "no code";
    };
  }

  /** Takes the lowest lines of the control, and says how much of its height that is. */
  double place(double x, double y, double width, double height) {
    applyCss();
    double wanted = kinds.isEmpty() ? 0 : Math.ceil(prefHeight(width));
    double taken = wanted > height * MOST_SHARE ? 0 : wanted;
    setVisible(taken > 0);
    resizeRelocate(x, y + height - taken, width, taken);
    return taken;
  }
}
