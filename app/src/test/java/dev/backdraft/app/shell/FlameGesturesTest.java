package dev.backdraft.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.theme.Theme;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.table.TopColumn;
import dev.backdraft.viewers.table.TopSort;
import dev.backdraft.viewers.table.TopTable;
import dev.backdraft.viewers.threads.ThreadChooser;
import dev.backdraft.viewers.timeline.HeatmapView;
import dev.backdraft.viewers.timeline.TimeRange;
import dev.backdraft.viewers.timeline.TimeStrip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Every gesture that the window wires up, with a robot's hands, and pictures of what they do. */
final class FlameGesturesTest extends WindowTest {
  @Start
  void start(Stage given) {
    begin(given);
  }

  private static final String HANDLE = "CheckoutHandler.handle";

  private Look look() {
    String id = Objects.requireNonNull(workbench.evidence().selected().get()).id();
    return Objects.requireNonNull(workbench.looks().now().get().of().get(id));
  }

  private static int node(CallTree tree, String part) {
    for (int node = 1; node < tree.size(); node++) {
      if (tree.total(node) > 0 && tree.text(node).contains(part)) {
        return node;
      }
    }
    throw new AssertionError("no frame of " + part);
  }

  private void choose(FxRobot robot, FlameGraph graph, String part) throws Exception {
    robot.interact(() -> {
      CallTree tree = Objects.requireNonNull(graph.getTree());
      graph.setSelected(node(tree, part));
      graph.requestFocus();
    });
    until(() -> texts(robot, ".inspector-title").stream().anyMatch(text -> text.contains(part)));
  }

  @Test
  void aBrushSelectsAndIsOneStepBackAndItsChipIsRemovedByKey(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    long all = Objects.requireNonNull(graph.getTree()).total();
    TimeStrip strip = shown(robot, "#strip", TimeStrip.class);
    until(() -> strip.getData() != null);
    Point2D from = strip.localToScreen(strip.getWidth() * 0.3, 40);
    robot.moveTo(from).press(MouseButton.PRIMARY).moveBy(60, 0).moveBy(80, 0);
    until(() -> look().time() != null);
    robot.release(MouseButton.PRIMARY);
    until(() -> Objects.requireNonNull(graph.getTree()).total() < all);
    long brushed = Objects.requireNonNull(graph.getTree()).total();
    picture("flame-brushed-light.png");

    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> look().time() == null);
    until(() -> Objects.requireNonNull(graph.getTree()).total() == all);
    assertThat(workbench.looks().canUndo().get()).as("a drag is one step").isFalse();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    until(() -> Objects.requireNonNull(graph.getTree()).total() == brushed);

