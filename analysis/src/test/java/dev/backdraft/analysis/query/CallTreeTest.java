package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.WeightUnit;
import org.junit.jupiter.api.Test;

class CallTreeTest {
  private static final Recording CHECKOUT =
      TextRecording.of(
          """
          [http-1] @100 java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 3
          [http-2] @200 java.lang.Thread.run;com.acme.Cart.price 4
          [http-1] @300 java.lang.Thread.run;com.acme.Cart.total;java.util.Map.get 2
          [main]   @400 com.acme.Main.main;com.acme.Cart.price;com.acme.Tax.load 1
          [main]   @500 - 5
          """);

  static String dump(CallTree tree) {
    StringBuilder text = new StringBuilder();
    for (int node = 0; node < tree.size(); node++) {
      if (tree.total(node) > 0) {
        text.append("  ".repeat(tree.depth(node)))
            .append(tree.text(node))
            .append(' ')
            .append(tree.total(node))
            .append(tree.self(node) > 0 ? " self " + tree.self(node) : "")
            .append('\n');
      }
    }
    return text.toString();
  }

  private static CallTree tree(Selection selection, By by, Transform... steps) {
    return CallTree.of(CHECKOUT, selection, by, Transforms.of(steps));
  }

  @Test
  void growsFromTheRootsHeaviestFirst() {
    assertThat(dump(tree(Selection.ALL, By.METHOD)))
        .isEqualTo(
            """
            all 15
              java.lang.Thread.run 9
                com.acme.Cart.price 7 self 4
                  com.acme.Tax.load 3 self 3
                com.acme.Cart.total 2
                  java.util.Map.get 2 self 2
              [no stack] 5 self 5
              com.acme.Main.main 1
                com.acme.Cart.price 1
                  com.acme.Tax.load 1 self 1
            """);
  }

  @Test
  void bottomUpHasTheLeavesAsRoots() {
    assertThat(dump(tree(Selection.ALL, By.METHOD, Transform.of(Transform.Kind.INVERT))))
        .isEqualTo(
            """
            all 15
              [no stack] 5 self 5
              com.acme.Cart.price 4
                java.lang.Thread.run 4 self 4
              com.acme.Tax.load 4
                com.acme.Cart.price 4
                  java.lang.Thread.run 3 self 3
                  com.acme.Main.main 1 self 1
              java.util.Map.get 2
                com.acme.Cart.total 2
                  java.lang.Thread.run 2 self 2
            """);
  }

  @Test
  void aTimeRangeHoldsItsStartAndNotItsEnd() {
    assertThat(dump(tree(Selection.ALL.withTime(200, 400), By.METHOD)))
        .isEqualTo(
            """
            all 6
              java.lang.Thread.run 6
                com.acme.Cart.price 4 self 4
                com.acme.Cart.total 2
                  java.util.Map.get 2 self 2
            """);
  }

  @Test
  void threadsAreChosenByNameOrGroup() {
    Selection pool =
        Selection.ALL.withThreads(
            ThreadGroups.matching(CHECKOUT.threads(), NamePattern.plain("http-*")));
    assertThat(tree(pool, By.METHOD).total()).isEqualTo(9);
    Selection one =
        Selection.ALL.withThreads(
            ThreadGroups.matching(CHECKOUT.threads(), NamePattern.regex("^http-1$")));
    assertThat(tree(one, By.METHOD).total()).isEqualTo(5);
  }

  @Test
  void aFramePatternKeepsWholeStacks() {
    Selection tax = Selection.ALL.withFrames(NamePattern.plain("tax"));
    assertThat(Collapsed.text(tree(tax, By.METHOD)))
        .isEqualTo(
            """
            com.acme.Main.main;com.acme.Cart.price;com.acme.Tax.load 1
            java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 3
            """);
  }

  @Test
  void packagesThatCallThemselvesAreOneNode() {
    assertThat(dump(tree(Selection.ALL, By.PACKAGE)))
        .isEqualTo(
            """
            all 15
              java.lang 9
                com.acme 9 self 7
                  java.util 2 self 2
              [no stack] 5 self 5
              com.acme 1 self 1
            """);
  }

  @Test
  void poolsStandAboveTheirStacks() {
    assertThat(dump(tree(Selection.ALL, By.POOL)))
        .startsWith(
            """
            all 15
              http-* 9
                java.lang.Thread.run 9
            """)
        .contains("  main 6\n    [no stack] 5 self 5\n");
  }

  @Test
  void countingEventsChangesWeightsAndUnit() {
    CallTree counted =
        CallShape.of(CHECKOUT, SampleKind.CPU, By.METHOD, Transforms.NONE)
            .weigh(Selection.ALL, Weighing.COUNT);
    assertThat(counted.total()).isEqualTo(5);
    assertThat(counted.unit()).isEqualTo(WeightUnit.EVENTS);
  }

  @Test
  void anEmptySelectionIsAnEmptyTree() {
    CallTree none = tree(Selection.ALL.withTime(50, 60), By.METHOD);
    assertThat(none.isEmpty()).isTrue();
    assertThat(Collapsed.text(none)).isEmpty();
    assertThat(TopMethods.of(none).size()).isZero();
    assertThat(CallTree.of(CHECKOUT, Selection.all(SampleKind.LOCK), By.THREAD, Transforms.NONE))
        .matches(CallTree::isEmpty);
  }

  @Test
  void aNodeKeepsItsIdUnderAnotherSelection() {
    CallShape shape = CallShape.of(CHECKOUT, SampleKind.CPU, By.METHOD, Transforms.NONE);
    CallTree all = shape.weigh(Selection.ALL);
    CallTree part = shape.weigh(Selection.ALL.withTime(300, 400));
    int node = all.find("java.lang.Thread.run;com.acme.Cart.total");
    assertThat(part.text(node)).isEqualTo("com.acme.Cart.total");
    assertThat(part.total(node)).isEqualTo(2);
    assertThat(part.total(all.find("com.acme.Main.main"))).isZero();
  }

  @Test
  void refusesASelectionOfAnotherKind() {
    CallShape shape = CallShape.of(CHECKOUT, SampleKind.CPU, By.METHOD, Transforms.NONE);
    Selection other = Selection.all(SampleKind.WALL);
    assertThatThrownBy(() -> shape.weigh(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theKindOfANodeIsThatOfMostOfItsWeight() {
    Recording mixed =
        TextRecording.of(
            """
            a.A.run;a.B.hot~interpreted 2
            a.A.run;a.B.hot~jit 5
            a.A.run;a.B.hot~inlined 2
            """);
    CallTree tree = CallTree.of(mixed, Selection.ALL, By.METHOD, Transforms.NONE);
    assertThat(tree.kind(tree.find("a.A.run;a.B.hot"))).isEqualTo(FrameKind.JIT);
  }

  @Test
  void thousandsOfRowsDeepIsNoTrouble() {
    String deep = "a.A.a;".repeat(20_000) + "a.B.b 7";
    CallTree tree = CallTree.of(TextRecording.of(deep), Selection.ALL, By.METHOD, Transforms.NONE);
    assertThat(tree.maxDepth()).isEqualTo(20_001);
    assertThat(Collapsed.text(tree)).endsWith(";a.B.b 7\n");
    assertThat(TopMethods.of(tree).total(1)).isEqualTo(7);
  }
}
