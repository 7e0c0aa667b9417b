package dev.backdraft.app.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the person's editor is started, as {@code code -g {file}:{line}}. Words are split at spaces,
 * quotes hold words together; no shell takes part, so nothing in a file's name can become a
 * command.
 *
 * @param template as typed
 */
public record EditorCommand(String template) {
  public static final EditorCommand NONE = new EditorCommand("");

  public boolean isSet() {
    return !template.isBlank();
  }

  /** True if it says where the file goes. */
  public boolean namesFile() {
    return template.contains("{file}");
  }

  /** The words to start; a template without a place for the file gets it at the end. */
  public List<String> words(Path file, int line) {
    List<String> words = new ArrayList<>();
    for (String word : split(template)) {
      words.add(
          word.replace("{line}", Integer.toString(Math.max(1, line)))
              .replace("{file}", file.toString()));
    }
    if (!namesFile()) {
      words.add(file.toString());
    }
    return words;
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
        }
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
