package dev.backdraft.app.command;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that a person can do.
 *
 * @param id stable name, as {@code view.flame}
 * @param group under which heading it stands
 * @param label for people; asked anew each time, as what would be undone changes
 * @param keys as {@code Shortcut+Shift+Z}; the first is the one that menus show
 * @param possible whether it would do anything now
 * @param action what it does, on the UI thread
 */
public record Command(
    String id,
    Group group,
    Supplier<String> label,
    List<String> keys,
    BooleanSupplier possible,
    Runnable action) {

  /** Headings, in the order of the menu. */
  public enum Group {
    FILE("File"),
    GO("Go"),
    SELECTION("Selection"),
    SHOW("Show"),
    EXPORT("Export"),
    SETTINGS("Settings"),
    HELP("Help");

    private final String label;

    Group(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public Command {
    keys = List.copyOf(keys);
  }

  /** One that is always possible. */
  public static Command of(String id, Group group, String label, Runnable action, String... keys) {
    return new Command(id, group, () -> label, List.of(keys), () -> true, action);
  }

  /** The same, possible only under a condition. */
  public Command when(BooleanSupplier condition) {
    return new Command(id, group, label, keys, condition, action);
  }

  /** The same with a label that changes. */
  public Command called(Supplier<String> changing) {
    return new Command(id, group, changing, keys, possible, action);
  }

  /** Runs it if it is possible; true if it was. */
  public boolean run() {
    if (!possible.getAsBoolean()) {
      return false;
    }
    action.run();
    return true;
  }

  /** The first key as people read it, or "". */
  public String keyText() {
    return keys.isEmpty() ? "" : readable(keys.getFirst());
  }

  /** All keys as people read them. */
  public String keyTexts() {
    return String.join(", ", keys.stream().map(Command::readable).toList());
  }

  static String readable(String keys) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    return keys.replace("Shortcut", mac ? "Cmd" : "Ctrl");
  }
}
