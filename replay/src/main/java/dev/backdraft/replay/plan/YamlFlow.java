package dev.backdraft.replay.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value in brackets, braces or quotes, or a plain word: on one line, or a whole plan in one pair
 * of braces, as a program writes it, over many.
 */
final class YamlFlow {
  private static final int MAX_DEPTH = 20;
  private static final int HEX = 16;
  private static final char ESCAPE = 27;

  private final String text;

  /** Of each line of the text, in the file. */
  private final int[] numbers;

  private int at;
  private int row;
  private int rowsCounted;

  /** A value on one line of the file. */
  YamlFlow(String text, int line) {
    this(text, new int[] {line});
  }

  /** Lines of a file that stand together, and the number of each. */
  YamlFlow(String text, int[] numbers) {
    this.text = text;
    this.numbers = numbers;
  }

  YamlNode whole() throws PlanException {
    YamlNode value = value(false, 0);
    skip();
    if (at < text.length()) {
      throw wrong("unexpected " + PlanException.shown(text.substring(at)));
    }
    return value;
  }

  /** Behind the quote that ends what the quote at {@code from} begins, or -1. */
  static int quoteEnd(String text, int from) {
    char quote = text.charAt(from);
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (text.charAt(i) == quote && quote == '\'' && text.startsWith("''", i)) {
        i++; // two of them within single quotes stand for one
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The line of the file that is being read. */
  private int line() {
    for (; rowsCounted < Math.min(at, text.length()); rowsCounted++) {
      row += text.charAt(rowsCounted) == '\n' ? 1 : 0;
    }
    return numbers[Math.min(row, numbers.length - 1)];
  }

  private PlanException wrong(String message) {
    return new PlanException(line(), message);
  }

  private void skip() {
    while (at < text.length() && blank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
  }

  private YamlNode value(boolean inner, int depth) throws PlanException {
    skip();
    if (at >= text.length() || depth > MAX_DEPTH) {
      throw wrong("a value is missing, or nests too deep");
    }
    char c = text.charAt(at);
    if (c == '[') {
      return list(depth);
    }
    if (c == '{' && !text.startsWith("{port}", at) && !text.startsWith("{state}", at)) {
      return map(depth);
    }
    int start = line();
    if (c == '"' || c == '\'') {
      return YamlNode.scalar(start, quoted(c), true);
    }
    if ("&*!|>%@`".indexOf(c) >= 0) {
      throw wrong("\"" + c + "\" at the beginning of a value is not read; put it in quotes");
    }
    String plain = plain(inner);
    return plain.isEmpty() ? YamlNode.empty(start) : YamlNode.scalar(start, plain, false);
  }

  private String plain(boolean inner) {
    int from = at;
    int braces = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      braces += c == '{' ? 1 : 0;
      if (inner && braces == 0 && (c == ',' || c == ']' || c == '}')) {
        break;
      }
      braces -= c == '}' ? 1 : 0;
      if (inner && c == ':' && (at + 1 == text.length() || blank(text.charAt(at + 1)))) {
        break;
      }
      at++;
    }
    return text.substring(from, at).strip().replace('\n', ' ');
  }

  private String quoted(char quote) throws PlanException {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote && quote == '\'' && at < text.length() && text.charAt(at) == '\'') {
        value.append('\'');
        at++;
      } else if (c == quote) {
        return value.toString();
      } else if (c == '\\' && quote == '"' && at < text.length()) {
        escape(value);
      } else {
        value.append(c);
      }
    }
    throw wrong("a quote that is not closed");
  }

  /** What a backslash stands for within double quotes. */
  private void escape(StringBuilder value) throws PlanException {
    char escaped = text.charAt(at++);
    switch (escaped) {
      case '"', '\\', '/', ' ' -> value.append(escaped);
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'e' -> value.append(ESCAPE);
      case '0' -> value.append('\0');
      case 'x' -> value.appendCodePoint(hex(escaped, 2));
      case 'u' -> value.appendCodePoint(hex(escaped, 4));
      case 'U' -> value.appendCodePoint(hex(escaped, 8));
      default -> throw noEscape("\\" + escaped);
    }
  }

  private int hex(char kind, int digits) throws PlanException {
    String number = text.substring(at, Math.min(text.length(), at + digits));
    if (!number.matches("[0-9a-fA-F]{" + digits + "}")) {
      throw noEscape("\\" + kind + number.replaceAll("(?s)[^0-9a-fA-F].*", ""));
    }
    int point = Integer.parseUnsignedInt(number, HEX);
    if (!Character.isValidCodePoint(point)) {
      throw noEscape("\\" + kind + number);
    }
    at += digits;
    return point;
  }

  private PlanException noEscape(String found) {
    return wrong(
        "\""
            + found
            + "\" means nothing in double quotes; in single quotes a backslash stands for itself");
  }

  private YamlNode list(int depth) throws PlanException {
    int start = line();
    List<YamlNode> items = new ArrayList<>();
    at++;
    skip();
    while (!ends(']')) {
      items.add(value(true, depth + 1));
      separator(']');
    }
    return YamlNode.list(start, items);
  }

  private YamlNode map(int depth) throws PlanException {
    int start = line();
    Map<String, YamlNode> members = new LinkedHashMap<>();
    at++;
    skip();
    while (!ends('}')) {
      YamlNode name = value(true, depth + 1);
      skip();
      if (name.kind() != YamlNode.Kind.SCALAR || at >= text.length() || text.charAt(at) != ':') {
        throw wrong("expected \"name: value\" between the braces");
      }
      at++;
      YamlNode value = value(true, depth + 1).at(name.line());
      if (members.put(name.text(), value) != null) {
        throw new PlanException(
            name.line(), "\"" + PlanException.shown(name.text()) + "\" stands here twice");
      }
      separator('}');
    }
    return YamlNode.map(start, members);
  }

  private boolean ends(char bracket) throws PlanException {
    if (at >= text.length()) {
      throw wrong("'" + bracket + "' is missing");
    }
    if (text.charAt(at) == bracket) {
      at++;
      return true;
    }
    return false;
  }

  private void separator(char bracket) throws PlanException {
    skip();
    if (at < text.length() && text.charAt(at) == ',') {
      at++;
      skip();
    } else if (at >= text.length() || text.charAt(at) != bracket) {
      throw wrong("',' or '" + bracket + "' is missing");
    }
  }
}
