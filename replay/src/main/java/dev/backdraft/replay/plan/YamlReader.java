package dev.backdraft.replay.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of YAML that a plan needs: maps and lists by indentation, {@code [a, b]} and {@code {a:
 * b}} on one line, quotes, comments. Everything else (anchors, tags, block texts, tabs, several
 * documents) is refused with its line instead of being taken for something it is not.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 20;

  private final List<Line> lines = new ArrayList<>();
  private int at;

  /** One line without its comment. */
  private record Line(int number, int indent, String text) {}

  private YamlReader(String text) throws PlanException {
    int number = 0;
    for (String raw : text.replace("\ufeff", "").split("\\R", -1)) {
      number++;
      String line = withoutComment(raw, number);
      String content = line.strip();
      if (content.isEmpty() || (content.equals("---") && lines.isEmpty())) {
        continue;
      }
      int indent = 0;
      while (line.charAt(indent) == ' ') {
        indent++;
      }
      if (line.charAt(indent) == '\t') {
        throw new PlanException(number, "a tab in the indentation; use spaces");
      }
      if (content.equals("---") || content.equals("...")) {
        throw new PlanException(number, "only one document is read");
      }
      lines.add(new Line(number, indent, content));
    }
  }

  static YamlNode read(String text) throws PlanException {
    YamlReader reader = new YamlReader(text);
    if (reader.lines.isEmpty()) {
      throw new PlanException(1, "the plan is empty");
    }
    Line first = reader.lines.getFirst();
    if (first.text().startsWith("{")) {
      // All of it in one pair of braces, as a program writes it; lines mean nothing within.
      String whole = String.join(" ", reader.lines.stream().map(Line::text).toList());
      return new Inline(whole, first.number()).whole();
    }
    YamlNode root = reader.block(first.indent(), 0);
    if (reader.at < reader.lines.size()) {
      Line rest = reader.lines.get(reader.at);
      throw new PlanException(rest.number(), "the indentation fits nothing above");
    }
    return root;
  }

  private static String withoutComment(String line, int number) throws PlanException {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote && line.startsWith("''", i) && quote == '\'') {
          i++; // two of them within single quotes stand for one
        } else if (c == quote) {
          quote = 0;
        }
      } else if ((c == '"' || c == '\'') && opensQuote(line, i)) {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    if (quote != 0) {
      throw new PlanException(number, "a quote that is not closed");
    }
    return line;
  }

  /** A quote within a word, as in {@code don't}, is a letter. */
  private static boolean opensQuote(String line, int at) {
    return at == 0 || " [{,:\t".indexOf(line.charAt(at - 1)) >= 0;
  }

  private YamlNode block(int indent, int depth) throws PlanException {
    Line first = lines.get(at);
    if (depth > MAX_DEPTH) {
      throw new PlanException(first.number(), "nested deeper than " + MAX_DEPTH);
    }
    return isItem(first.text()) ? list(indent, depth) : map(indent, depth);
  }

  private static boolean isItem(String text) {
    return text.equals("-") || text.startsWith("- ");
  }

  private YamlNode list(int indent, int depth) throws PlanException {
    int start = lines.get(at).number();
    List<YamlNode> items = new ArrayList<>();
    while (at < lines.size() && lines.get(at).indent() == indent) {
      Line line = lines.get(at);
      if (!isItem(line.text())) {
        break;
      }
      String rest = line.text().substring(1).strip();
      if (rest.isEmpty()) {
        at++;
        items.add(nested(line, indent, depth));
      } else if (keyEnd(rest) >= 0) {
        // "- a: 1" begins a map whose further keys stand under the a.
        int inner = indent + line.text().length() - rest.length();
        lines.set(at, new Line(line.number(), inner, rest));
        items.add(map(inner, depth + 1));
      } else {
        at++;
        items.add(new Inline(rest, line.number()).whole());
      }
    }
    return YamlNode.list(start, items);
  }

  private YamlNode map(int indent, int depth) throws PlanException {
    int start = lines.get(at).number();
    Map<String, YamlNode> members = new LinkedHashMap<>();
    while (at < lines.size() && lines.get(at).indent() == indent) {
      Line line = lines.get(at);
      int colon = keyEnd(line.text());
      if (colon < 0) {
        throw new PlanException(
            line.number(), "expected \"name: value\", found " + PlanException.shown(line.text()));
      }
      String name = unquoted(line.text().substring(0, colon).strip());
      if (members.containsKey(name)) {
        throw new PlanException(line.number(), "\"" + name + "\" stands here twice");
      }
      String rest = line.text().substring(colon + 1).strip();
      at++;
      members.put(
          name,
          rest.isEmpty() ? nested(line, indent, depth) : new Inline(rest, line.number()).whole());
    }
    if (at < lines.size() && lines.get(at).indent() > indent) {
      throw new PlanException(lines.get(at).number(), "indented further than what it belongs to");
    }
    return YamlNode.map(start, members);
  }

  /** What stands below a key or a dash; a list may stand right under its key. */
  private YamlNode nested(Line parent, int indent, int depth) throws PlanException {
    if (at >= lines.size()) {
      return YamlNode.empty(parent.number());
    }
    Line next = lines.get(at);
    boolean listBelow = next.indent() == indent && isItem(next.text()) && !isItem(parent.text());
    return next.indent() > indent || listBelow
        ? block(next.indent(), depth + 1)
        : YamlNode.empty(parent.number());
  }

  /** Where the name of "name: value" ends, or -1. */
  private static int keyEnd(String text) {
    if (text.startsWith("[") || text.startsWith("{")) {
      return -1;
    }
    char quote = text.charAt(0) == '"' || text.charAt(0) == '\'' ? text.charAt(0) : 0;
    int from = quote == 0 ? 0 : text.indexOf(quote, 1) + 1;
    if (quote != 0 && from == 0) {
      return -1;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
        return i;
      }
    }
    return -1;
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() >= 2 && (name.startsWith("\"") || name.startsWith("'"));
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  /** A value on one line. */
  private static final class Inline {
    private final String text;
    private final int line;
    private int at;

    Inline(String text, int line) {
      this.text = text;
      this.line = line;
    }

    YamlNode whole() throws PlanException {
      YamlNode value = value(false, 0);
      skip();
      if (at < text.length()) {
        throw new PlanException(line, "unexpected " + PlanException.shown(text.substring(at)));
      }
      return value;
    }

    private void skip() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private YamlNode value(boolean inner, int depth) throws PlanException {
      skip();
      if (at >= text.length() || depth > MAX_DEPTH) {
        throw new PlanException(line, "a value is missing, or nests too deep");
      }
      char c = text.charAt(at);
      if (c == '[') {
        return list(depth);
      }
      if (c == '{' && !text.startsWith("{port}", at) && !text.startsWith("{state}", at)) {
        return map(depth);
      }
      if (c == '"' || c == '\'') {
        return YamlNode.scalar(line, quoted(c), true);
      }
      if ("&*!|>%@`".indexOf(c) >= 0) {
        throw new PlanException(
            line, "\"" + c + "\" at the beginning of a value is not read; put it in quotes");
      }
      return YamlNode.scalar(line, plain(inner), false);
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
        if (inner && c == ':' && (at + 1 == text.length() || text.charAt(at + 1) == ' ')) {
          break;
        }
        at++;
      }
      return text.substring(from, at).strip();
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
          char escaped = text.charAt(at++);
          value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
        } else {
          value.append(c);
        }
      }
      throw new PlanException(line, "a quote that is not closed");
    }

    private YamlNode list(int depth) throws PlanException {
      List<YamlNode> items = new ArrayList<>();
      at++;
      skip();
      while (!ends(']')) {
        items.add(value(true, depth + 1));
        separator(']');
      }
      return YamlNode.list(line, items);
    }

    private YamlNode map(int depth) throws PlanException {
      Map<String, YamlNode> members = new LinkedHashMap<>();
      at++;
      skip();
      while (!ends('}')) {
        YamlNode name = value(true, depth + 1);
        skip();
        if (name.kind() != YamlNode.Kind.SCALAR || at >= text.length() || text.charAt(at) != ':') {
          throw new PlanException(line, "expected \"name: value\" between the braces");
        }
        at++;
        if (members.put(name.text(), value(true, depth + 1)) != null) {
          throw new PlanException(line, "\"" + name.text() + "\" stands here twice");
        }
        separator('}');
      }
      return YamlNode.map(line, members);
    }

    private boolean ends(char bracket) throws PlanException {
      if (at >= text.length()) {
        throw new PlanException(line, "'" + bracket + "' is missing");
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
        throw new PlanException(line, "',' or '" + bracket + "' is missing");
      }
    }
  }
}
