package dev.backdraft.viewers.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.viewers.Pictures;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.Theme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class TopTableTest {
  private static final TopMethods ROWS =
      TopMethods.of(
          Trees.of(
              """
              java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 300
              java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.apply 250
              java.lang.Thread.run;com.acme.Cart.total 50
              com.acme.Main.main;com.acme.Cart.price 400
              """));

  private TopTable table;
  private Scene scene;
  private final List<TableRequest> requests = new ArrayList<>();

  @Start
  void start(Stage stage) {
    table = new TopTable(Runnable::run, Runnable::run);
    table.setOnRequest(requests::add);
    scene = new Scene(new StackPane(table), 760, 320);
    stage.setScene(scene);
    stage.sizeToScene(); // the stage is shared with other tests, and so is its last size
    stage.show();
  }

  @BeforeEach
  void showTheRows(FxRobot robot) {
    requests.clear();
    robot.interact(() -> {
      table.setRows(ROWS);
      view().requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @SuppressWarnings("unchecked")
  private TableView<Integer> view() {
    return (TableView<Integer>) table.lookup(".view-table");
  }

  private String names() {
    return view().getItems().stream().map(ROWS::shortText).collect(Collectors.joining(" "));
  }

  private Node title(String text) {
    return table.lookupAll(".view-title").stream()
        .filter(node -> node instanceof Label label && label.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theHottestStandsFirstAndATitleSorts(FxRobot robot) {
    assertThat(names()).isEqualTo("Cart.price Tax.load Tax.apply Cart.total Thread.run Main.main");
    robot.clickOn(title("Total"));
    assertThat(names()).startsWith("Cart.price Thread.run Main.main Tax.load");
    robot.clickOn(title("Total"));
    assertThat(names()).startsWith("Cart.total Tax.apply");
    robot.clickOn(title("Method"));
    assertThat(names()).isEqualTo("Cart.price Cart.total Main.main Tax.apply Tax.load Thread.run");
  }

  @Test
  void otherFiguresAreSeenInRowsOfTheSameNumbers(FxRobot robot) {
    TopMethods others =
        TopMethods.of(
            Trees.of(
                """
                org.other.Start.go;org.other.Read.line 30
                org.other.Start.go;org.other.Read.word 20
                org.other.Start.go;org.other.Write.line 10
                org.other.Start.go;org.other.Write.word 5
                """));
    robot.interact(() -> {
      table.setRows(others);
      table.applyCss();
      table.layout();
    });
    WaitForAsyncUtils.waitForFxEvents();
    List<String> seen =
        Stream.of(".view-name", ".view-number")
            .flatMap(style -> table.lookupAll(style).stream())
            .filter(Node::isVisible)
            .map(node -> ((Label) node).getText())
            .filter(text -> !text.isEmpty())
            .toList();
    assertThat(seen).contains("Read.line", "Write.word", "Start.go", "30 samples");
    assertThat(String.join(" ", seen)).doesNotContain("Cart").doesNotContain("Tax");
  }

  @Test
  void theOrderIsToldAndCanBeSet(FxRobot robot) {
    robot.clickOn(title("Total"));
    assertThat(table.getSort()).isEqualTo(new TopSort(TopColumn.TOTAL, true));
    robot.interact(() -> table.setSort(new TopSort(TopColumn.NAME, true)));
    assertThat(names()).startsWith("Thread.run Tax.load");
  }

  @Test
  void theKeyboardSortsToo(FxRobot robot) {
    robot.press(KeyCode.ALT, KeyCode.DIGIT3).release(KeyCode.DIGIT3, KeyCode.ALT);
    assertThat(names()).startsWith("Cart.price Thread.run");
    robot.press(KeyCode.ALT, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.ALT);
    robot.press(KeyCode.ALT, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.ALT);
    assertThat(names()).startsWith("Thread.run Tax.load");
  }

  @Test
  void lettersNarrowAndEscapeWidens(FxRobot robot) {
    robot.write("tax");
    assertThat(names()).isEqualTo("Tax.load Tax.apply");
    assertThat(table.shownRows()).isEqualTo(2);
    robot.press(KeyCode.BACK_SPACE).release(KeyCode.BACK_SPACE);
    assertThat(table.filterProperty().get()).isEqualTo("ta");
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertThat(table.shownRows()).isEqualTo(6);
    robot.interact(() -> table.filterProperty().set("/Cart\\.(price|total)$/"));
    assertThat(names()).isEqualTo("Cart.price Cart.total");
  }

  @Test
  void keysAskTheWindow(FxRobot robot) {
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    assertThat(table.getSelected()).isEqualTo("com.acme.Tax.load");
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
    robot.press(KeyCode.F4).release(KeyCode.F4);
    assertThat(requests.stream().map(TableRequest::action))
        .containsExactly(
            TableRequest.Action.FOCUS,
            TableRequest.Action.SANDWICH,
            TableRequest.Action.OPEN_SOURCE);
    assertThat(requests.getFirst().transform())
        .isEqualTo(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Tax.load"));
    assertThat(requests.getLast().source().candidates()).contains("com/acme/Tax.java");
  }

  @Test
  void theMenuHoldsEverything(FxRobot robot) {
    robot.clickOn("Cart.total");
    robot.clickOn("Cart.total", MouseButton.SECONDARY);
    robot.clickOn("Hide stacks with it");
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().transform())
        .isEqualTo(new Transform(Transform.Kind.HIDE_FUNCTION, "com.acme.Cart.total"));
  }

  @Test
  void rowsAreCopiedAsText(FxRobot robot) {
    robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
    robot.press(KeyCode.SHIFT, KeyCode.DOWN).release(KeyCode.DOWN, KeyCode.SHIFT);
    robot.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
    String[] copied = new String[1];
    robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
    assertThat(copied[0])
        .isEqualTo(
            """
            Name\tSelf\tSelf share\tTotal\tTotal share
            com.acme.Cart.price\t400 samples\t40.0 %\t950 samples\t95.0 %
            com.acme.Tax.load\t300 samples\t30.0 %\t300 samples\t30.0 %
            """);
  }

  @Test
  void theSelectionSurvivesNewRowsAndAnotherOrder(FxRobot robot) {
    robot.interact(() -> table.setSelected("com.acme.Tax.apply"));
    robot.interact(() -> table.sortBy(TopColumn.NAME));
    assertThat(ROWS.text(view().getSelectionModel().getSelectedItem()))
        .isEqualTo("com.acme.Tax.apply");
    TopMethods other = TopMethods.of(Trees.of("a.B.c;com.acme.Tax.apply 3\nx.Y.z 2\nx.Y.other 9"));
    robot.interact(() -> table.setRows(other));
    assertThat(table.getSelected()).isEqualTo("com.acme.Tax.apply");
    assertThat(other.text(view().getSelectionModel().getSelectedItem()))
        .isEqualTo("com.acme.Tax.apply");
  }

  @Test
  void twoHundredThousandRowsAreSortedAndOnlyTheSeenOnesHaveCells(FxRobot robot) {
    TopMethods many = TopMethods.of(Trees.wide(200_000));
    robot.interact(() -> table.setRows(many));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(table.shownRows()).isEqualTo(many.size()).isGreaterThan(199_000);
    assertThat(table.lookupAll(".table-row-cell").size()).isLessThan(60);
    long[] self =
        Arrays.stream(new TopOrder(TopColumn.SELF, false, null).of(many))
            .mapToLong(many::self)
            .toArray();
    assertThat(self).isSorted();
  }

  /** What the labels of a style say, in a table of some width. */
  private List<String> said(FxRobot robot, TopMethods rows, double width, String style) {
    robot.interact(() -> {
      table.setMaxWidth(width);
      table.setRows(rows);
    });
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> scene.getRoot().layout());
    WaitForAsyncUtils.waitForFxEvents();
    return table.lookupAll(style).stream()
        .filter(node -> node.isVisible() && node.getParent().isVisible())
        .filter(node -> node.localToScene(node.getBoundsInLocal()).getWidth() > 1)
        .map(node -> shown((Label) node))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** With what the room has made of it. */
  private static String shown(Label label) {
    return label.getChildrenUnmodifiable().stream()
        .filter(node -> node instanceof Text)
        .map(node -> ((Text) node).getText())
        .findFirst()
        .orElse(label.getText());
  }

  @Test
  void theNameComesBeforeItsPackageAndAmountsAreNeverCut(FxRobot robot) {
    TopMethods rows =
        TopMethods.of(
            Trees.of(
                """
                org.some.very.long.transforms.FloatFFT_1D.cftmdl1 12408
                org.some.very.long.transforms.FloatFFT_1D.cftmdl2 122
                """));
    assertThat(said(robot, rows, 700, ".view-number")).contains("12,408 samples", "99.0 %");
    assertThat(said(robot, rows, 460, ".view-name"))
        .contains("FloatFFT_1D.cftmdl1", "FloatFFT_1D.cftmdl2");
    assertThat(said(robot, rows, 460, ".view-number")).contains("12,408", "99.0 %", "122");
    assertThat(said(robot, rows, 460, ".view-title")).contains("Self", "Total");
    assertThat(said(robot, rows, 460, ".view-head > .view-dim")).contains("2, in samples");
    assertThat(said(robot, rows, 260, ".view-number")).contains("12,408", "122");
    assertThat(said(robot, rows, 200, ".view-name"))
        .anySatisfy(name -> assertThat(name).contains("…").endsWith("cftmdl1"));
    assertThat(said(robot, rows, 200, ".view-head > .view-dim")).contains("2, in samples");
    robot.interact(() -> Pictures.save(scene, "top-table-narrow"));
  }

  @Test
  void theQuestionMarkIsLeftToWhoHelps(FxRobot robot) {
    List<String> heard = new ArrayList<>();
    robot.interact(() -> scene.setOnKeyTyped(typed -> heard.add(typed.getCharacter())));
    robot.interact(() ->
        Event.fireEvent(
            view(),
            new KeyEvent(
                KeyEvent.KEY_TYPED, "?", "", KeyCode.UNDEFINED, true, false, false, false)));
    assertThat(heard).containsExactly("?");
    assertThat(table.filterProperty().get()).isEmpty();
  }

  @Test
  void anEmptyTableSaysWhy(FxRobot robot) {
    robot.interact(() -> {
      table.emptyMessageProperty().set("No samples of locks.");
      table.setRows(null);
    });
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("No samples of locks.").tryQuery()).isPresent();
  }

  @Test
  void looksRightInBothThemes(FxRobot robot) {
    for (Theme theme : Theme.values()) {
      robot.interact(() -> {
        table.setTheme(theme);
        scene.getRoot().setStyle("-fx-background-color: " + Theme.css(theme.background()));
        table.setSelected("com.acme.Tax.load");
      });
      WaitForAsyncUtils.waitForFxEvents();
      String name = "top-table-" + theme.name().toLowerCase(Locale.ROOT);
      robot.interact(() -> Pictures.save(scene, name));
    }
    assertThat(table.getTheme()).isEqualTo(Theme.DARK);
  }
}
