package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.Recording;
import org.junit.jupiter.api.Test;

class TransformsTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          java.lang.Thread.run;com.acme.A.a;java.util.List.add;com.acme.B.b 1
          java.lang.Thread.run;com.acme.A.a;com.acme.A.a;com.acme.C.c;com.acme.A.a 2
          java.lang.Thread.run;com.acme.B.b;libc_read 4
          java.lang.Thread.run;org.lib.X.x;com.acme.B.b;org.lib.X.y 8
          """);

  private static String collapsed(Transform.Kind kind, String argument) {
    Transforms steps = Transforms.of(new Transform(kind, argument));
    return Collapsed.text(CallTree.of(RECORDING, Selection.ALL, By.METHOD, steps));
  }

  @Test
  void focusBeginsAtTheOutermostCall() {
    assertThat(collapsed(Transform.Kind.FOCUS_FUNCTION, "com.acme.A.a"))
        .isEqualTo(
            """
            com.acme.A.a;com.acme.A.a;com.acme.C.c;com.acme.A.a 2
            com.acme.A.a;java.util.List.add;com.acme.B.b 1
            """);
  }

  @Test
  void focusOfASubtreeLooksAtOnePathOnly() {
    assertThat(collapsed(Transform.Kind.FOCUS_SUBTREE, "java.lang.Thread.run;com.acme.B.b"))
        .isEqualTo("com.acme.B.b;libc_read 4\n");
  }

  @Test
  void whatTheJvmHidesIsNobodysCode() {
    Recording recording =
        TextRecording.of("com.acme.A.a;com.acme.A$$Lambda/0x1.run;com.acme.A.lambda$a$0 3\n");
    for (String packages : new String[] {"", "com.acme"}) {
      Transforms steps = Transforms.of(new Transform(Transform.Kind.ONLY_MY_CODE, packages));
      assertThat(Collapsed.text(CallTree.of(recording, Selection.ALL, By.METHOD, steps)))
          .isEqualTo("com.acme.A.a;com.acme.A.lambda$a$0 3\n");
    }
  }

  @Test
  void hideTakesTheWeightAway() {
    assertThat(collapsed(Transform.Kind.HIDE_FUNCTION, "com.acme.B.b"))
        .isEqualTo("java.lang.Thread.run;com.acme.A.a;com.acme.A.a;com.acme.C.c;com.acme.A.a 2\n");
  }

  @Test
  void mergeGivesTheWeightToTheCaller() {
    assertThat(collapsed(Transform.Kind.MERGE_FUNCTION, "com.acme.A.a"))
        .isEqualTo(
            """
            java.lang.Thread.run;com.acme.B.b;libc_read 4
            java.lang.Thread.run;com.acme.C.c 2
            java.lang.Thread.run;java.util.List.add;com.acme.B.b 1
            java.lang.Thread.run;org.lib.X.x;com.acme.B.b;org.lib.X.y 8
            """);
  }

  @Test
  void mergingALibraryTakesItsSubpackagesAlong() {
    assertThat(collapsed(Transform.Kind.MERGE_LIBRARY, "org"))
        .contains("java.lang.Thread.run;com.acme.B.b 8\n");
    assertThat(collapsed(Transform.Kind.MERGE_LIBRARY, "org.li"))
        .as("part of a package's name is no package")
        .contains("org.lib.X.x");
  }

  @Test
  void aLibraryThatIsNotThereIsAnIdleStep() {
    Transform none = new Transform(Transform.Kind.MERGE_LIBRARY, "org.lbi");
    Transform some = new Transform(Transform.Kind.MERGE_LIBRARY, "org.lib");
    Transforms steps = Transforms.of(none, some);
    assertThat(CallTree.of(RECORDING, Selection.ALL, By.METHOD, steps).shape().idle())
        .containsExactly(none);
  }

  @Test
  void onlyMyCodeLeavesTheNamedPackages() {
    assertThat(collapsed(Transform.Kind.ONLY_MY_CODE, "com.acme"))
        .isEqualTo(
            """
            com.acme.A.a;com.acme.A.a;com.acme.C.c;com.acme.A.a 2
            com.acme.A.a;com.acme.B.b 1
            com.acme.B.b 12
            """);
  }

  @Test
  void onlyMyCodeWithoutPackagesTakesTheJdkAndNativeCodeAway() {
    assertThat(collapsed(Transform.Kind.ONLY_MY_CODE, ""))
        .isEqualTo(
            """
            com.acme.A.a;com.acme.A.a;com.acme.C.c;com.acme.A.a 2
            com.acme.A.a;com.acme.B.b 1
            com.acme.B.b 4
            org.lib.X.x;com.acme.B.b;org.lib.X.y 8
            """);
  }

  @Test
  void recursionCollapsesDirectlyOrThroughOthers() {
    assertThat(collapsed(Transform.Kind.COLLAPSE_RECURSION, ""))
        .contains("java.lang.Thread.run;com.acme.A.a;com.acme.C.c;com.acme.A.a 2\n");
    assertThat(collapsed(Transform.Kind.COLLAPSE_RECURSION, "com.acme.A.a"))
        .contains("java.lang.Thread.run;com.acme.A.a 2\n")
        .doesNotContain("com.acme.C.c;com.acme.A.a");
  }

  @Test
  void stepsApplyInTheirOrder() {
    Transforms steps =
        Transforms.of(
            new Transform(Transform.Kind.ONLY_MY_CODE, "com.acme"),
            Transform.of(Transform.Kind.INVERT),
            new Transform(Transform.Kind.FOCUS_SUBTREE, "com.acme.B.b;com.acme.A.a"));
    assertThat(Collapsed.text(CallTree.of(RECORDING, Selection.ALL, By.METHOD, steps)))
        .isEqualTo("com.acme.A.a 1\n");
  }

  @Test
  void whatFocusLeavesOutIsStillKnownAsSelected() {
    CallTree tree =
        CallTree.of(
            RECORDING,
            Selection.ALL,
            By.METHOD,
            Transforms.of(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.C.c")));
    assertThat(tree.total()).isEqualTo(2);
    assertThat(tree.selectedTotal()).isEqualTo(15);
  }

  @Test
  void aNameThatIsNotThereFocusesOnNothingAndChangesNothingElse() {
    assertThat(collapsed(Transform.Kind.FOCUS_FUNCTION, "no.Such.thing")).isEmpty();
    assertThat(collapsed(Transform.Kind.MERGE_FUNCTION, "no.Such.thing").lines()).hasSize(4);
  }

  @Test
  void stepsAreUndoneOneByOneAndRemovedFromTheMiddle() {
    Transform hide = new Transform(Transform.Kind.HIDE_FUNCTION, "a.B.c");
    Transform mine = Transform.of(Transform.Kind.ONLY_MY_CODE);
    Transforms both = Transforms.NONE.with(hide).with(mine);
    assertThat(both.undo()).isEqualTo(Transforms.of(hide));
    assertThat(both.without(0)).isEqualTo(Transforms.of(mine));
    assertThat(Transforms.NONE.undo()).isEqualTo(Transforms.NONE);
    assertThat(both.toggleInverted().toggleInverted()).isEqualTo(both);
  }

  @Test
  void everyStepSurvivesBeingWrittenDown() {
    Transforms all = Transforms.NONE;
    for (Transform.Kind kind : Transform.Kind.values()) {
      all = all.with(kind, "com.acme.A$B.lambda$0:x");
    }
    assertThat(Transforms.parse(all.text())).isEqualTo(all);
    assertThatThrownBy(() -> Transforms.parse("explode:a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Transform.parse("focus")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void chipsAreShort() {
    assertThat(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart.price").describe())
        .isEqualTo("Focus: Cart.price");
    assertThat(new Transform(Transform.Kind.FOCUS_SUBTREE, "a.B.c;com.acme.Cart.price").describe())
        .isEqualTo("Subtree: Cart.price");
    assertThat(Transform.of(Transform.Kind.ONLY_MY_CODE).describe()).isEqualTo("Only my code");
  }
}
