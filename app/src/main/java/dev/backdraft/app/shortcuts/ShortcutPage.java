package dev.backdraft.app.shortcuts;

import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Commands;
import dev.backdraft.viewers.flame.FlameKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the window by heading.
 *
 * @param sections in the order of the page
 */
public record ShortcutPage(List<Section> sections) {
  /** Some keys and what they do. */
  public record Line(String keys, String meaning) {}

  /** Lines under a heading. */
  public record Section(String title, List<Line> lines) {}

  private static final List<Line> STRIP =
      List.of(
          new Line("Drag", "Select a range; its middle moves it, its edges resize it"),
          new Line("Left, Right", "Move the range; the first press makes one"),
          new Line("Shift+Left, Shift+Right", "Move its end; with Ctrl in larger steps"),
          new Line("Alt+Shift+Left, Alt+Shift+Right", "Move its start"),
          new Line("+, -, wheel", "Zoom the time"),
          new Line("Enter, Home", "Zoom to the range, to the whole recording"),
          new Line("Escape, double click", "All of the time again"));

  private static final List<Line> HEATMAP =
      List.of(
          new Line("Arrows", "Walk from cell to cell"),
          new Line("Shift+arrows, drag", "Select the time between two cells"),
          new Line("Escape", "All of the time again"));

  private static final List<Line> TABLE =
      List.of(
          new Line("Letters", "Filter by name"),
          new Line("Alt+1, Alt+2, Alt+3", "Sort by name, self, total"),
          new Line("Ctrl+Enter, double click", "Callers and callees"),
          new Line("Enter", "Focus on it"),
          new Line("F3", "Find it in the flame graph"),
          new Line("F4", "Open its source"));

  public ShortcutPage {
    sections = List.copyOf(sections);
  }

  /** Every command that has a key, then the keys of the controls. */
  public static ShortcutPage of(Commands commands) {
    List<Section> sections = new ArrayList<>();
    for (Command.Group group : Command.Group.values()) {
      List<Line> lines =
          commands.in(group).stream()
              .filter(command -> !command.keys().isEmpty())
              .map(command -> new Line(command.keyTexts(), command.label().get()))
              .toList();
      if (!lines.isEmpty()) {
        sections.add(new Section(group.label(), lines));
      }
    }
    sections.add(
        new Section(
            "In the flame graph",
            FlameKeys.SHORTCUTS.stream().map(one -> new Line(one.keys(), one.meaning())).toList()));
    sections.add(new Section("On the time strip", STRIP));
    sections.add(new Section("On the heatmap", HEATMAP));
    sections.add(new Section("In the table", TABLE));
    return new ShortcutPage(sections);
  }
}