    Button chip = robot.lookup("#chips .button").queryButton();
    robot.interact(chip::requestFocus);
    robot.push(KeyCode.DELETE);
    until(() -> look().time() == null);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> look().time() != null);
    robot.clickOn(robot.lookup("#chips .button").queryButton());
    until(() -> look().time() == null);
  }

  @Test
  void theStripTheHeatmapAndATypedRangeAreWorkedByKeys(FxRobot robot) throws Exception {
    flame(robot, recording());
    TimeStrip strip = shown(robot, "#strip", TimeStrip.class);
    until(() -> strip.getData() != null);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
    until(strip::isFocused);
    robot.push(KeyCode.RIGHT);
    until(() -> look().time() != null);
    TimeRange first = Objects.requireNonNull(look().time());
    robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
    until(() -> Objects.requireNonNull(look().time()).nanos() > first.nanos());
    TimeRange longer = Objects.requireNonNull(look().time());
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.LEFT);
    until(() -> Objects.requireNonNull(look().time()).fromNanos() < longer.fromNanos());
    TimeRange chosen = Objects.requireNonNull(look().time());
    assertThat(chosen.toNanos()).isEqualTo(longer.toNanos());
    robot.push(KeyCode.ESCAPE);
    until(() -> look().time() == null);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> chosen.equals(look().time()));
    robot.push(KeyCode.CONTROL, KeyCode.Y);
    until(() -> look().time() == null);
    robot.interact(strip::requestFocus);
    robot.push(KeyCode.ADD);
    until(() -> look().places().strip() != null);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> Objects.equals(strip.getViewed(), Objects.requireNonNull(strip.getData()).range()));

    robot.push(KeyCode.CONTROL, KeyCode.M);
    HeatmapView heatmap = shown(robot, "#heatmap", HeatmapView.class);
    until(() -> heatmap.getMap() != null && heatmap.isFocused());
    robot.push(KeyCode.RIGHT).push(KeyCode.SHIFT, KeyCode.RIGHT);
    until(() -> look().time() != null);
    TimeRange whole = Objects.requireNonNull(strip.getData()).range();
    assertThat(Objects.requireNonNull(look().time()).fromNanos())
        .isGreaterThanOrEqualTo(whole.fromNanos());
    picture("heatmap-light.png");
    robot.push(KeyCode.CONTROL, KeyCode.M);
    until(() -> !heatmap.isVisible());

    robot.push(KeyCode.CONTROL, KeyCode.R);
    robot.write("+1s +2s");
    ListView<?> list = shown(robot, "#list", ListView.class);
    until(() -> list.getItems().size() == 1);
    robot.push(KeyCode.ENTER);
    until(() -> Objects.requireNonNull(look().time()).nanos() == 1_000_000_000L);
  }

  @Test
  void whatWasClearedComesBackAndSoDoesTheOrderOfTheTable(FxRobot robot) throws Exception {
    flame(robot, recording());
    robot.push(KeyCode.CONTROL, KeyCode.F);
    robot.write("read");
    until(() -> look().search().equals("read"));
    robot.push(KeyCode.ESCAPE);
    until(() -> look().search().isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> look().search().equals("read"));
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> look().search().isEmpty());

    robot.push(KeyCode.F8);
    TopTable table = shown(robot, "#table", TopTable.class);
    TopSort first = table.getSort();
    robot.interact(() -> table.sortBy(TopColumn.NAME));
    until(() -> look().places().sort().column() == TopColumn.NAME);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> table.getSort().equals(first));
    assertThat(look().show()).as("only the order went back").isEqualTo(Show.TABLE);
  }

  @Test
  void transformsComeFromKeysAndMenuAndEachIsAChip(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, HANDLE);
    robot.push(KeyCode.F);
    until(() -> look().transforms().steps().size() == 1);
    until(() -> Objects.requireNonNull(graph.getTree()).text(1).contains(HANDLE));
    choose(robot, graph, "CartReader.read");
    robot.push(KeyCode.H);
    until(() -> look().transforms().steps().size() == 2);
    robot.push(KeyCode.CONTROL, KeyCode.U);
    until(() -> look().bottomUp());
    picture("flame-transforms-light.png");
    assertThat(robot.lookup("#chips .button").queryAll()).hasSize(3);
    robot.push(KeyCode.CONTROL, KeyCode.Z).push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> look().transforms().steps().size() == 1);
    assertThat(look().transforms().steps().getFirst().kind())
        .isEqualTo(Transform.Kind.FOCUS_FUNCTION);
    robot.push(KeyCode.CONTROL, KeyCode.Y);
    until(() -> look().transforms().steps().size() == 2);
  }

  @Test
  void zoomingIsUndoneToo(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, HANDLE);
    robot.push(KeyCode.ENTER);
    until(() -> graph.getView().node() != CallTree.ROOT);
    double from = graph.getView().from();
    choose(robot, graph, "CartView.render");
    robot.push(KeyCode.ENTER);
    until(() -> graph.getView().from() != from);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> graph.getView().from() == from);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> graph.getView().isWhole());
  }

  @Test
  void threadsAreChosenInThePopover(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    robot.push(KeyCode.CONTROL, KeyCode.T);
    ThreadChooser chooser = shown(robot, "#chooser", ThreadChooser.class);
    until(() -> chooser.getLoad() != null);
    robot.write("http");
    WaitForAsyncUtils.waitForFxEvents(10);
    picture("threads-popover-light.png");
    robot.interact(() -> chooser.setChoice(ThreadChoice.only(List.of("http-worker-*"), List.of())));
    until(() -> !look().threads().isAll());
    until(() ->
        Objects.requireNonNull(graph.getTree()).total()
            == Objects.requireNonNull(graph.getTree()).selectedTotal());
    robot.push(KeyCode.ESCAPE); // what was typed to find goes first
    robot.push(KeyCode.ESCAPE);
    until(() -> !isSeen(chooser) && graph.isFocused());
    assertThat(robot.lookup("#chips .button").queryButton().getText()).contains("http-worker-*");
  }

  @Test
  void theKindsThatAreMissingSayWhy(FxRobot robot) throws Exception {
    flame(robot, recording());
    MenuButton kind = shown(robot, "#kind", MenuButton.class);
    until(() -> choices(kind) == SampleKind.values().length);
    until(() ->
        kind.getItems().stream()
            .filter(CustomMenuItem.class::isInstance)
            .filter(item -> !(item instanceof SeparatorMenuItem))
            .allMatch(item -> why((CustomMenuItem) item).length() > 10 && item.isDisable()));
    for (boolean dark : new boolean[] {true, false}) {
      robot.interact(() -> workbench.themes().theme().set(dark ? Theme.DARK : Theme.LIGHT));
      robot.clickOn(kind);
      until(kind::isShowing);
      pictureWithMenus("kinds-" + (dark ? "dark" : "light") + ".png");
      robot.push(KeyCode.ESCAPE);
    }
    robot.clickOn(kind);
    robot.clickOn("Allocation");
    until(() -> look().kind() == SampleKind.ALLOC);
    until(() -> kind.getText().equals("Allocation"));
  }

  @Test
  void aKindIsChosenWithTheKeyboardAlone(FxRobot robot) throws Exception {
    flame(robot, recording());
    MenuButton kind = shown(robot, "#kind", MenuButton.class);
    until(() -> choices(kind) == SampleKind.values().length);
    until(() -> look().kind() == SampleKind.CPU);
    for (int i = 0; i < 100 && !kind.isFocused(); i++) {
      robot.push(KeyCode.TAB);
    }
    assertThat(kind.isFocused()).isTrue();
    robot.push(KeyCode.SPACE);
    until(kind::isShowing);
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.ENTER);
    until(() -> look().kind() != SampleKind.CPU);
    assertThat(kind.isShowing()).isFalse();
    SampleKind chosen = look().kind();
    until(() -> kind.getText().equals(chosen.label()));
    robot.push(KeyCode.SPACE);
    until(kind::isShowing);
    robot.push(KeyCode.ESCAPE);
    until(() -> !kind.isShowing());
    assertThat(look().kind()).isEqualTo(chosen);
  }

  private static long choices(MenuButton kind) {
    return kind.getItems().stream().filter(item -> !(item instanceof SeparatorMenuItem)).count();
  }

  private static String why(CustomMenuItem item) {
    return item.getContent().lookupAll(".kind-why").stream()
        .map(node -> ((Text) node).getText())
        .findFirst()
        .orElse("");
  }

  @Test
  void theTableLeadsToTheSandwichAndTheInspectorFollows(FxRobot robot) throws Exception {
    flame(robot, recording());
    robot.push(KeyCode.F8);
    until(() -> look().show() == Show.TABLE);
    TopTable table = shown(robot, "#table", TopTable.class);
    until(() -> table.shownRows() > 3);
    Node row = robot.from(table).lookup(".table-row-cell").nth(2).query();
    robot.clickOn(row);
    until(() -> table.getSelected() != null);
    until(() -> !texts(robot, ".inspector-title").contains("No frame chosen") || hasFacts(robot));
    picture("table-light.png");
    robot.doubleClickOn(row);
    until(() -> look().show() == Show.SANDWICH);
    SandwichView sandwich = shown(robot, "#sandwich", SandwichView.class);
    until(() -> sandwich.getSandwich() != null);
    picture("sandwich-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture("sandwich-dark.png");
    robot.push(KeyCode.F8);
    until(() -> table.getSelected() != null && hasFacts(robot));
    picture("table-dark.png");
    robot.push(KeyCode.F7);
    until(() -> look().show() == Show.FLAME);
  }

  @Test
  void theZoomOfEachHalfOfASandwichIsAStepBackAndForth(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, "String.split");
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    until(() -> look().show() == Show.SANDWICH);
    SandwichView sandwich = shown(robot, "#sandwich", SandwichView.class);
    until(() -> sandwich.getSandwich() != null && sandwich.callees().getTree() != null);
    for (FlameGraph half : List.of(sandwich.callees(), sandwich.callers())) {
      FlameView whole = half.getView();
      robot.interact(() -> {
        half.requestFocus();
        half.selectFirst();
      });
      robot.push(KeyCode.ENTER);
      until(() -> !half.getView().equals(whole));
      FlameView zoomed = half.getView();
      until(() -> List.of(look().places().callees(), look().places().callers()).contains(zoomed));
      robot.push(KeyCode.CONTROL, KeyCode.Z);
      until(() -> half.getView().equals(whole));
      robot.push(KeyCode.CONTROL, KeyCode.Y);
      until(() -> half.getView().equals(zoomed));
      assertThat(look().show()).isEqualTo(Show.SANDWICH);
    }
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    until(() -> sandwich.callers().getView().node() == CallTree.ROOT);
    assertThat(sandwich.callees().getView().node())
        .as("the other half stays where it is")
        .isNotEqualTo(CallTree.ROOT);
  }

  private static boolean hasFacts(FxRobot robot) {
    return robot.lookup("#title").queryAll().stream().anyMatch(WindowTest::isSeen);
  }

  @Test
  void searchIsOneInAllViewsAndBecomesAFilter(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    robot.push(KeyCode.CONTROL, KeyCode.F);
    robot.write("format");
    until(() -> graph.searchResultProperty().get() != null);
    robot.push(KeyCode.ENTER);
    until(() -> graph.getSelected() > 0);
    robot.push(KeyCode.F8);
    TopTable table = shown(robot, "#table", TopTable.class);
    assertThat(table.filterProperty().get()).isEqualTo("format");
    robot.push(KeyCode.F7);
    robot.push(KeyCode.CONTROL, KeyCode.F);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    until(() -> look().frames().equals("format") && look().search().isEmpty());
    assertThat(robot.lookup("#search").queryAs(TextField.class).getText()).isEmpty();
    robot.push(KeyCode.ESCAPE);
    until(() -> !shown(robot, "#search", TextField.class).isFocused());
  }

  @Test
  void beforeAndAfterStandSideBySideAndAreLinked(FxRobot robot) throws Exception {
    Path other =
        Files.copy(recording(), home.resolve("after-fix.jfr"), StandardCopyOption.REPLACE_EXISTING);
    FlameGraph graph = flame(robot, recording(), other);
    until(() -> workbench.evidence().all().stream().allMatch(one -> one.whole().get()));
    robot.push(KeyCode.CONTROL, KeyCode.B);
    robot.interact(
        () -> workbench.evidence().play(workbench.evidence().all().getLast(), Role.AFTER));
    robot.push(KeyCode.CONTROL, KeyCode.D);
    List<FlameGraph> both = List.copyOf(robot.lookup("#graph").queryAllAs(FlameGraph.class));
    until(() -> both.stream().allMatch(one -> isSeen(one) && one.getTree() != null));
    choose(robot, graph, HANDLE);
    robot.push(KeyCode.ENTER);
    until(() -> both.getLast().getView().node() != CallTree.ROOT);
    picture("side-by-side-light.png");
    robot.interact(() -> workbench.themes().toggle());
    picture("side-by-side-dark.png");
    robot.push(KeyCode.F);
    until(() ->
        workbench.looks().now().get().of().values().stream()
            .allMatch(one -> one.transforms().steps().size() == 1));

    robot.push(KeyCode.CONTROL, KeyCode.L);
    robot.push(KeyCode.CONTROL, KeyCode.U);
    until(() -> look().bottomUp());
    assertThat(workbench.looks().now().get().of().values().stream().filter(Look::bottomUp))
        .as("no longer linked")
        .hasSize(1);
    robot.push(KeyCode.CONTROL, KeyCode.D);
    until(() -> !isSeen(both.getLast()));
  }

  @Test
  void theWindowHoldsTogetherWhenItIsSmallOrLarge(FxRobot robot) throws Exception {
    FlameGraph graph = flame(robot, recording());
    choose(robot, graph, HANDLE);
    robot.push(KeyCode.F);
    run(robot, "only-my-code");
    run(robot, "collapse-recursion");
    robot.push(KeyCode.CONTROL, KeyCode.R).write("+0.5s +2s").push(KeyCode.ENTER);
    until(() -> look().time() != null);
    size(robot, 1280, 720);
    MenuButton more = robot.lookup("#chips .menu-button").queryAs(MenuButton.class);
    until(more::isVisible);
    assertThat(more.getText()).startsWith("+");
    Node search = shown(robot, "#search", TextField.class);
    Node inspector = robot.lookup(".inspector").query();
    assertThat(right(robot.lookup("#options").query())).isLessThanOrEqualTo(1280);
    assertThat(right(inspector)).isLessThanOrEqualTo(1280);
    assertThat(search.getLayoutBounds().getWidth()).isGreaterThan(120);
    privatePicture("flame-small-light.png");
    robot.interact(() -> workbench.themes().toggle());
    size(robot, 1600, 900);
    privatePicture("flame-large-dark.png");
  }

  private static double right(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMaxX();
  }
}
