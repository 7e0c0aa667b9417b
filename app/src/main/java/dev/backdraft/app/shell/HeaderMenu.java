package dev.backdraft.app.shell;

import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Commands;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Menus made of the list of commands, anew each time they open. */
final class HeaderMenu {
  private HeaderMenu() {}

  /** Every command, under its heading. */
  static void all(MenuButton button, Commands commands) {
    button.getItems().setAll(new MenuItem("")); // a menu without items never asks to be shown
    button.setOnShowing(event -> {
      button.getItems().clear();
      for (Command.Group group : Command.Group.values()) {
        Menu menu = new Menu(group.label());
        menu.getItems().setAll(items(commands.in(group)));
        button.getItems().add(menu);
      }
    });
  }

  /** The commands of one heading. */
  static void group(MenuButton button, Commands commands, Command.Group group) {
    button.getItems().setAll(new MenuItem(""));
    button.setOnShowing(event -> button.getItems().setAll(items(commands.in(group))));
  }

  private static List<MenuItem> items(List<Command> commands) {
    return commands.stream().map(HeaderMenu::item).toList();
  }

  private static MenuItem item(Command command) {
    MenuItem item = new MenuItem(command.label().get());
    item.setMnemonicParsing(false);
    item.setDisable(!command.possible().getAsBoolean());
    item.setOnAction(event -> command.run());
    if (!command.keys().isEmpty()) {
      // Shown only: the scene knows the keys already, and an open menu must not take them twice.
      item.setText(item.getText() + "     " + command.keyText());
    }
    return item;
  }
}
