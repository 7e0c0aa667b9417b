package dev.backdraft.viewers.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.Trees;
import org.junit.jupiter.api.Test;

class FlameLayoutTest {
  private static final CallTree SMALL =
      Trees.of(
          """
          a.A.run;a.B.wide;a.C.left 30
          a.A.run;a.B.wide;a.C.right 20
          a.A.run;a.B.wide 10
          a.A.run;a.D.narrow1 1
          a.A.run;a.D.narrow2 1
          a.A.run;a.D.narrow3 1
          a.E.main 37
          """);

  private static Viewport icicle(double from, double to, int width, int height) {
    return new Viewport(from, to, 0, width, height, 10, false);
  }

  private static String text(CallTree tree, FlameBoxes boxes) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < boxes.rows(); row++) {
      for (int box = boxes.rowStart(row); box < boxes.rowEnd(row); box++) {
        String name = tree.names().shortText(tree.name(boxes.node(box)));
        text.append("row ").append(boxes.firstRow() + row).append("  ");
        text.append(boxes.leftPx(box)).append("..").append(boxes.rightPx(box));
        text.append("  ").append(boxes.merged(box) == 1 ? name : boxes.merged(box) + " merged");
        text.append("  ").append(boxes.weight(box)).append(boxes.match(box) ? "  match" : "");
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void everyNodeThatIsWideEnoughIsABox() {
    FlameBoxes boxes = FlameLayout.of(FlameRows.of(SMALL), icicle(0, 1, 100, 100), null);
    assertThat(text(SMALL, boxes))
        .isEqualTo(
            """
            row 0  0..100  all  100
            row 1  0..63  A.run  63
            row 1  63..100  E.main  37
            row 2  0..60  B.wide  60
            row 2  60..61  D.narrow1  1
            row 2  61..62  D.narrow2  1
            row 2  62..63  D.narrow3  1
            row 3  0..30  C.left  30
            row 3  30..50  C.right  20
            """);
  }

  @Test
  void neighboursBelowAPixelMergeAndKnowWhatTheyHold() {
    FlameRows rows = FlameRows.of(SMALL);
    Search search = Search.of(SMALL, NamePattern.plain("narrow2"));
    int[] matches = rows.countsBefore(search.nodes());
    assertThat(text(SMALL, FlameLayout.of(rows, icicle(0, 1, 50, 100), matches)))
        .isEqualTo(
            """
            row 0  0..50  all  100
            row 1  0..32  A.run  63
            row 1  32..50  E.main  37
            row 2  0..30  B.wide  60
            row 2  30..32  3 merged  3  match
            row 3  0..15  C.left  30
            row 3  15..25  C.right  20
            """);
  }

  @Test
  void whatCoversLessThanHalfAPixelIsLeftOutUnlessItMatches() {
    FlameRows rows = FlameRows.of(SMALL);
    assertThat(text(SMALL, FlameLayout.of(rows, icicle(0, 1, 10, 100), null)))
        .doesNotContain("merged");
    int[] matches = rows.countsBefore(Search.of(SMALL, NamePattern.plain("narrow3")).nodes());
    assertThat(text(SMALL, FlameLayout.of(rows, icicle(0, 1, 10, 100), matches)))
        .contains("row 2  6..7  3 merged  3  match");
  }

  @Test
  void zoomClipsAtTheEdges() {
    FlameBoxes boxes = FlameLayout.of(FlameRows.of(SMALL), icicle(0.25, 0.5, 100, 100), null);
    assertThat(text(SMALL, boxes))
        .isEqualTo(
            """
            row 0  0..100  all  100
            row 1  0..100  A.run  63
            row 2  0..100  B.wide  60
            row 3  0..20  C.left  30
            row 3  20..100  C.right  20
            """);
  }

  @Test
  void onlyVisibleRowsAreLaidOutAndAFlameStandsOnItsRoot() {
    FlameRows rows = FlameRows.of(SMALL);
    FlameBoxes scrolled = FlameLayout.of(rows, new Viewport(0, 1, 20, 100, 10, 10, false), null);
    assertThat(scrolled.firstRow()).isEqualTo(2);
    assertThat(scrolled.rows()).isEqualTo(1);
    Viewport flame = new Viewport(0, 1, 0, 100, 40, 10, true);
    assertThat(flame.top(0)).isEqualTo(30);
    FlameBoxes boxes = FlameLayout.of(rows, flame, null);
    assertThat(boxes.hit(50, 35)).isEqualTo(0);
    assertThat(SMALL.text(boxes.node(boxes.hit(80, 25)))).isEqualTo("a.E.main");
  }

  @Test
  void hitFindsTheBoxUnderAPixelAndNothingInGaps() {
    FlameBoxes boxes = FlameLayout.of(FlameRows.of(SMALL), icicle(0, 1, 100, 100), null);
    assertThat(SMALL.text(boxes.node(boxes.hit(31, 35)))).isEqualTo("a.C.right");
    assertThat(boxes.hit(55, 35)).as("own time of B.wide").isEqualTo(-1);
    assertThat(boxes.hit(80, 25)).isEqualTo(-1);
    assertThat(boxes.hit(10, 95)).isEqualTo(-1);
  }

  @Test
  void everyPixelHitsTheNodeThatTheRowsHaveThere() {
    CallTree tree = Trees.large(20_000, 30, 11);
    FlameRows rows = FlameRows.of(tree);
    FlameBoxes boxes = FlameLayout.of(rows, icicle(0.2, 0.4, 700, 300), null);
    for (int y = 5; y < 300; y += 10) {
      for (int x = 0; x < 700; x += 3) {
        int box = boxes.hit(x + 0.5, y);
        double weight = (0.2 + (x + 0.5) / 700 * 0.2) * tree.total();
        int node = rows.nodeAt(y / 10, weight);
        double nodePx = node < 0 ? 0 : tree.total(node) / (0.2 * tree.total()) * 700;
        if (nodePx > 3 && box >= 0 && boxes.rightPx(box) - boxes.leftPx(box) > 3) {
          assertThat(boxes.merged(box)).isEqualTo(1);
          assertThat(Math.abs(rows.startOf(boxes.node(box)) - rows.startOf(node)))
              .as("x %d y %d", x, y)
              .isLessThanOrEqualTo(tree.total());
        }
        if (nodePx > 6) {
          assertThat(box).as("x %d y %d", x, y).isNotNegative();
        }
      }
    }
  }

  @Test
  void theCostFollowsTheScreenAndNotTheTree() {
    CallTree tree = Trees.large(1_000_000, 90, 5);
    FlameRows rows = FlameRows.of(tree);
    assertThat(rows.nodes()).isGreaterThan(900_000);
    int width = 1600;
    for (double to : new double[] {1, 0.1, 1e-3, 1e-6}) {
      Viewport viewport = new Viewport(0, to, 0, width, 950, 19, false);
      FlameBoxes boxes = FlameLayout.of(rows, viewport, null);
      assertThat(boxes.rows()).isGreaterThanOrEqualTo(50);
      assertThat(boxes.visited()).as("to " + to).isLessThan(50L * width * 12);
      assertThat(boxes.size()).isLessThanOrEqualTo(50 * (width + 1));
    }
  }

  @Test
  void twoHundredThousandSiblingsAreOneBlockAndNoneIsLost() {
    CallTree tree = Trees.wide(200_000);
    FlameRows rows = FlameRows.of(tree);
    FlameBoxes boxes = FlameLayout.of(rows, icicle(0, 1, 1600, 100), null);
    long nodes = 0;
    long weight = 0;
    for (int box = boxes.rowStart(2); box < boxes.rowEnd(2); box++) {
      nodes += boxes.merged(box);
      weight += boxes.weight(box);
    }
    assertThat(nodes).isEqualTo(200_000);
    assertThat(weight).isLessThanOrEqualTo(tree.total()).isGreaterThan(tree.total() - 50);
    assertThat(boxes.visited()).isLessThan(100_000);
  }

  @Test
  void fiveHundredRowsDeepScrollsToItsEnd() {
    CallTree tree = Trees.of("a.A.a;".repeat(499) + "a.B.b 5");
    FlameRows rows = FlameRows.of(tree);
    assertThat(rows.count()).isEqualTo(501);
    FlameBoxes boxes = FlameLayout.of(rows, new Viewport(0, 1, 4910, 200, 100, 10, false), null);
    assertThat(tree.text(boxes.node(boxes.hit(100, 95)))).isEqualTo("a.B.b");
  }

  @Test
  void anEmptyTreeHasNoRows() {
    CallTree none = Trees.of("");
    assertThat(FlameRows.of(none).count()).isZero();
    assertThat(FlameLayout.of(FlameRows.of(none), icicle(0, 1, 100, 100), null).size()).isZero();
  }
}
