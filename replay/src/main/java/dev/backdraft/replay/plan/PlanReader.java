package dev.backdraft.replay.plan;

import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.target.Readiness;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.verdict.VerdictRule;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads and checks a plan: every unknown name and every value out of place is told by its line. */
public final class PlanReader {
  static final List<String> ROOT =
      List.of(
          "captures",
          "before",
          "after",
          "load",
          "protocol",
          "mayExtend",
          "seed",
          "check",
          "unsafe",
          "unordered",
          "ignore",
          "expect",
          "vary");
  static final List<String> TARGET =
      List.of("command", "env", "cwd", "port", "state", "ready", "readySeconds", "grace");
  static final List<String> LOAD =
      List.of("mode", "rate", "factor", "inflight", "warmup", "measure", "connections");
  static final List<String> CHECK = List.of("symptom", "margin", "present");

  private final Path folder;

  private PlanReader(Path folder) {
    this.folder = folder;
  }

  /**
   * The plan in this text.
   *
   * @param folder that the plan's relative paths start from
   */
  public static ReplayPlan read(String text, Path folder) throws PlanException {
    return new PlanReader(folder).plan(YamlReader.read(text));
  }

  private ReplayPlan plan(YamlNode root) throws PlanException {
    names(root, ROOT);
    required(root, "captures", "before", "after", "check");
    List<Path> captures = new ArrayList<>();
    for (String capture : texts(root.get("captures"))) {
      captures.add(folder.resolve(capture));
    }
    if (captures.isEmpty()) {
      throw new PlanException(root.get("captures").line(), "at least one capture is needed");
    }
    boolean full = choice(root.get("protocol"), "quick", List.of("quick", "full")).equals("full");
    Symptom symptom = symptom(root.get("check"));
    boolean extend = flag(root.get("mayExtend"));
    return new ReplayPlan(
        captures,
        target(root.get("before")),
        target(root.get("after")),
        load(root.get("load"), full),
        full ? VerdictRule.full(symptom, extend) : VerdictRule.quick(symptom, extend),
        (long) number(root.get("seed"), 1, -9e15, 9e15),
        flag(root.get("unsafe")),
        flag(root.get("unordered")),
        texts(root.get("ignore")),
        texts(root.get("expect")),
        texts(root.get("vary")));
  }

