package dev.backdraft.replay.plan;

import static dev.backdraft.replay.plan.PlanValues.choice;
import static dev.backdraft.replay.plan.PlanValues.flag;
import static dev.backdraft.replay.plan.PlanValues.names;
import static dev.backdraft.replay.plan.PlanValues.number;
import static dev.backdraft.replay.plan.PlanValues.pairs;
import static dev.backdraft.replay.plan.PlanValues.pattern;
import static dev.backdraft.replay.plan.PlanValues.required;
import static dev.backdraft.replay.plan.PlanValues.text;
import static dev.backdraft.replay.plan.PlanValues.texts;
import static dev.backdraft.replay.plan.PlanValues.value;
import static dev.backdraft.replay.plan.PlanValues.whole;

import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.plan.ReplayPlan.Unsafe;
import dev.backdraft.replay.verdict.VerdictRule;
import dev.backdraft.replay.verdict.VerdictRule.Guard;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and checks a plan: every unknown name and every value out of place is told by its line. */
public final class PlanReader {
  static final List<String> ROOT =
      List.of(
          "captures",
          "service",
          "redact",
          "filter",
          "before",
          "after",
          "load",
          "protocol",
          "pairs",
          "mayExtend",
          "soak",
          "seed",
          "check",
          "guards",
          "unsafe",
          "unordered",
          "headers",
          "ignore",
          "expect",
          "vary",
          "carry",
          "secrets",
          "jfr");
  static final List<String> REDACT = List.of("headers", "fields", "keep", "off");
  static final List<String> FILTER = List.of("method", "path", "exclude", "status", "from", "to");
  static final List<String> CHECK = List.of("symptom", "endpoint", "outcome", "margin", "present");
  static final List<String> EXPECT = List.of("field", "from", "to");
  static final List<String> CARRY = List.of("from", "take", "into");

  /** Ends of a request that a symptom can name, besides those with a status. */
  private static final List<String> ENDS =
      Arrays.stream(Outcome.values())
          .filter(outcome -> !outcome.notSent() && outcome != Outcome.STATUS)
          .map(Outcome::id)
          .toList();

  /** What blocks measure, apart from failures. */
  static final List<String> FIGURES = List.of("p50", "p99", "allocation", "cpu", "leak");

  private static final double MOST_WORSE = 4;

