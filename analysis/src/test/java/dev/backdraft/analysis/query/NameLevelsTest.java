package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Recording;
import org.junit.jupiter.api.Test;

/** A step means the same at whatever level the tree is shown. */
class NameLevelsTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          [one] com.acme.Main.run;com.acme.Cart.price;com.acme.Cart.round;org.lib.Log.write 8
          [one] com.acme.Main.run;com.acme.Cart.total;org.lib.Log.isOn 4
          [two] com.acme.Main.run;libc_read~native 2
          [two] Top.main;com.acme.Cart.total 1
          """);

  private static String collapsed(By by, Transform.Kind kind, String argument) {
    return Collapsed.text(tree(by, kind, argument));
  }

  private static CallTree tree(By by, Transform.Kind kind, String argument) {
    return CallTree.of(RECORDING, Selection.ALL, by, Transforms.NONE.with(kind, argument));
  }

  @Test
  void aMethodStaysTheMethodByClass() {
    assertThat(collapsed(By.CLASS, Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart.price"))
        .isEqualTo("com.acme.Cart;org.lib.Log 8\n");
    assertThat(collapsed(By.CLASS, Transform.Kind.HIDE_FUNCTION, "org.lib.Log.write"))
        .isEqualTo(
            """
            Top;com.acme.Cart 1
            com.acme.Main;[native] 2
            com.acme.Main;com.acme.Cart;org.lib.Log 4
            """);
    assertThat(collapsed(By.PACKAGE, Transform.Kind.MERGE_FUNCTION, "org.lib.Log.write"))
        .isEqualTo(
            """
            [default package];com.acme 1
            com.acme 8
            com.acme;[native] 2
            com.acme;org.lib 4
            """);
  }

  @Test
  void aClassIsAllOfItsMethods() {
    assertThat(collapsed(By.METHOD, Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart"))
        .isEqualTo(
            """
            com.acme.Cart.price;com.acme.Cart.round;org.lib.Log.write 8
            com.acme.Cart.total 1
            com.acme.Cart.total;org.lib.Log.isOn 4
            """);
    assertThat(collapsed(By.METHOD, Transform.Kind.MERGE_FUNCTION, "[native]"))
        .contains("com.acme.Main.run 2\n");
    assertThat(collapsed(By.PACKAGE, Transform.Kind.HIDE_FUNCTION, "com.acme.Main"))
        .isEqualTo("[default package];com.acme 1\n");
  }

  @Test
  void aPathIsFoundAtEveryLevel() {
    assertThat(
            collapsed(
                By.CLASS,
                Transform.Kind.FOCUS_SUBTREE,
                "com.acme.Main.run;com.acme.Cart.price;com.acme.Cart.round"))
        .isEqualTo("com.acme.Cart;org.lib.Log 8\n");
    assertThat(
            collapsed(
                By.METHOD, Transform.Kind.FOCUS_SUBTREE, "com.acme.Main;com.acme.Cart;org.lib.Log"))
        .isEqualTo("org.lib.Log.isOn 4\norg.lib.Log.write 8\n");
    assertThat(
            collapsed(
                By.THREAD, Transform.Kind.FOCUS_SUBTREE, "com.acme.Main.run;com.acme.Cart.total"))
        .isEqualTo("com.acme.Cart.total;org.lib.Log.isOn 4\n");
  }

  @Test
  void whatIsNowhereSaysSo() {
    Transform focus = new Transform(Transform.Kind.FOCUS_FUNCTION, "no.Such.thing");
    assertThat(tree(By.CLASS, focus.kind(), focus.argument()).shape().idle())
        .containsExactly(focus);
    CallTree threads = tree(By.METHOD, Transform.Kind.FOCUS_SUBTREE, "one;com.acme.Main.run");
    assertThat(threads.isEmpty()).isTrue();
    assertThat(threads.shape().idle()).hasSize(1);
    CallTree found = tree(By.CLASS, Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart.price");
    assertThat(found.shape().idle()).isEmpty();
  }

  @Test
  void onlyMyCodeIsTheSameAtEveryLevel() {
    Recording recording =
        TextRecording.of("java.lang.Thread.run;Top.main;java.util.List.add;libc.so.6.read 3\n");
    for (By by : new By[] {By.METHOD, By.CLASS, By.PACKAGE}) {
      String mine =
          switch (by) {
            case METHOD -> "Top.main 3\n";
            case CLASS -> "Top 3\n";
            default -> "[default package] 3\n";
          };
      assertThat(
              Collapsed.text(
                  CallTree.of(
                      recording,
                      Selection.ALL,
                      by,
                      Transforms.of(Transform.of(Transform.Kind.ONLY_MY_CODE)))))
          .isEqualTo(mine);
    }
  }
}
