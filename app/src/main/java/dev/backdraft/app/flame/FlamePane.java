package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.inspector.FrameFacts;
import dev.backdraft.app.inspector.InspectorActions;
import dev.backdraft.app.inspector.InspectorPane;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Looks;
import dev.backdraft.app.source.SourceModel;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.threads.ThreadChooser;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Puts strips, tools, one or two sides and the inspector together. */
public final class FlamePane {
  private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

  private final FlameViewModel model;
  private final LookModel looks;
  private final Work work;
  private final ObservableValue<Boolean> dark;
  private final ToolPane tools;
  private final StripPane leftStrip;
  private final StripPane rightStrip;
  private final SidePane leftSide;
  private final SidePane rightSide;
  private final InspectorPane inspector;
  private final FrameActions actions;

  @FXML private Region inspectorRoot;
  @FXML private VBox threadsPopover;
  @FXML private ThreadChooser chooser;
  @FXML private FlowPane states;
  @FXML private Region scrim;

  private final Set<Class<?>> made = new HashSet<>();
  private boolean choosing;

  @SuppressWarnings("NullAway.Init") // the fields are set by the FXML loader
  public FlamePane(
      FlameViewModel model,
      SourceModel source,
      Work work,
      ObservableValue<Boolean> dark,
      ZoneId zone) {
    this.model = model;
    this.looks = model.looks();
    this.work = work;
    this.dark = dark;
    actions = new FrameActions(source, work);
    tools = new ToolPane(model, zone);
    leftStrip = new StripPane(model.left(), looks, dark, zone);
    rightStrip = new StripPane(model.right(), looks, dark, zone);
    leftSide = new SidePane(model.left(), looks, actions, work, dark, zone);
    rightSide = new SidePane(model.right(), looks, actions, work, dark, zone);
    inspector = new InspectorPane(inspectorActions(source));
  }

  /** The controllers of the parts, in the order in which the sheet's loader asks for them. */
  public Object controller(Class<?> type) {
    boolean second = !made.add(type);
    if (type == ToolPane.class) {
      return tools;
    } else if (type == StripPane.class) {
      return second ? rightStrip : leftStrip;
    } else if (type == SidePane.class) {
      return second ? rightSide : leftSide;
    } else if (type == InspectorPane.class) {
      return inspector;
    }
    return this;
  }

  @FXML
  void initialize() {
    for (SidePane side : List.of(leftSide, rightSide)) {
      side.onHandMoved(this::link);
      side.subject().addListener((property, old, now) -> inspect(side, now));
      side.root().addEventFilter(MouseEvent.MOUSE_PRESSED, event -> activate(side));
    }
    leftSide
        .root()
        .sceneProperty()
        .flatMap(Scene::focusOwnerProperty)
        .addListener((property, old, now) -> keyboardAt(now));
    for (Region part : List.of(rightSide.root(), rightStrip.root(), inspectorRoot)) {
      part.managedProperty().bind(part.visibleProperty());
    }
    rightSide.root().visibleProperty().bind(model.two());
    rightStrip.root().visibleProperty().bind(model.two());
    inspectorRoot.visibleProperty().bind(looks.now().map(now -> now.style().inspector()));
    model.two().addListener((property, old, now) -> captions());
    model.active().addListener((property, old, now) -> activated());
    tools.threads().setOnAction(event -> chooseThreads());
    chooser
        .choiceProperty()
        .addListener((property, old, now) -> {
          if (!choosing) {
            model.active().get().change("Threads", look -> look.withThreads(now));
          }
        });
    // A filter, for lists keep Escape to themselves.
    threadsPopover.addEventFilter(KeyEvent.KEY_PRESSED, this::popoverKey);
    scrim.setOnMousePressed(event -> closeThreads());
    states.managedProperty().bind(states.visibleProperty());
    dark.addListener((property, old, now) -> paintTheme());
    paintTheme();
    closeThreads();
    captions();
    activated();
  }

  private void paintTheme() {
    chooser.setTheme(dark.getValue() ? Theme.DARK : Theme.LIGHT);
  }

  private void keyboardAt(@Nullable Node focused) {
    for (SidePane side : List.of(leftSide, rightSide)) {
      if (Keyboard.isWithin(side.root(), focused)) {
        activate(side);
      }
    }
  }

  private void activate(SidePane side) {
    if (model.active().get() != side.model()) {
      model.activate(side.model());
    }
  }

  private void activated() {
    SidePane side = activeSide();
    tools.speakOf(side);
    leftSide.root().pseudoClassStateChanged(ACTIVE, model.two().get() && side == leftSide);
    rightSide.root().pseudoClassStateChanged(ACTIVE, model.two().get() && side == rightSide);
    inspect(side, side.subject().get());
  }

