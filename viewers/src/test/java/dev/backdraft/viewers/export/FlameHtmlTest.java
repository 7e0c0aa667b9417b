package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.viewers.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlameHtmlTest {
  private static final Caption CAPTION = new Caption("a \"b\" <c> & d.jfr", "CPU · </script> all");

  private static String html(CallTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FlameHtml.write(tree, CAPTION, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String sorted(CallTree tree) {
    return Collapsed.text(tree).lines().sorted().collect(Collectors.joining("\n")) + "\n";
  }

  @Test
  void thePageHoldsTheWholeTree() throws Exception {
    CallTree small =
        Trees.of(
            """
            java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.<init>~jit 300
            java.lang.Thread.run;com.acme.Cart.price 40
            java.lang.Thread.run;com.acme.Größe.messen 20
            java.lang.Thread.run;com.acme.Größe.𝒇𝒈 20
            java.lang.Thread.run;com.acme.Größe.𝒇𝒉 20
            [kernel];do_syscall~kernel 60
            """);
    assertThat(new UnpackedPage(html(small)).collapsed()).isEqualTo(sorted(small));
  }

  @Test
  void thePageHoldsEveryTreeWhateverItsShape() throws Exception {
    for (int seed = 1; seed <= 30; seed++) {
      CallTree tree = Trees.large(200 * seed, 2 + seed * 3, seed);
      assertThat(new UnpackedPage(html(tree)).collapsed())
          .as("seed %s", seed)
          .isEqualTo(sorted(tree));
    }
  }

  @Test
  void deepAndWideTreesFitToo() throws Exception {
    String deep = "a.B.c" + ";a.B.c".repeat(499) + " 7";
    assertThat(new UnpackedPage(html(Trees.of(deep))).collapsed()).isEqualTo(deep + "\n");
    UnpackedPage wide = new UnpackedPage(html(Trees.wide(200_000)));
    assertThat(wide.total()).isEqualTo(Trees.wide(200_000).total());
    assertThat(wide.count()).isGreaterThan(200_000);
  }

  @Test
  void weightsAreSharedOutOverOneUnit() throws Exception {
    CallTree tree = Trees.of("a.B.c 20000000\na.B.c;a.B.d 10000000000000\na.B.e 30000000");
    assertThat(new UnpackedPage(html(tree)).collapsed()).isEqualTo(sorted(tree));
  }

  @Test
  void manyNodesCostFewBytes() throws Exception {
    CallTree tree = Trees.large(100_000, 60, 5);
    int page = html(Trees.of("a.B.c 1")).length();
    assertThat((html(tree).length() - page) / (double) tree.size()).isLessThan(3.5);
  }

  @Test
  void thePageNeedsNothingFromElsewhereAndCannotBeBrokenByNames() throws IOException {
    String html = html(Trees.of("a.B.</script><script>alert(1) 3"));
    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("import(");
    assertThat(html.split("</script>", -1)).hasSize(3);
    assertThat(html).doesNotContain("alert(1)");
  }

  @Test
  void nothingIsAPageToo() throws Exception {
    assertThat(new UnpackedPage(html(Trees.of(""))).count()).isZero();
  }
}