  /** Of recordings, that every JDK knows; and none. */
  private static final List<String> SETTINGS = List.of("profile", "default", ReplayPlan.NO_JFR);

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
    return read(text, folder, Map.of());
  }

  /**
   * The same with other values for settings at the top, however the plan is written.
   *
   * @param instead settings by name, as {@code seed}
   */
  public static ReplayPlan read(String text, Path folder, Map<String, String> instead)
      throws PlanException {
    YamlNode root = YamlReader.read(text);
    for (Map.Entry<String, String> other : instead.entrySet()) {
      root = root.with(other.getKey(), other.getValue());
    }
    return new PlanReader(folder).plan(root);
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
    PlanTargets targets = new PlanTargets(folder);
    boolean full = choice(root.get("protocol"), "quick", List.of("quick", "full")).equals("full");
    boolean soak = flag(root.get("soak"));
    ReplayPlan.Load load = PlanLoad.read(root.get("load"), full, soak);
    PlanLoad.restarts(root.get("before"), load);
    PlanLoad.restarts(root.get("after"), load);
    return new ReplayPlan(
        captures,
        new ReplayPlan.Reading(redact(root.get("redact")), service(root.get("service"))),
        filter(root.get("filter")),
        targets.target(root.get("before")),
        targets.target(root.get("after")),
        load,
        rule(root, full),
        soak,
        whole(root.get("seed"), 1, -9e15, 9e15),
        unsafe(root.get("unsafe")),
        flag(root.get("unordered")),
        PlanHeaders.read(root.get("headers")),
        PlanNames.fields(root.get("ignore")),
        expect(root),
        vary(root.get("vary")),
        carry(root.get("carry")),
        pairs(root.get("secrets"), "tokens or names, each with an environment variable"),
        jfr(root.get("jfr")));
  }

  private static RedactionRules redact(YamlNode node) throws PlanException {
    names(node, REDACT);
    if (flag(node.get("off"))) {
      return RedactionRules.nothing();
    }
    return RedactionRules.usual()
        .with(texts(node.get("headers")), texts(node.get("fields")))
        .keeping(texts(node.get("keep")));
  }

  private static String service(YamlNode node) throws PlanException {
    List<String> one = texts(node);
    if (one.size() > 1) {
      throw new PlanException(node.line(), "expected one service");
    }
    return one.isEmpty() ? "" : one.getFirst();
  }

  private static RequestFilter filter(YamlNode node) throws PlanException {
    names(node, FILTER);
    Set<String> methods = PlanNames.methods(node.get("method"));
    List<String> statuses = texts(node.get("status"));
    for (String status : statuses) {
      if (!status.matches("[0-9]{1,3}|[1-5]xx")) {
        throw new PlanException(
            node.get("status").line(), "expected a status as 503 or 5xx, found \"" + status + "\"");
      }
    }
    double from = number(node.get("from"), 0, 0, 1e9);
    double to = number(node.get("to"), Double.POSITIVE_INFINITY, 0, 1e9);
    if (to <= from) {
      throw new PlanException(node.get("to").line(), "\"to\" is not after \"from\"");
    }
    return new RequestFilter(
        methods, pattern(node.get("path")), pattern(node.get("exclude")), statuses, from, to);
  }

  private static VerdictRule rule(YamlNode root, boolean full) throws PlanException {
    Symptom symptom = symptom(root.get("check"));
    boolean extend = flag(root.get("mayExtend"));
    VerdictRule usual =
        full ? VerdictRule.full(symptom, extend) : VerdictRule.quick(symptom, extend);
    int first = usual.looks().getFirst();
    int pairs = (int) whole(root.get("pairs"), first, first, 200);
    return usual.withPairs(pairs).withGuards(guards(root.get("guards"), usual.guards()));
  }

  private static List<Guard> guards(YamlNode node, List<Guard> usual) throws PlanException {
    if (node.isEmpty()) {
      return usual;
    }
    if (node.kind() == YamlNode.Kind.SCALAR) {
      choice(node, "none", List.of("none"));
      return List.of();
    }
    List<String> known = new ArrayList<>(FIGURES);
    known.add(Guard.FAILURES);
    names(node, known);
    List<Guard> guards = new ArrayList<>();
    for (Guard guard : usual) {
      if (node.get(guard.metric()).isEmpty()) {
        guards.add(guard);
      }
    }
    for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
      if (!member.getValue().text().equals("none")) {
        guards.add(new Guard(member.getKey(), margin(member.getKey(), member.getValue())));
      }
    }
    return guards;
  }

  /** A guard that lets a figure grow to five times what it was guards nothing. */
  private static double margin(String metric, YamlNode node) throws PlanException {
    double margin = number(node, 0, 0, 1e12);
    if (metric.equals(Guard.FAILURES) && margin > 1) {
      throw new PlanException(
          node.line(),
          "expected a part of all requests, as 0.001 for 0.1 points, found " + node.text());
    }
    if (List.of("p50", "p99", "allocation", "cpu").contains(metric) && margin > MOST_WORSE) {
      throw new PlanException(
          node.line(), "expected a part, as 0.15 for 15 % more, found " + node.text());
    }
    return margin;
  }

  private static Symptom symptom(YamlNode node) throws PlanException {
    names(node, CHECK);
    required(node, "symptom");
    List<String> known =
        List.of("failures", "p50", "p99", "allocation", "cpu", "leak", "responses");
    String name = choice(node.get("symptom"), "", known);
    String endpoint = PlanNames.endpoint(node.get("endpoint"));
    List<String> outcomes = texts(node.get("outcome"));
    for (String outcome : outcomes) {
      if (!outcome.matches("status_[1-5][0-9]{2}")) {
        choice(YamlNode.scalar(node.get("outcome").line(), outcome, false), "", ENDS);
      }
    }
    if (!endpoint.isEmpty() && !List.of("failures", "p50", "p99").contains(name)) {
      throw new PlanException(
          node.get("endpoint").line(), "\"" + name + "\" is measured of all endpoints together");
    }
    if (!outcomes.isEmpty() && !name.equals("failures")) {
      throw new PlanException(
          node.get("outcome").line(), "only \"failures\" are told by their outcome");
    }
    return switch (name) {
      case "failures" ->
          new Symptom.Failures(
              number(node.get("margin"), 0.2, 1e-6, 1), new VerdictRule.Scope(endpoint, outcomes));
      case "responses" -> new Symptom.Responses();
      default ->
          new Symptom.Figure(
              name,
              number(node.get("margin"), name.equals("leak") ? 0.2 : 0.9, 1e-6, 1),
              number(node.get("present"), 0, 0, 1e18),
              endpoint);
    };
  }

  private static Unsafe unsafe(YamlNode node) throws PlanException {
    return switch (choice(node, "scratch", List.of("true", "false", "scratch"))) {
      case "true" -> Unsafe.YES;
      case "false" -> Unsafe.NO;
      default -> Unsafe.SCRATCH;
    };
  }

  private static List<String> vary(YamlNode node) throws PlanException {
    List<String> vary = texts(node);
    for (String one : vary) {
      choice(YamlNode.scalar(node.line(), one, false), "", ReplayPlan.VARY);
    }
    return vary;
  }

  private static List<Expectation> expect(YamlNode root) throws PlanException {
    YamlNode node = root.get("expect");
    List<Expectation> expected = new ArrayList<>();
    List<YamlNode> items = node.kind() == YamlNode.Kind.LIST ? node.items() : List.of(node);
    for (YamlNode item : items) {
      if (item.isEmpty()) {
        continue;
      }
      if (item.kind() == YamlNode.Kind.SCALAR) {
        expected.add(new Expectation(PlanNames.field(item)));
        continue;
      }
      names(item, EXPECT);
      required(item, "field");
      expected.add(
          new Expectation(
              PlanNames.field(item.get("field")), value(item.get("from")), value(item.get("to"))));
    }
    if (expected.isEmpty() && root.get("check").get("symptom").text().equals("responses")) {
      throw new PlanException(
          root.get("check").get("symptom").line(),
          "\"responses\" needs \"expect\": which field is to change, and from what to what");
    }
    return expected;
  }

  private static List<CarryRule> carry(YamlNode node) throws PlanException {
    List<CarryRule> rules = new ArrayList<>();
    if (!node.isEmpty() && node.kind() != YamlNode.Kind.LIST) {
      throw new PlanException(node.line(), "expected a list of {from, take, into}");
    }
    for (YamlNode item : node.items()) {
      names(item, CARRY);
      required(item, "from", "take");
      String take = text(item.get("take"));
      String into = text(item.get("into"));
      if (!CarryRule.known(take, true)) {
        throw new PlanException(
            item.get("take").line(),
            "expected $.path, cookie:NAME, header:NAME or regex:..., found \"" + take + "\"");
      }
      if (!into.isEmpty() && !CarryRule.known(into, false)) {
        throw new PlanException(
            item.get("into").line(),
            "expected cookie:NAME, header:NAME or query:NAME, found \"" + into + "\"");
      }
      if (take.startsWith("regex:")) {
        pattern(YamlNode.scalar(item.get("take").line(), take.substring(6), true));
      }
      rules.add(new CarryRule(PlanNames.endpoint(item.get("from")), take, into));
    }
    return rules;
  }

  private String jfr(YamlNode node) throws PlanException {
    String settings = node.isEmpty() ? "profile" : text(node);
    if (settings.endsWith(".jfc")) {
      return folder.resolve(settings).toString();
    }
    if (!SETTINGS.contains(settings)) {
      throw new PlanException(
          node.line(),
          "\""
              + PlanException.shown(settings)
              + "\" is none of "
              + String.join(", ", SETTINGS)
              + ", nor a file that ends with .jfc"
              + PlanValues.suggestion(settings, SETTINGS));
    }
    return settings;
  }
}