  private void captions() {
    boolean two = model.two().get();
    leftSide.caption(two ? "BEFORE" : "", two ? name(model.left()) : "");
    rightSide.caption(two ? "AFTER" : "", two ? name(model.right()) : "");
    activated();
  }

  private static String name(SideModel side) {
    Evidence evidence = side.evidence().get();
    return evidence == null ? "" : evidence.name();
  }

  SidePane activeSide() {
    return model.active().get() == model.right() ? rightSide : leftSide;
  }

  private SidePane otherThan(SidePane side) {
    return side == leftSide ? rightSide : leftSide;
  }

  /** The other side goes to the same place, if the two are linked. */
  private void link(SidePane moved, FlameGraph picture) {
    Looks now = looks.now().get();
    SidePane other = otherThan(moved);
    FlameGraph like = other.like(moved, picture);
    CallTree from = picture.getTree();
    CallTree to = like.getTree();
    if (!now.linked() || !model.two().get() || from == null || to == null) {
      return;
    }
    FlameView view = picture.getView();
    work.start(
        "linked zoom",
        "",
        activity -> LinkedZoom.in(to, from, view),
        there -> other.placeLinked(like, there));
  }

  private void inspect(SidePane side, @Nullable Subject subject) {
    if (side != activeSide()) {
      return;
    }
    if (subject == null) {
      inspector.show(null);
      return;
    }
    CallTree above = above(model.active().get().answer().get(), subject);
    work.start(
        "inspector",
        "",
        activity -> FrameFacts.of(subject.tree(), subject.selection(), subject.node(), above),
        facts -> {
          if (Objects.equals(activeSide().subject().get(), subject)) {
            inspector.show(facts);
          }
        });
  }

  /** Where the callers of a frame are: those of a sandwich's middle stand in the upper half. */
  private static CallTree above(@Nullable Answer answer, Subject subject) {
    Sandwich sandwich = answer == null ? null : answer.sandwich();
    boolean middle =
        sandwich != null
            && sandwich.callees() == subject.tree()
            && subject.tree().depth(subject.node()) == 1;
    return sandwich != null && middle ? sandwich.callers() : subject.tree();
  }

  private InspectorActions inspectorActions(SourceModel source) {
    return new InspectorActions() {
      @Override
      public void apply(Transform transform) {
        actions.apply(model.active().get(), transform);
      }

      @Override
      public void sandwich(String function) {
        actions.sandwich(model.active().get(), function);
      }

      @Override
      public void goTo(String function) {
        activeSide().goTo(function);
      }

      @Override
      public void openSource(SourcePlace place) {
        source.open(place);
      }

      @Override
      public void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
      }
    };
  }

  /** Opens the chooser of threads below its button. */
  void chooseThreads() {
    SideModel side = model.active().get();
    Look look = side.look().get();
    if (look == null) {
      return;
    }
    choosing = true;
    chooser.setChoice(look.threads());
    choosing = false;
    side.askLoad(chooser::setLoad);
    side.askStates(weights -> fillStates(side, weights));
    Node button = tools.threads();
    Bounds at =
        threadsPopover.getParent().sceneToLocal(button.localToScene(button.getLayoutBounds()));
    threadsPopover.setTranslateX(at.getMinX());
    threadsPopover.setTranslateY(at.getMaxY() + 6);
    threadsPopover.setVisible(true);
    scrim.setVisible(true);
    Node field = chooser.lookup(".text-field");
    (field == null ? chooser : field).requestFocus();
  }

  /** The states that were sampled, each to be switched on; none on is all of them. */
  private void fillStates(SideModel side, Map<ThreadState, Long> weights) {
    states.getChildren().clear();
    double all = Math.max(1, weights.values().stream().mapToLong(Long::longValue).sum());
    weights.forEach((state, weight) -> {
      ToggleButton button = new ToggleButton(state.label() + "  " + Format.percent(weight / all));
      button.getStyleClass().add("state");
      Look look = side.look().get();
      button.setSelected(look != null && look.states().contains(state));
      button.setOnAction(
          event -> side.change("Thread states", now -> toggled(now, state, button.isSelected())));
      states.getChildren().add(button);
    });
    states.setVisible(weights.size() > 1);
  }

  private static Look toggled(Look look, ThreadState state, boolean on) {
    Set<ThreadState> now = new HashSet<>(look.states());
    if (on) {
      now.add(state);
    } else {
      now.remove(state);
    }
    return look.withStates(now);
  }

  private void popoverKey(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && chooser.findProperty().get().isEmpty()) {
      closeThreads();
      activeSide().focus();
      key.consume();
    }
  }

  private void closeThreads() {
    threadsPopover.setVisible(false);
    scrim.setVisible(false);
  }

  ToolPane tools() {
    return tools;
  }

  StripPane activeStrip() {
    return model.active().get() == model.right() ? rightStrip : leftStrip;
  }

  FrameActions actions() {
    return actions;
  }

  FlameViewModel model() {
    return model;
  }
}
