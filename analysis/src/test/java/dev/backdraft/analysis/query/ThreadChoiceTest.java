package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadChoiceTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          [http-1] a.A.run 3
          [http-2] a.A.run 4
          [main] a.A.run 5
          """);
  private static final ThreadGroups GROUPS = ThreadGroups.of(RECORDING.threads());

  private static String chosen(ThreadChoice choice) {
    var ids = choice.ids(RECORDING.threads(), GROUPS);
    return ids == null ? "all" : ids.toString();
  }

  private static ThreadChoice toggledGroup(ThreadChoice choice, String name) {
    List<String> names = GROUPS.groups().stream().map(ThreadGroups.Group::name).toList();
    return choice.toggleGroup(RECORDING.threads(), GROUPS, names.indexOf(name));
  }

  @Test
  void namesOfGroupsAndThreadsBecomeIds() {
    assertThat(chosen(ThreadChoice.ALL)).isEqualTo("all");
    assertThat(chosen(ThreadChoice.only(List.of("http-*"), List.of()))).isEqualTo("{0, 1}");
    assertThat(chosen(ThreadChoice.only(List.of(), List.of("main", "http-2")))).isEqualTo("{1, 2}");
    assertThat(chosen(ThreadChoice.except(List.of("http-*"), List.of()))).isEqualTo("{2}");
    assertThat(chosen(ThreadChoice.only(List.of(), List.of()))).isEqualTo("{}");
  }

  @Test
  void togglingAThreadOfAGroupLeavesTheOthersOfIt() {
    ThreadChoice choice = ThreadChoice.only(List.of("http-*"), List.of());
    ThreadChoice less = choice.toggleThread(RECORDING.threads(), GROUPS, 0);
    assertThat(chosen(less)).isEqualTo("{1}");
    assertThat(chosen(less.toggleThread(RECORDING.threads(), GROUPS, 0))).isEqualTo("{0, 1}");
    assertThat(chosen(ThreadChoice.ALL.toggleThread(RECORDING.threads(), GROUPS, 2)))
        .isEqualTo("{0, 1}");
  }

  @Test
  void togglingAGroupTakesItWhollyInOrOut() {
    ThreadChoice partly = ThreadChoice.only(List.of(), List.of("http-1"));
    ThreadChoice whole = toggledGroup(partly, "http-*");
    assertThat(chosen(whole)).isEqualTo("{0, 1}");
    assertThat(chosen(toggledGroup(whole, "http-*"))).isEqualTo("{}");
    assertThat(chosen(toggledGroup(ThreadChoice.ALL, "http-*"))).isEqualTo("{2}");
    assertThat(toggledGroup(toggledGroup(ThreadChoice.ALL, "http-*"), "http-*").isAll()).isTrue();
  }

  @Test
  void itReadsAsItIsWritten() {
    ThreadChoice choice = ThreadChoice.except(List.of("http-*"), List.of("main"));
    assertThat(choice.text()).isEqualTo("except\ngroup:http-*\nthread:main");
    assertThat(ThreadChoice.parse(choice.text())).isEqualTo(choice);
    assertThat(choice.describe()).isEqualTo("not http-*, main");
    assertThatThrownBy(() -> ThreadChoice.parse("some")).hasMessageContaining("'some'");
    assertThatThrownBy(() -> ThreadChoice.parse("only\nmain")).hasMessageContaining("'main'");
  }

  @Test
  void aLoadCountsEveryThreadOfTheSelectedTime() {
    ThreadLoad load = ThreadLoad.of(RECORDING, Selection.ALL.withTime(1, 3));
    assertThat(load.total()).isEqualTo(9);
    assertThat(load.threadWeight()).containsExactly(0, 4, 5);
    assertThat(load.groups().groups().get(load.groupOrder()[0]).name()).isEqualTo("main");
    assertThat(load.members(load.groups().indexOf(0))).containsExactly(1, 0);
  }

  @Test
  void theSourceOfAnInnerClassIsItsOutermost() {
    CallTree tree =
        CallTree.of(
            TextRecording.of("com.acme.Cart$Line.price:12 3\ncom.acme.Cart$Line.price:7 9"),
            Selection.ALL,
            By.METHOD,
            Transforms.NONE);
    SourcePlace place = SourcePlace.of(tree, Selection.ALL, 1);
    assertThat(place).isEqualTo(new SourcePlace("com/acme", "Cart", 7));
    assertThat(place.candidates()).startsWith("com/acme/Cart.java", "com/acme/Cart.kt");
    assertThat(SourcePlace.isKnown(tree, 1)).isTrue();
    assertThat(SourcePlace.isKnown(tree, CallTree.ROOT)).isFalse();
  }
}
