package dev.backdraft.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandsTest {
  private final Commands commands = new Commands();
  private final List<String> done = new ArrayList<>();

  @Test
  void twoCommandsShareNeitherAnIdNorAKey() {
    commands.add(named("one", "Shortcut+K"));
    assertThatThrownBy(() -> commands.add(named("one", "F1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> commands.add(named("two", "F2", "Shortcut+K")))
        .hasMessageContaining("Shortcut+K");
  }

  @Test
  void whatIsNotPossibleIsNotDone() {
    commands.add(named("never").when(() -> false));
    commands.add(named("always"));
    assertThat(commands.run("never")).isFalse();
    assertThat(commands.run("always")).isTrue();
    assertThat(done).containsExactly("always");
    assertThatThrownBy(() -> commands.run("unheard of")).hasMessageContaining("unheard of");
  }

  @Test
  void keysAreWrittenAsPeopleReadThem() {
    assertThat(named("z", "Shortcut+Shift+Z", "Shortcut+Y").keyTexts())
        .matches("(Ctrl|Cmd)\\+Shift\\+Z, (Ctrl|Cmd)\\+Y");
  }

  private Command named(String id, String... keys) {
    return Command.of(id, Command.Group.GO, id, () -> done.add(id), keys);
  }
}
