package dev.backdraft.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameFactsTest {
  private static final Recording RECORDING =
      SmallRecording.of(
          """
          Main.run;Cart.price 5
          Main.run;Cart.price;Tax.load 30
          Main.run;Cart.price;Tax.load;Cart.price 15
          Job.run;Cart.price;Tax.load 40
          Job.run 10
          """);
  private static final CallTree TREE =
      CallTree.of(RECORDING, Selection.ALL, By.METHOD, Transforms.NONE);

  @Test
  void aFrameHasItsOwnFiguresAndThoseOfItsFunction() {
    FrameFacts facts =
        FrameFacts.of(TREE, Selection.ALL, node("com.acme.Main.run;com.acme.Cart.price"));
    assertThat(facts.title()).isEqualTo("Cart.price");
    assertThat(facts.packageName()).isEqualTo("com.acme");
    assertThat(facts.amount(TREE.total(facts.node()))).isEqualTo("50 samples · 50.0 %");
    assertThat(facts.frames()).isEqualTo(3);
    assertThat(facts.functionSelf()).isEqualTo(20);
    assertThat(facts.functionTotal()).as("each stack counted once").isEqualTo(90);
    assertThat(facts.threads()).isEqualTo("1 of 1");
  }

  @Test
  void callersAndCalleesAreSharesOfTheFunction() {
    FrameFacts facts =
        FrameFacts.of(TREE, Selection.ALL, node("com.acme.Job.run;com.acme.Cart.price"));
    assertThat(texts(facts.callers())).containsExactly("Main.run 56", "Job.run 44");
    assertThat(texts(facts.callees())).containsExactly("Tax.load 94");
    assertThat(texts(facts.kinds())).containsExactly("jit 100");
    assertThat(facts.source().type()).isEqualTo("Cart");
    assertThat(facts.source().line()).isEqualTo(11);
  }

  @Test
  void theHottestStacksAreThoseBelowTheFrame() {
    FrameFacts facts = FrameFacts.of(TREE, Selection.ALL, node("com.acme.Main.run"));
    assertThat(texts(facts.hottest()))
        .containsExactly(
            "Tax.load ‹ Cart.price ‹ Main.run 60",
            "Cart.price ‹ Tax.load ‹ Cart.price 30",
            "Cart.price ‹ Main.run 10");
    assertThat(texts(facts.callers())).as("nothing calls a root").isEmpty();
  }

  @Test
  void theFactsAreTheSameWhicheverWayUpTheTreeStands() {
    Transforms bottomUp = Transforms.of(Transform.of(Transform.Kind.INVERT));
    CallTree turned = CallTree.of(RECORDING, Selection.ALL, By.METHOD, bottomUp);
    FrameFacts facts =
        FrameFacts.of(turned, Selection.ALL, turned.find("com.acme.Tax.load;com.acme.Cart.price"));
    assertThat(facts.self()).as("here it is not the leaf").isZero();
    assertThat(facts.functionSelf()).isEqualTo(20);
    assertThat(facts.functionTotal()).isEqualTo(90);
    assertThat(texts(facts.callers())).containsExactly("Main.run 56", "Job.run 44");
    assertThat(texts(facts.callees())).containsExactly("Tax.load 94");
    assertThat(texts(facts.hottest()))
        .containsExactly("Cart.price ‹ Job.run 57", "Cart.price ‹ Main.run 43");
    assertThat(facts.hottest().getFirst().name())
        .isEqualTo("com.acme.Job.run\ncom.acme.Cart.price\ncom.acme.Tax.load\n");
    assertThat(facts.stackText()).isEqualTo("com.acme.Cart.price\ncom.acme.Tax.load\n");
    int root = turned.find("com.acme.Job.run");
    assertThat(FrameFacts.of(turned, Selection.ALL, root).self()).isEqualTo(10);
  }

  @Test
  void theThreadsThatAreNotListedAreToldAsOne() {
    StringBuilder lines = new StringBuilder();
    for (int thread = 1; thread <= 12; thread++) {
      lines.append("[pool-").append(thread).append("] Main.run ");
      lines.append(thread == 1 ? 45 : 5).append('\n');
    }
    Recording pool = SmallRecording.of(lines.toString());
    CallTree tree = CallTree.of(pool, Selection.ALL, By.METHOD, Transforms.NONE);
    List<FrameFacts.Part> parts = FrameFacts.of(tree, Selection.ALL, 1).topThreads();
    assertThat(texts(parts).getFirst()).isEqualTo("pool-1 45");
    assertThat(texts(parts).getLast()).isEqualTo("8 more 40");
    assertThat(parts.stream().mapToDouble(FrameFacts.Part::share).sum()).isBetween(0.999, 1.001);
  }

  @Test
  void theMiddleOfASandwichHasItsCallersFromTheUpperHalf() {
    Sandwich sandwich =
        Sandwich.shapes(
                RECORDING, SampleKind.CPU, By.METHOD, Transforms.NONE, "com.acme.Cart.price")
            .weigh(Selection.ALL, Weighing.WEIGHT);
    FrameFacts facts = FrameFacts.of(sandwich.callees(), Selection.ALL, 1, sandwich.callers());
    assertThat(texts(facts.callers())).containsExactly("Main.run 56", "Job.run 44");
    assertThat(texts(facts.callees())).containsExactly("Tax.load 94");
    assertThat(facts.functionSelf()).isEqualTo(20);
  }

  @Test
  void noShareIsMoreThanAll() {
    Recording deep = SmallRecording.of("Deep.a;Deep.b;".repeat(30) + "Deep.a;Deep.b 3\nDeep.a 1\n");
    CallTree tree = CallTree.of(deep, Selection.ALL, By.METHOD, Transforms.NONE);
    FrameFacts facts = FrameFacts.of(tree, Selection.ALL, 1);
    assertThat(texts(facts.callees())).containsExactly("Deep.b 75");
  }

  private static int node(String path) {
    return TREE.find(path);
  }

  private static List<String> texts(List<FrameFacts.Part> parts) {
    return parts.stream().map(part -> part.text() + " " + Math.round(part.share() * 100)).toList();
  }
}
