package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A tree that is turned round goes on meaning the same stacks. */
class TurnedTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          [one] Main.run;Cart.price;Tax.load 30
          [one] Main.run;Cart.price;Tax.load;Cart.price 15
          [two] Job.run;Cart.price;Tax.load 40
          [two] Job.run;Tax.load 5
          [two] Job.run 10
          """);
  private static final Transforms BOTTOM_UP = Transforms.of(Transform.of(Transform.Kind.INVERT));

  private static CallTree tree(Transforms transforms) {
    return CallTree.of(RECORDING, Selection.ALL, By.METHOD, transforms);
  }

  private static String collapsed(Transforms transforms) {
    return Collapsed.text(tree(transforms));
  }

  @Test
  void aSubtreeOfABottomUpTreeIsThereTheOtherWayUp() {
    Transforms inside =
        BOTTOM_UP.with(Transform.Kind.FOCUS_SUBTREE, "Tax.load;Cart.price;Main.run");
    assertThat(collapsed(inside)).isEqualTo("Main.run 30\n");
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_SUBTREE, "Tax.load;Cart.price");
    assertThat(collapsed(callers)).isEqualTo("Cart.price;Job.run 40\nCart.price;Main.run 30\n");
    Transforms turned = callers.toggleInverted();
    assertThat(turned.inverted()).isFalse();
    assertThat(collapsed(turned)).isEqualTo("Job.run;Cart.price 40\nMain.run;Cart.price 30\n");
    assertThat(turned.toggleInverted()).isEqualTo(callers);
    assertThat(callers.describe(1)).isEqualTo("Subtree: Cart.price");
    assertThat(turned.describe(1)).isEqualTo("Subtree: Cart.price, bottom-up");
  }

  @Test
  void aStepThatIsTakenAwayLeavesTheOthersAsTheyWere() {
    Transforms both =
        BOTTOM_UP
            .with(Transform.Kind.FOCUS_SUBTREE, "Tax.load;Cart.price")
            .with(Transform.Kind.HIDE_FUNCTION, "Job.run");
    assertThat(collapsed(both.without(0))).isEqualTo("Main.run;Cart.price 30\n");
    assertThat(collapsed(both.without(Transform.Kind.INVERT)))
        .isEqualTo("Main.run;Cart.price 30\n");
    assertThat(both.without(1).steps())
        .extracting(Transform::text)
        .containsExactly("hide:Job.run", "invert");
    assertThat(both.toggleInverted().without(1))
        .isEqualTo(Transforms.NONE.with(Transform.Kind.HIDE_FUNCTION, "Job.run"));
  }

  @Test
  void ownWeightsAreThoseOfLeavesWhicheverWayUp() {
    Transforms hidden = Transforms.NONE.with(Transform.Kind.MERGE_FUNCTION, "Tax.load");
    for (Transforms made : new Transforms[] {Transforms.NONE, hidden}) {
      assertThat(rows(tree(made.toggleInverted()))).isEqualTo(rows(tree(made)));
    }
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_FUNCTION, "Cart.price");
    assertThat(rows(tree(callers)))
        .as("callees that were cut off keep their weight")
        .containsEntry("Cart.price", "15 of 85")
        .containsEntry("Main.run", "0 of 45")
        .isEqualTo(rows(tree(callers.toggleInverted())));
  }

  @Test
  void aFocusMadeBottomUpCanBeSeenWithItsLeaves() {
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_FUNCTION, "Cart.price");
    Transforms sight = callers.with(Transform.Kind.MERGE_LIBRARY, "x").withLeavesInSight();
    assertThat(rows(tree(sight)))
        .as("the same stacks, whose own weights add up")
        .containsEntry("Cart.price", "15 of 85")
        .containsEntry("Tax.load", "70 of 85")
        .hasSize(2);
    for (Transform.Kind kind :
        new Transform.Kind[] {Transform.Kind.FOCUS_SUBTREE, Transform.Kind.HIDE_FUNCTION}) {
      Transforms other = callers.with(kind, "Job.run");
      assertThat(other.withLeavesInSight()).isEqualTo(other.upright());
    }
    assertThat(callers.toggleInverted().withLeavesInSight().steps())
        .containsExactly(new Transform(Transform.Kind.FOCUS_FUNCTION, "Cart.price"));
    assertThat(BOTTOM_UP.withLeavesInSight()).isEqualTo(Transforms.NONE);
    Transforms hidden = Transforms.NONE.with(Transform.Kind.HIDE_FUNCTION, "Job.run");
    assertThat(hidden.withLeavesInSight()).isEqualTo(hidden);
  }

  @Test
  void sharesOfWhatIsZoomedToAreStillOfTheWhole() {
    CallTree whole = tree(Transforms.NONE);
    CallTree part = whole.within(whole.find("Job.run"));
    assertThat(part.total()).isEqualTo(55);
    assertThat(part.whole()).isEqualTo(100);
    assertThat(part.share(part.total())).isEqualTo(0.55);
    Search search = Search.of(part, NamePattern.plain("Tax.load"));
    assertThat(search.weight()).isEqualTo(45);
    assertThat(search.share()).isEqualTo(0.45);
  }

  @Test
  void aSandwichIsTheSameOfABottomUpTree() {
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_SUBTREE, "Tax.load;Cart.price");
    Sandwich sandwich =
        Sandwich.shapes(RECORDING, SampleKind.CPU, By.METHOD, callers, "Job.run")
            .weigh(Selection.ALL, Weighing.WEIGHT);
    assertThat(Collapsed.text(sandwich.callees())).isEqualTo("Job.run;Cart.price 40\n");
    assertThat(Collapsed.text(sandwich.callers())).isEqualTo("Job.run 40\n");
    assertThat(sandwich.self()).isZero();
  }

  @Test
  void theSelfOfASandwichHasInnerCallsToo() {
    Sandwich sandwich =
        Sandwich.shapes(RECORDING, SampleKind.CPU, By.METHOD, Transforms.NONE, "Cart.price")
            .weigh(Selection.ALL, Weighing.WEIGHT);
    assertThat(sandwich.self()).isEqualTo(15);
    CallTree callers = sandwich.callers();
    assertThat(callers.own(1)).as("the middle in the callers' half").isEqualTo(15);
    assertThat(callers.own(callers.find("Cart.price;Main.run"))).isZero();
  }

  @Test
  void whatIsZoomedToKeepsItsOwnWeights() {
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_FUNCTION, "Cart.price");
    CallTree whole = tree(callers);
    CallTree part = whole.within(whole.find("Cart.price;Job.run"));
    assertThat(part.total(1)).isEqualTo(40);
    assertThat(part.own(1)).isZero();
    CallTree recursive = whole.within(whole.find("Cart.price;Tax.load"));
    assertThat(recursive.own(1)).isEqualTo(15);
  }

  @Test
  void cutLeavesAreCountedInTheSelectedTimeOnly() {
    Transforms callers = BOTTOM_UP.with(Transform.Kind.FOCUS_FUNCTION, "Cart.price");
    CallShape shape = CallShape.of(RECORDING, SampleKind.CPU, By.METHOD, callers);
    CallTree early = shape.weigh(Selection.ALL.withTime(0, 1));
    assertThat(early.total(1)).isEqualTo(30);
    assertThat(early.own(1)).isZero();
    CallTree counted = shape.weigh(Selection.ALL.withTime(1, 2), Weighing.COUNT);
    assertThat(counted.own(1)).isEqualTo(1);
  }

  @Test
  void callersAreCallersWhicheverWayUp() {
    for (String name : new String[] {"Main.run", "Cart.price", "Tax.load", "Job.run"}) {
      CallTree upright = tree(Transforms.NONE);
      CallTree turned = tree(BOTTOM_UP);
      assertThat(said(turned, name)).as(name).isEqualTo(said(upright, name));
    }
    assertThat(said(tree(BOTTOM_UP), "Cart.price"))
        .isEqualTo("15 of 85, by {Job.run=40, Main.run=45}, to {Tax.load=85}");
  }

  @Test
  void aRecursionCountsEachStackOnce() {
    Recording deep =
        TextRecording.of("Deep.a;Deep.b;".repeat(50) + "Deep.a;Deep.b 3\nDeep.a;Deep.c 1\n");
    for (Transforms transforms : new Transforms[] {Transforms.NONE, BOTTOM_UP}) {
      CallTree tree = CallTree.of(deep, Selection.ALL, By.METHOD, transforms);
      assertThat(said(tree, "Deep.a")).isEqualTo("0 of 4, by {}, to {Deep.b=3, Deep.c=1}");
      assertThat(said(tree, "Deep.b")).isEqualTo("3 of 3, by {Deep.a=3}, to {Deep.a=3}");
    }
  }

  private static String said(CallTree tree, String name) {
    Names names = tree.names();
    FunctionSums sums = FunctionSums.of(tree, names.find(name));
    Map<String, Long> callers = new TreeMap<>();
    sums.callers().forEach((id, weight) -> callers.put(names.text(id), weight));
    Map<String, Long> callees = new TreeMap<>();
    sums.callees().forEach((id, weight) -> callees.put(names.text(id), weight));
    return sums.self() + " of " + sums.total() + ", by " + callers + ", to " + callees;
  }

  private static Map<String, String> rows(CallTree tree) {
    TopMethods top = TopMethods.of(tree);
    Map<String, String> rows = new TreeMap<>();
    for (int row = 0; row < top.size(); row++) {
      rows.put(top.text(row), top.self(row) + " of " + top.total(row));
    }
    return rows;
  }
}