  private TargetCommand target(YamlNode node) throws PlanException {
    names(node, TARGET);
    required(node, "command");
    YamlNode command = node.get("command");
    List<String> words = command.kind() == YamlNode.Kind.SCALAR ? words(command) : texts(command);
    Map<String, String> environment = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode> variable : node.get("env").members().entrySet()) {
      environment.put(variable.getKey(), variable.getValue().text());
    }
    String state = node.get("state").text();
    return new TargetCommand(
        words,
        environment,
        folder.resolve(node.get("cwd").text()),
        (int) number(node.get("port"), 0, 0, 65_535),
        state.isEmpty() ? null : folder.resolve(state),
        readiness(node.get("ready")),
        (int) number(node.get("readySeconds"), 60, 1, 3_600),
        (int) number(node.get("grace"), 10, 0, 3_600));
  }

  private static Readiness readiness(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return new Readiness.Port();
    }
    if (node.kind() == YamlNode.Kind.SCALAR) {
      if (node.text().startsWith("/")) {
        return new Readiness.Path(node.text());
      }
      choice(node, "port", List.of("port"));
      return new Readiness.Port();
    }
    names(node, List.of("path", "log"));
    String path = node.get("path").text();
    if (!path.isEmpty()) {
      if (!path.startsWith("/")) {
        throw new PlanException(node.get("path").line(), "a path begins with '/'");
      }
      return new Readiness.Path(path);
    }
    required(node, "log");
    try {
      return new Readiness.Log(Pattern.compile(node.get("log").text()));
    } catch (PatternSyntaxException broken) {
      throw new PlanException(
          node.get("log").line(), "not a regular expression: " + broken.getDescription());
    }
  }

  private static ReplayPlan.Load load(YamlNode node, boolean full) throws PlanException {
    names(node, LOAD);
    String mode = choice(node.get("mode"), "rate", List.of("rate", "recorded", "inflight"));
    Pace pace =
        switch (mode) {
          case "recorded" -> new Pace.Recorded(number(node.get("factor"), 1, 1e-3, 1e5));
          case "inflight" -> new Pace.InFlight((int) number(node.get("inflight"), 100, 1, 1e6));
          default -> new Pace.Rate(number(node.get("rate"), full ? 200 : 1_000, 1e-3, 1e7));
        };
    return new ReplayPlan.Load(
        pace,
        number(node.get("warmup"), full ? 10 : 3, 0, 3_600),
        number(node.get("measure"), full ? 15 : 6, 0.1, 86_400),
        (int) number(node.get("connections"), 10_000, 1, 1e6));
  }

  private static Symptom symptom(YamlNode node) throws PlanException {
    names(node, CHECK);
    required(node, "symptom");
    List<String> known =
        List.of("failures", "p50", "p99", "allocation", "cpu", "leak", "responses");
    String name = choice(node.get("symptom"), "", known);
    return switch (name) {
      case "failures" -> new Symptom.Failures(number(node.get("margin"), 0.2, 1e-6, 1));
      case "responses" -> new Symptom.Responses();
      default ->
          new Symptom.Figure(
              name,
              number(node.get("margin"), 0.9, 1e-6, 1),
              number(node.get("present"), 0, 0, 1e18));
    };
  }

  private static List<String> words(YamlNode command) throws PlanException {
    List<String> words = new ArrayList<>();
    Matcher matcher = new Matcher(command.text());
    for (String word = matcher.next(); !word.isEmpty(); word = matcher.next()) {
      words.add(word);
    }
    if (words.isEmpty()) {
      throw new PlanException(command.line(), "the command is empty");
    }
    return words;
  }

  /** Splits a command at blanks, not within quotes; no shell sees it. */
  private static final class Matcher {
    private final String text;
    private int at;

    Matcher(String text) {
      this.text = text;
    }

    String next() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      StringBuilder word = new StringBuilder();
      char quote = 0;
      while (at < text.length() && (quote != 0 || text.charAt(at) != ' ')) {
        char c = text.charAt(at++);
        if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else {
          word.append(c);
        }
      }
      return word.toString();
    }
  }

  private static void names(YamlNode node, List<String> known) throws PlanException {
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
            "unknown name \"" + member.getKey() + "\"" + suggestion(member.getKey(), known));
      }
    }
  }

  private static void required(YamlNode node, String... names) throws PlanException {
    for (String name : names) {
      if (node.get(name).isEmpty()) {
        throw new PlanException(node.line(), "\"" + name + "\" is missing");
      }
    }
  }

  private static List<String> texts(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.kind() == YamlNode.Kind.SCALAR) {
      return List.of(node.text());
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : node.items()) {
      if (item.kind() != YamlNode.Kind.SCALAR) {
        throw new PlanException(item.line(), "expected a text");
      }
      texts.add(item.text());
    }
    return texts;
  }

  private static String choice(YamlNode node, String usual, List<String> known)
      throws PlanException {
    if (node.isEmpty()) {
      return usual;
    }
    if (!known.contains(node.text())) {
      throw new PlanException(
          node.line(),
          "\""
              + node.text()
              + "\" is none of "
              + String.join(", ", known)
              + suggestion(node.text(), known));
    }
    return node.text();
  }

  private static boolean flag(YamlNode node) throws PlanException {
    return choice(node, "false", List.of("true", "false")).equals("true");
  }

  private static double number(YamlNode node, double usual, double least, double most)
      throws PlanException {
    if (node.isEmpty()) {
      return usual;
    }
    try {
      double value = Double.parseDouble(node.text().replace("_", ""));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw new PlanException(node.line(), "expected a number, found \"" + node.text() + "\"");
    }
    throw new PlanException(
        node.line(), "expected " + least + " to " + most + ", found " + node.text());
  }

  private static String suggestion(String name, List<String> known) {
    String best = "";
    int distance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int d = distance(name.toLowerCase(java.util.Locale.ROOT), candidate);
      if (d < distance) {
        distance = d;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean \"" + best + "\"?";
  }

  /** How many letters to change, add or drop. */
  private static int distance(String a, String b) {
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
