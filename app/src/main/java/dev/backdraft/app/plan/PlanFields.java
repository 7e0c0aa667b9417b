package dev.backdraft.app.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Single settings in the text of a plan, changed in place: comments and all other lines stay.
 *
 * <pre>
 * seed: 1                   top setting: ("", "seed")
 * load:
 *   rate: 1000  # comment   in a section: ("load", "rate")
 * </pre>
 */
public final class PlanFields {
  private PlanFields() {}

  /** The value as written, without quotes and comment; empty if it is not there. */
  public static String get(String text, String section, String key) {
    int[] span = section(text, section);
    Matcher line = line(section, key).matcher(text).region(span[0], span[1]);
    return line.find() ? plain(line.group(2).strip()) : "";
  }

  /** The text with another value; a setting that is not there joins its section. */
  public static String set(String text, String section, String key, String value) {
    int[] span = section(text, section);
    Matcher line = line(section, key).matcher(text).region(span[0], span[1]);
    if (line.find()) {
      return text.substring(0, line.start(2)) + quoted(value) + text.substring(line.end(2));
    }
    String indent = section.isEmpty() ? "" : "  ";
    String added = indent + key + ": " + quoted(value) + "\n";
    if (!section.isEmpty() && span[0] == span[1]) {
      return text + (text.endsWith("\n") ? "" : "\n") + section + ":\n" + added;
    }
    int at = section.isEmpty() ? text.length() : span[0];
    String before = text.substring(0, at);
    return before
        + (before.isEmpty() || before.endsWith("\n") ? "" : "\n")
        + added
        + text.substring(at);
  }

  /**
   * The text with one of these settings in force and the others commented out; what is in force or
   * commented out already stays so.
   */
  public static String only(String text, String section, String key, List<String> keys) {
    int[] span = section(text, section);
    String before = text.substring(0, span[0]);
    String inside = text.substring(span[0], span[1]);
    String indent = section.isEmpty() ? "" : "[ ]+";
    for (String one : keys) {
      String name = Pattern.quote(one) + ":";
      boolean there = Pattern.compile("(?m)^" + indent + name).matcher(inside).find();
      if (one.equals(key) && !there) {
        inside = inside.replaceFirst("(?m)^(" + indent + ")# (" + name + ")", "$1$2");
      } else if (!one.equals(key)) {
        inside = inside.replaceAll("(?m)^(" + indent + ")(" + name + ")", "$1# $2");
      }
    }
    return before + inside + text.substring(span[1]);
  }

  private static Pattern line(String section, String key) {
    String indent = section.isEmpty() ? "" : "[ ]+";
    return Pattern.compile(
        "(?m)^("
            + indent
            + Pattern.quote(key)
            + ":[ ]*)((?:'[^'\n]*'|\"[^\"\n]*\"|[^#\n]*[^#\\s])?)");
  }

  /** From the line after the section's name to the next line that is not indented. */
  private static int[] section(String text, String section) {
    if (section.isEmpty()) {
      return new int[] {0, text.length()};
    }
    Matcher name = Pattern.compile("(?m)^" + Pattern.quote(section) + ":[^\n]*\n").matcher(text);
    if (!name.find()) {
      return new int[] {text.length(), text.length()};
    }
    Matcher end = Pattern.compile("(?m)^[^\\s#]").matcher(text);
    return new int[] {name.end(), end.find(name.end()) ? end.start() : text.length()};
  }

  private static String plain(String value) {
    boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    boolean twice = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return single || twice ? value.substring(1, value.length() - 1) : value;
  }

  /** Only what YAML would read as something else needs quotes. */
  private static String quoted(String value) {
    boolean plain =
        value.matches("[A-Za-z0-9/._-][^#:'\"\\[\\]{},&*!|>%@`]*(?:\\{\\w+}[^#:'\"]*)?");
    return plain && !value.endsWith(" ") ? value : "'" + value.replace("'", "''") + "'";
  }
}
