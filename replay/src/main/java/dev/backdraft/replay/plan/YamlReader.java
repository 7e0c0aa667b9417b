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
      boolean inBraces = !lines.isEmpty() && lines.getFirst().text().startsWith("{");
      if (line.charAt(indent) == '\t' && !inBraces) {
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
      // All of it in one pair of braces, as a program writes it: lines only tell where things are.
      String whole = String.join("\n", reader.lines.stream().map(Line::text).toList());
      return new YamlFlow(whole, reader.lines.stream().mapToInt(Line::number).toArray()).whole();
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
        items.add(new YamlFlow(rest, line.number()).whole());
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
      String name = unquoted(line.text().substring(0, colon).strip(), line.number());
      if (members.containsKey(name)) {
        throw new PlanException(
            line.number(), "\"" + PlanException.shown(name) + "\" stands here twice");
      }
      String rest = line.text().substring(colon + 1).strip();
      at++;
      members.put(
          name,
          rest.isEmpty() ? nested(line, indent, depth) : new YamlFlow(rest, line.number()).whole());
    }
    if (at < lines.size() && lines.get(at).indent() > indent) {
      throw new PlanException(lines.get(at).number(), "indented further than what it belongs to");
    }
    return YamlNode.map(start, members);
  }

  /**
   * What stands below a key or a dash, which is where it is looked for; a list may stand right
   * under its key.
   */
  private YamlNode nested(Line parent, int indent, int depth) throws PlanException {
    if (at >= lines.size()) {
      return YamlNode.empty(parent.number());
    }
    Line next = lines.get(at);
    boolean listBelow = next.indent() == indent && isItem(next.text()) && !isItem(parent.text());
    return next.indent() > indent || listBelow
        ? block(next.indent(), depth + 1).at(parent.number())
        : YamlNode.empty(parent.number());
  }

  /** Where the name of "name: value" ends, or -1. */
  private static int keyEnd(String text) {
    if (text.startsWith("[") || text.startsWith("{")) {
      return -1;
    }
    char quote = text.charAt(0) == '"' || text.charAt(0) == '\'' ? text.charAt(0) : 0;
    int from = quote == 0 ? 0 : YamlFlow.quoteEnd(text, 0);
    if (from < 0) {
      return -1;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
        return i;
      }
    }
    return -1;
  }

  private static String unquoted(String name, int line) throws PlanException {
    boolean quoted = name.startsWith("\"") || name.startsWith("'");
    return quoted ? new YamlFlow(name, line).whole().text() : name;
  }
}
