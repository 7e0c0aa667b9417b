package dev.backdraft.replay.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Single values of a plan, checked, each refusal with its line. */
final class PlanValues {
  /** YAML's words for nothing. */
  private static final Set<String> NOTHING = Set.of("~", "null", "Null", "NULL");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?");

  /** A longer one is no misspelt name of ours. */
  private static final int LONGEST_NAME = 40;

  private PlanValues() {}

  /** A regular expression, or null where there is none. */
  static @Nullable Pattern pattern(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return null;
    }
    one(node, "a regular expression");
    try {
      return Pattern.compile(node.text());
    } catch (PatternSyntaxException broken) {
      throw new PlanException(node.line(), "not a regular expression: " + broken.getDescription());
    }
  }

  /** Names with a text each, in their order. */
  static Map<String, String> pairs(YamlNode node, String what) throws PlanException {
    if (!node.isEmpty() && node.kind() != YamlNode.Kind.MAP) {
      throw new PlanException(node.line(), "expected " + what);
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
      if (member.getValue().kind() != YamlNode.Kind.SCALAR) {
        throw new PlanException(member.getValue().line(), "expected a text");
      }
      pairs.put(member.getKey(), text(member.getValue()));
    }
    return pairs;
  }

  /** A command split at blanks, not within quotes; no shell sees it. */
  static List<String> words(YamlNode command) throws PlanException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : text(command).toCharArray()) {
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        begun = true; // two quotes with nothing in them are a word too
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new PlanException(
          command.line(),
          "a quote in the command is not closed: "
              + quote
              + "; as a list, [java, -jar, it's.jar], its words are taken as they stand");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  static void names(YamlNode node, List<String> known) throws PlanException {
    if (node.isEmpty()) {
      return;
    }
    if (node.kind() != YamlNode.Kind.MAP) {
      throw new PlanException(
          node.line(), "expected names and values: " + String.join(", ", known));
    }
    for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        throw new PlanException(
            member.getValue().line(),
            "unknown name \""
                + PlanException.shown(member.getKey())
                + "\""
                + suggestion(member.getKey(), known));
      }
    }
  }

  static void required(YamlNode node, String... names) throws PlanException {
    for (String name : names) {
      if (node.get(name).isEmpty()) {
        throw new PlanException(node.line(), "\"" + name + "\" is missing");
      }
    }
  }

  static List<String> texts(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.kind() == YamlNode.Kind.SCALAR) {
      return List.of(text(node));
    }
    if (node.kind() == YamlNode.Kind.MAP) {
      throw new PlanException(
          node.line(), "expected a list, as [a, b], found names with values: " + names(node));
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : node.items()) {
      if (item.kind() != YamlNode.Kind.SCALAR) {
        throw new PlanException(item.line(), "expected a text");
      }
      texts.add(text(item));
    }
    return texts;
  }

  /** A text, or "" where there is none; the word for nothing is not taken for a name. */
  static String text(YamlNode node) throws PlanException {
    String text = value(node);
    if (!node.quoted() && NOTHING.contains(text)) {
      throw new PlanException(
          node.line(),
          "expected a text, found " + text + ": leave the name out for none, or put it in quotes");
    }
    return text;
  }

  /** What stands there as it stands, or "" where nothing does. */
  static String value(YamlNode node) throws PlanException {
    one(node, "a text");
    return node.text();
  }

  /** Refuses what is several: a list of one would else be read as nothing. */
  private static void one(YamlNode node, String what) throws PlanException {
    switch (node.kind()) {
      case SCALAR, EMPTY -> {}
      case LIST ->
          throw new PlanException(
              node.line(), "expected " + what + ", found a list: leave [ ] out");
      case MAP ->
          throw new PlanException(
              node.line(), "expected " + what + ", found names with values: " + names(node));
    }
  }

  private static String names(YamlNode map) {
    return PlanException.shown(String.join(", ", map.members().keySet()));
  }

  static String choice(YamlNode node, String usual, List<String> known) throws PlanException {
    if (node.isEmpty()) {
      return usual;
    }
    one(node, "one of " + String.join(", ", known));
    if (!known.contains(node.text())) {
      throw new PlanException(
          node.line(),
          "\""
              + PlanException.shown(node.text())
              + "\" is none of "
              + String.join(", ", known)
              + suggestion(node.text(), known));
    }
    return node.text();
  }

  static boolean flag(YamlNode node) throws PlanException {
    return choice(node, "false", List.of("true", "false")).equals("true");
  }

  static double number(YamlNode node, double usual, double least, double most)
      throws PlanException {
    if (node.isEmpty()) {
      return usual;
    }
    one(node, "a number");
    String text = node.text().replace("_", "");
    if (!NUMBER.matcher(text).matches()) {
      throw new PlanException(
          node.line(),
          "expected a number, found \"" + PlanException.shown(node.text()) + "\"" + part(text));
    }
    double value = Double.parseDouble(text);
    if (value >= least && value <= most) {
      return value;
    }
    throw new PlanException(
        node.line(),
        "expected "
            + plain(least)
            + " to "
            + plain(most)
            + ", found "
            + PlanException.shown(node.text()));
  }

  /** So many percent are a part of one. */
  private static String part(String text) {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : "";
    return NUMBER.matcher(number).matches()
        ? "; did you mean " + plain(Double.parseDouble(number) / 100) + "?"
        : "";
  }

  /** A number without a part. */
  static long whole(YamlNode node, double usual, double least, double most) throws PlanException {
    double value = number(node, usual, least, most);
    if (value != Math.rint(value)) {
      throw new PlanException(
          node.line(), "expected a whole number, found " + PlanException.shown(node.text()));
    }
    return (long) value;
  }

  /** As a person writes it. */
  static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  /** Which of the known names may have been meant, as the end of a message; or "". */
  static String suggestion(String name, List<String> known) {
    String best = "";
    if (name.length() > LONGEST_NAME) {
      return best;
    }
    int distance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int d = distance(name.toLowerCase(Locale.ROOT), candidate);
      if (d < distance) {
        distance = d;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean \"" + best + "\"?";
  }

  /** How many letters to change, add or drop. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
