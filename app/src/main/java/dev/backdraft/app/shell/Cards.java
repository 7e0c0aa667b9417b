package dev.backdraft.app.shell;

import dev.backdraft.app.choose.FileChoice;
import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.palette.Choice;
import dev.backdraft.app.palette.PaletteModel;
import dev.backdraft.app.palette.PalettePane;
import dev.backdraft.app.shortcuts.ShortcutPane;
import dev.backdraft.app.source.SettingsPane;
import dev.backdraft.app.source.SourceModel;
import dev.backdraft.app.source.SourcePane;
import dev.backdraft.app.source.SourceText;
import java.util.List;
import javafx.scene.Node;

/** The cards that are shown over the window. */
final class Cards {
  private final Overlay overlay;
  private final PalettePane palettePane;
  private final ShortcutPane keysPane;
  private final SettingsPane settingsPane;
  private final SourcePane sourcePane;
  private final Node paletteCard;
  private final Node keysCard;
  private final Node settingsCard;
  private final Node sourceCard;

  Cards(
      Overlay overlay,
      Commands commands,
      PaletteModel palette,
      SourceModel source,
      FileChoice choice) {
    this.overlay = overlay;
    palettePane = new PalettePane(palette, overlay::close);
    keysPane = new ShortcutPane(commands);
    settingsPane = new SettingsPane(source, choice);
    sourcePane = new SourcePane(source);
    paletteCard = Sheets.load(palettePane, "palette.fxml");
    keysCard = Sheets.load(keysPane, "shortcuts.fxml");
    settingsCard = Sheets.load(settingsPane, "settings.fxml");
    sourceCard = Sheets.load(sourcePane, "source.fxml");
    // The same file may be asked for again: every request shows it.
    source.onShown(this::source);
  }

  /** Every command as something to choose in the palette. */
  static List<Choice> choices(Commands commands) {
    return commands.all().stream()
        .filter(command -> !command.id().equals("palette"))
        .map(Cards::choice)
        .toList();
  }

  private static Choice choice(Command command) {
    return new Choice(
        command.label().get(),
        command.group().label(),
        command.keyText(),
        command.possible().getAsBoolean(),
        command.action());
  }

  void palette(PaletteModel.Scope scope) {
    overlay.show(paletteCard);
    palettePane.open(scope);
  }

  void keys() {
    keysPane.show();
    overlay.show(keysCard);
    keysCard.requestFocus();
  }

  void settings() {
    overlay.show(settingsCard);
    settingsPane.focus();
  }

  private void source(SourceText text) {
    overlay.show(sourceCard);
    sourcePane.show(text);
  }
}
