package dev.backdraft.app.shell;

import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Command.Group;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.palette.PaletteModel;
import dev.backdraft.app.selection.LookModel;
import java.util.List;
import java.util.Locale;

/** What can be done with the window itself and with the files in it, by name. */
final class ShellCommands {
  private final ShellController shell;
  private final Cards cards;
  private final EvidenceModel evidence;
  private final LookModel looks;

  ShellCommands(ShellController shell, Cards cards, EvidenceModel evidence, LookModel looks) {
    this.shell = shell;
    this.cards = cards;
    this.evidence = evidence;
    this.looks = looks;
  }

  void addTo(Commands commands, List<View> views) {
    file(commands);
    go(commands, views);
    commands.add(
        new Command(
            "undo",
            Group.SELECTION,
            () -> named("Undo", looks.undoes().get()),
            List.of("Shortcut+Z"),
            looks.canUndo()::get,
            looks::undo));
    commands.add(
        new Command(
            "redo",
            Group.SELECTION,
            () -> named("Redo", looks.redoes().get()),
            List.of("Shortcut+Shift+Z", "Shortcut+Y"),
            looks.canRedo()::get,
            looks::redo));
    commands.add(
        Command.of(
            "theme", Group.SETTINGS, "Light or dark", shell::changeTheme, "Shortcut+Shift+L"));
    commands.add(
        Command.of(
            "theme.system", Group.SETTINGS, "Light or dark as the system", shell::followSystem));
    commands.add(
        Command.of(
            "settings",
            Group.SETTINGS,
            "Settings: source folders, editor…",
            cards::settings,
            "Shortcut+Comma"));
    commands.add(Command.of("keys", Group.HELP, "All keys", cards::keys, "F1"));
  }

  private static String named(String verb, String what) {
    return what.isEmpty() ? verb : verb + ": " + what;
  }

  private void file(Commands commands) {
    commands.add(
        Command.of("file.open", Group.FILE, "Open files…", shell::chooseFiles, "Shortcut+O"));
    commands.add(
        Command.of("file.close", Group.FILE, "Close the file", shell::closeSelected, "Shortcut+W")
            .when(() -> evidence.selected().get() != null));
    commands.add(
        Command.of("cancel", Group.FILE, "Cancel what is under way", shell::cancelWork, "Escape"));
    String[] keys = {"Shortcut+B", "Shortcut+Shift+B", "Shortcut+Shift+N"};
    int at = 0;
    for (Role role : Role.values()) {
      String what =
          role == Role.NONE
              ? "Role of the file: neither"
              : "Role of the file: " + role.label().toLowerCase(Locale.ROOT);
      commands.add(
          Command.of("role." + role.id(), Group.FILE, what, () -> play(role), keys[at++])
              .when(() -> evidence.selected().get() != null));
    }
  }

  private void play(Role role) {
    Evidence selected = evidence.selected().get();
    if (selected != null) {
      evidence.play(selected, role);
    }
  }

  private void go(Commands commands, List<View> views) {
    commands.add(
        Command.of(
            "palette",
            Group.GO,
            "Find a command or a method…",
            () -> cards.palette(PaletteModel.Scope.EVERYTHING),
            "Shortcut+K",
            "Shortcut+Shift+P"));
    commands.add(
        Command.of(
            "method",
            Group.GO,
            "Go to a method…",
            () -> cards.palette(PaletteModel.Scope.METHODS),
            "Shortcut+G"));
    commands.add(
        Command.of(
            "time.typed",
            Group.SELECTION,
            "Type a time range…",
            () -> cards.palette(PaletteModel.Scope.TIME),
            "Shortcut+R"));
    for (int i = 0; i < views.size(); i++) {
      int number = i;
      View view = views.get(i);
      commands.add(
          Command.of(
                  "view." + view.id(),
                  Group.GO,
                  "View: " + view.label(),
                  () -> shell.showView(number),
                  "Shortcut+" + (i + 1))
              .when(() -> shell.canShow(view)));
    }
    commands.add(
        Command.of(
            "part.next", Group.GO, "Next part of the window", () -> shell.nextPart(1), "F6"));
    commands.add(
        Command.of(
            "part.previous",
            Group.GO,
            "Previous part of the window",
            () -> shell.nextPart(-1),
            "Shift+F6"));
  }
}
