package dev.backdraft.app.inspector;

import dev.backdraft.analysis.query.Transform;
import dev.backdraft.viewers.scale.Format;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The column at the right: {@link FrameFacts} as text, and buttons. */
public final class InspectorPane {
  private final InspectorActions actions;

  @FXML private ScrollPane root;
  @FXML private VBox filled;
  @FXML private VBox nothing;
  @FXML private Label title;
  @FXML private Hyperlink source;
  @FXML private Label owner;
  @FXML private VBox figures;
  @FXML private VBox lists;
  @FXML private Button focus;
  @FXML private Button hide;
  @FXML private Button sandwich;
  @FXML private Button copy;

  private @Nullable FrameFacts shown;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public InspectorPane(InspectorActions actions) {
    this.actions = actions;
  }

  @FXML
  void initialize() {
    for (Node part : List.of(filled, nothing, owner, source)) {
      part.managedProperty().bind(part.visibleProperty());
    }
    focus.setOnAction(event -> with(facts -> apply(facts, Transform.Kind.FOCUS_FUNCTION)));
    hide.setOnAction(event -> with(facts -> apply(facts, Transform.Kind.HIDE_FUNCTION)));
    sandwich.setOnAction(event -> with(facts -> actions.sandwich(facts.name())));
    copy.setOnAction(event -> with(facts -> actions.copy(facts.stackText())));
    source.setOnAction(event -> with(facts -> actions.openSource(facts.source())));
    show(null);
  }

  private void with(Consumer<FrameFacts> action) {
    FrameFacts facts = shown;
    if (facts != null) {
      action.accept(facts);
    }
  }

  private void apply(FrameFacts facts, Transform.Kind kind) {
    actions.apply(new Transform(kind, facts.name()));
  }

  /** Null for no frame. */
  public void show(@Nullable FrameFacts facts) {
    shown = facts;
    filled.setVisible(facts != null);
    nothing.setVisible(facts == null);
    if (facts == null) {
      return;
    }
    title.setText(facts.title());
    title.setTooltip(new Tooltip(facts.name()));
    owner.setText(facts.packageName());
    owner.setVisible(!facts.packageName().isEmpty());
    String type = facts.source().type();
    source.setVisible(!type.isEmpty());
    int line = facts.source().line();
    source.setText(type + ".java" + (line > 0 ? ":" + line : ""));
    source.setVisited(false);
    figures.getChildren().clear();
    figure("Self", facts.amount(facts.self()));
    figure("Total", facts.amount(facts.tree().total(facts.node())));
    if (facts.frames() > 1) {
      figure(
          "Self, all " + Format.count(facts.frames()) + " places",
          facts.amount(facts.functionSelf()));
      figure("Total, all places", facts.amount(facts.functionTotal()));
    }
    figure("Threads", facts.threads());
    lists.getChildren().clear();
    list("CALLED BY", facts.callers(), true);
    list("CALLS", facts.callees(), true);
    stacks(facts.hottest());
    list("LINES", facts.lines(), false);
    list("RAN AS", facts.kinds(), false);
    list("HEAVIEST THREADS", facts.topThreads(), false);
    root.setVvalue(0);
  }

  private void figure(String name, String value) {
    Label left = new Label(name);
    left.getStyleClass().add("dim");
    left.setMinWidth(0);
    Label right = new Label(value);
    right.getStyleClass().add("figure");
    right.setMinWidth(Region.USE_PREF_SIZE);
    figures.getChildren().add(row(left, right));
  }

  private static HBox row(Region left, Region right) {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox row = new HBox(8, left, gap, right);
    row.setAlignment(Pos.BASELINE_LEFT);
    return row;
  }

  private void list(String caption, List<FrameFacts.Part> parts, boolean links) {
    if (parts.isEmpty()) {
      return;
    }
    VBox box = new VBox(2, caption(caption));
    for (FrameFacts.Part part : parts) {
      Region name = links ? link(part) : name(part.text());
      Label share = new Label(Format.percent(part.share()));
      share.getStyleClass().add("dim");
      share.setMinWidth(Region.USE_PREF_SIZE);
      box.getChildren().add(row(name, share));
    }
    lists.getChildren().add(box);
  }

  private Hyperlink link(FrameFacts.Part part) {
    Hyperlink link = new Hyperlink(part.text());
    link.setMinWidth(0);
    link.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    link.setTooltip(new Tooltip(part.name()));
    link.setAccessibleText("Go to " + part.name());
    link.setOnAction(event -> {
      link.setVisited(false);
      actions.goTo(part.name());
    });
    return link;
  }

  private static Label name(String text) {
    Label name = new Label(text);
    name.setMinWidth(0);
    name.setTooltip(new Tooltip(text));
    return name;
  }

  private void stacks(List<FrameFacts.Part> stacks) {
    if (stacks.isEmpty()) {
      return;
    }
    VBox box = new VBox(2, caption("HOTTEST STACKS"));
    for (FrameFacts.Part stack : stacks) {
      Label name = name(stack.text());
      name.setTooltip(new Tooltip(stack.name().strip()));
      Label share = new Label(Format.percent(stack.share()));
      share.getStyleClass().add("dim");
      share.setMinWidth(Region.USE_PREF_SIZE);
      box.getChildren().add(row(name, share));
    }
    lists.getChildren().add(box);
  }

  private static Label caption(String text) {
    Label caption = new Label(text);
    caption.getStyleClass().add("caption");
    return caption;
  }
}
