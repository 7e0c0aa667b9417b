package dev.backdraft.app.shell;

import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Commands;
import javafx.collections.ObservableMap;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Gives a scene the keys of all commands. */
final class Keys {
  private Keys() {}

  static void install(Scene scene, Commands commands, Runnable help) {
    ObservableMap<KeyCombination, Runnable> keys = scene.getAccelerators();
    for (Command command : commands.all()) {
      for (String text : command.keys()) {
        keys.put(KeyCombination.valueOf(text), command::run);
      }
    }
    // On many keyboards the question mark needs Shift, so it is known by what it types.
    scene.addEventHandler(
        KeyEvent.KEY_TYPED,
        typed -> {
          if (typed.getCharacter().equals("?")
              && !(typed.getTarget() instanceof TextInputControl)) {
            help.run();
            typed.consume();
          }
        });
  }
}
