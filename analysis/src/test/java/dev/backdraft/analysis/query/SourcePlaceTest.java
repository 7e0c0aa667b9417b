package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePlaceTest {
  private static final CallTree TREE =
      CallTree.of(
          TextRecording.of(
              """
              com.acme.Cart$Line.price:12;libc.so.6.read 3
              Top.run:4;libjvm.dylib.JVM_Wait 2
              com.acme.TextsKt.join:9;kernel32.dll.Sleep 1
              """),
          Selection.ALL,
          By.METHOD,
          Transforms.NONE);

  private static int node(String path) {
    return TREE.find(path);
  }

  @Test
  void framesOfALibraryHaveNoSource() {
    for (String path :
        List.of(
            "com.acme.Cart$Line.price;libc.so.6.read",
            "Top.run;libjvm.dylib.JVM_Wait",
            "com.acme.TextsKt.join;kernel32.dll.Sleep")) {
      int node = node(path);
      assertThat(TREE.depth(node)).as(path).isEqualTo(2);
      assertThat(SourcePlace.isKnown(TREE, node)).isFalse();
      assertThat(SourcePlace.of(TREE, Selection.ALL, node).type()).isEmpty();
      assertThat(SourcePlace.likelyFile(TREE.names(), TREE.name(node))).isEmpty();
    }
  }

  @Test
  void aClassIsInTheFileOfItsOutermost() {
    int node = node("com.acme.Cart$Line.price");
    assertThat(SourcePlace.of(TREE, Selection.ALL, node))
        .isEqualTo(new SourcePlace("com/acme", "Cart", 12));
    assertThat(SourcePlace.likelyFile(TREE.names(), TREE.name(node)))
        .isEqualTo("com/acme/Cart.java");
    assertThat(SourcePlace.of(TREE, Selection.ALL, node("Top.run")))
        .isEqualTo(new SourcePlace("", "Top", 4));
    assertThat(SourcePlace.likelyFile(TREE.names(), TREE.name(node("com.acme.TextsKt.join"))))
        .isEqualTo("com/acme/Texts.kt");
  }
}
