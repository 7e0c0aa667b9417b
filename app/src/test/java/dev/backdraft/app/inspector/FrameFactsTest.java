package dev.backdraft.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.Recording;
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

  private static int node(String path) {
    return TREE.find(path);
  }

  private static List<String> texts(List<FrameFacts.Part> parts) {
    return parts.stream().map(part -> part.text() + " " + Math.round(part.share() * 100)).toList();
  }
}
