package dev.backdraft.app.result;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.app.result.VerdictPage.Judged;
import dev.backdraft.app.result.VerdictPage.Row;
import dev.backdraft.app.result.VerdictPage.Spread;
import dev.backdraft.app.result.VerdictPage.Tone;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.BlockStatistics;
import dev.backdraft.replay.verdict.Interval;
import dev.backdraft.replay.verdict.VerdictRule;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The before/after table: each figure with its interval over the pairs, and what it means. */
final class ResultRows {
  /** One-sided, as a single look of the verdict spends it. */
  private static final double ALPHA = 0.025;

  /** An interval of ratios whose ends a tenth of a percent tells apart. */
  private static final double NARROW = 0.1;

  /** No longer than a change with its interval. */
  private static final int LONGEST_PATH = 26;

  private static final Map<String, String> LABELS = labels();
  private static final String SYMPTOM = ", after to before";
  private static final String GUARD = "guard: ";
  private static final String FAILURES = "failures";

  private final List<BlockPair> pairs;
  private final Map<String, JsonNode> checks;
  private final List<Row> rows = new ArrayList<>();

  private ResultRows(List<BlockPair> pairs, Map<String, JsonNode> checks) {
    this.pairs = pairs;
    this.checks = checks;
  }

  private static Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("p50", "p50 from due time");
    labels.put("p99", "p99 from due time");
    labels.put("allocation", "Allocation per request");
    labels.put("cpu", "CPU per request");
    labels.put("leak", "Leaked per request");
    return labels;
  }

  static List<Row> of(JsonNode json) {
    List<BlockPair> pairs = new ArrayList<>();
    for (JsonNode pair : json.get("pairs").items()) {
      if (pair.get("valid").asText().equals("true")) {
        pairs.add(new BlockPair(block(pair.get("before")), block(pair.get("after")), true));
      }
    }
    Map<String, JsonNode> checks = new HashMap<>();
    for (JsonNode check : json.get("checks").items()) {
      checks.put(check.get("label").asText(), check);
    }
    ResultRows rows = new ResultRows(pairs, checks);
    if (!pairs.isEmpty()) {
      rows.failures();
      LABELS.keySet().forEach(rows::figure);
      rows.scopedFigures();
      rows.responses(json.get("fields").items());
      rows.rows.sort((a, b) -> Boolean.compare(b.symptom(), a.symptom()));
    }
    return rows.rows;
  }

  private static BlockPair.Block block(JsonNode node) {
    Map<String, Double> figures = new HashMap<>();
    node.get("figures")
        .members()
        .forEach((name, value) -> figures.put(name, value.asDouble(Double.NaN)));
    Map<String, Long> kinds = new HashMap<>();
    node.get("kinds").members().forEach((name, value) -> kinds.put(name, value.asLong(0)));
    return new BlockPair.Block(
        Math.max(0, node.get("requests").asLong(0)),
        Math.clamp(node.get("failures").asLong(0), 0, node.get("requests").asLong(0)),
        figures,
        kinds,
        checked(node));
  }

  /** A result of an older version is about all requests. */
  private static BlockPair.Checked checked(JsonNode node) {
    JsonNode of = node.get("checked").isThere() ? node.get("checked") : node;
    long requests = Math.max(0, of.get("requests").asLong(0));
    return new BlockPair.Checked(requests, Math.clamp(of.get("failures").asLong(0), 0, requests));
  }

  /** All failures; where the symptom is about some of them only, these stand in their own row. */
  private void failures() {
    JsonNode guard = checks.get(GUARD + FAILURES);
    String scoped =
        checks.keySet().stream()
            .filter(label -> label.startsWith(FAILURES) && label.endsWith(SYMPTOM))
            .map(label -> label.substring(0, label.length() - SYMPTOM.length()))
            .filter(what -> !what.equals(FAILURES))
            .findFirst()
            .orElse("");
    if (scoped.isEmpty()) {
      failures("Failed requests / 10,000", checks.get(FAILURES + SYMPTOM), guard, false);
    } else {
      failures("Failed requests / 10,000", null, guard, false);
      String label = "F" + scoped.substring(1) + " / 10,000";
      failures(label, checks.get(scoped + SYMPTOM), null, true);
    }
  }

  private void failures(
      String label, @Nullable JsonNode symptom, @Nullable JsonNode guard, boolean checked) {
    double before = rate(true, checked);
    double after = rate(false, checked);
    String change =
        before > 0
            ? String.format(Locale.ROOT, "%+.0f %%", 100 * (after - before) / before)
                + (symptom == null
                    ? ""
                    : range(symptom.get("low").asDouble(0), symptom.get("high").asDouble(1)))
            : after > 0 ? "new" : "none";
    Spread spread = null;
    if (symptom != null && before > 0) {
      spread =
          Spread.ofRatio(
              Math.max(1e-3, symptom.get("low").asDouble(0)),
              Math.max(1e-3, symptom.get("estimate").asDouble(0)),
              symptom.get("high").asDouble(1),
              symptom.get("limit").asDouble(0));
    }
    rows.add(
        new Row(
            label,
            perTenThousand(before),
            perTenThousand(after),
            change,
            call(symptom, guard, FAILURES),
            tone(symptom, guard, FAILURES),
            symptom != null,
            judged(symptom, guard, FAILURES),
            spread));
  }

  private double rate(boolean before, boolean checked) {
    long requests = 0;
    long failures = 0;
    for (BlockPair pair : pairs) {
      BlockPair.Block block = before ? pair.before() : pair.after();
      requests += checked ? block.checked().requests() : block.requests();
      failures += checked ? block.checked().failures() : block.failures();
    }
    return requests == 0 ? 0 : (double) failures / requests;
  }

  private static String perTenThousand(double rate) {
    double value = rate * 10_000;
    return value == 0 ? "0" : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** What the symptom asks of one endpoint alone. */
  private void scopedFigures() {
    for (String label : new TreeSet<>(checks.keySet())) {
      if (label.endsWith(SYMPTOM) && !label.startsWith(FAILURES)) {
        String metric = label.substring(0, label.length() - SYMPTOM.length());
        if (!LABELS.containsKey(metric)) {
          figure(metric);
        }
      }
    }
  }

  private void figure(String metric) {
    if (pairs.stream()
        .anyMatch(pair -> !has(pair.before(), metric) || !has(pair.after(), metric))) {
      return;
    }
    JsonNode symptom = checks.get(metric + SYMPTOM);
    JsonNode guard = checks.get(GUARD + metric);
    Interval ratio = ratio(metric);
    boolean ofRatios = ratio != null && !metric.equals(VerdictRule.LEAK);
    double before = mean(metric, true, ofRatios);
    double after = mean(metric, false, ofRatios);
    JsonNode check = symptom != null ? symptom : guard;
    double limit = check == null ? -1 : check.get("limit").asDouble(-1);
    rows.add(
        new Row(
            LABELS.getOrDefault(metric, metric),
            shown(metric, before),
            shown(metric, after),
            ratio == null ? shown(metric, after - before) : change(ratio),
            check == null ? seen(ratio) : call(symptom, guard, metric),
            check == null ? Tone.PLAIN : tone(symptom, guard, metric),
            symptom != null,
            judged(symptom, guard, metric),
            ratio == null
                ? null
                : Spread.ofRatio(ratio.low(), ratio.estimate(), ratio.high(), limit)));
  }

  /**
   * What the fields that differ come to, by the worst of them; each has its line below. In a run
   * that was not valid, or ended early, nobody judged them.
   */
  private void responses(List<JsonNode> fields) {
    if (pairs.size() < 2) {
      return; // nothing told noise from change
    }
    List<JsonNode> listed = fields.stream().filter(FieldMeaning::isListed).toList();
    JsonNode worst = listed.stream().min(FieldMeaning.WORST_FIRST).orElse(null);
    String call = worst == null ? "as before" : FieldMeaning.call(worst);
    Tone tone = worst == null ? Tone.PLAIN : FieldMeaning.toneOfAll(worst);
    rows.add(
        new Row(
            "Responses",
            "",
            listed.isEmpty() ? "" : listed.size() + (listed.size() == 1 ? " field" : " fields"),
            worst == null ? "none" : cut(worst.get("path").asText()),
            call,
            tone,
            false,
            checks.isEmpty() ? List.of() : List.of(new Judged("guard", call, tone)),
            null));
  }

  private static String cut(String path) {
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH - 1) + "…";
  }

  /** By the rule of the verdict, or both would tell of the same blocks otherwise. */
  private @Nullable Interval ratio(String metric) {
    if (metric.equals(VerdictRule.LEAK)) {
      Interval ratio = BlockStatistics.ratioOfMeans(pairs, metric, ALPHA);
      return Double.isFinite(ratio.low()) && Double.isFinite(ratio.high()) ? ratio : null;
    }
    boolean ratios =
        pairs.stream()
            .allMatch(pair -> value(pair.before(), metric) > 0 && value(pair.after(), metric) > 0);
    return ratios ? BlockStatistics.ratio(pairs, metric, ALPHA) : null;
  }

  private static boolean has(BlockPair.Block block, String metric) {
    return Double.isFinite(value(block, metric));
  }

  private static double value(BlockPair.Block block, String metric) {
    return block.figures().getOrDefault(metric, Double.NaN);
  }

  /**
   * The mean that the change is one of: a ratio of pairs leads from geometric mean to geometric
   * mean, where medians of the blocks may well go the other way.
   */
  private double mean(String metric, boolean before, boolean geometric) {
    double sum = 0;
    for (BlockPair pair : pairs) {
      double value = value(before ? pair.before() : pair.after(), metric);
      sum += geometric ? Math.log(value) : value;
    }
    double mean = sum / pairs.size();
    return geometric ? Math.exp(mean) : mean;
  }

  private static String shown(String metric, double value) {
    return metric.equals("allocation") || metric.equals("leak")
        ? Format.bytes(value)
        : Format.duration(value);
  }

  private static String change(Interval ratio) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio.estimate() - 1))
        + range(ratio.low(), ratio.high());
  }

  /** Both ends as they are: an interval of ratios is longer upwards. */
  private static String range(double low, double high) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return "";
    }
    String form = high - low < NARROW ? " (%+.1f to %+.1f)" : " (%+,.0f to %+,.0f)";
    return String.format(Locale.ROOT, form, 100 * (low - 1), 100 * (high - 1));
  }

  private static String seen(@Nullable Interval ratio) {
    if (ratio == null) {
      return "";
    }
    return ratio.below(1) ? "lower" : ratio.above(1) ? "higher" : "no sure change";
  }

  /** A figure may be asked for twice: that it falls, and that it never rises. */
  private static List<Judged> judged(
      @Nullable JsonNode symptom, @Nullable JsonNode guard, String metric) {
    List<Judged> judged = new ArrayList<>();
    if (symptom != null) {
      judged.add(new Judged("symptom", call(symptom, null, metric), tone(symptom, null, metric)));
    }
    if (guard != null) {
      judged.add(new Judged("guard", call(null, guard, metric), tone(null, guard, metric)));
    }
    return judged;
  }

  private static String call(@Nullable JsonNode symptom, @Nullable JsonNode guard, String metric) {
    if (symptom != null) {
      return switch (state(symptom)) {
        case "passed" -> metric.equals("failures") ? "symptom gone" : "better";
        case "broken" -> "still there";
        default -> "not settled";
      };
    }
    if (guard == null) {
      return "";
    }
    double limit = guard.get("limit").asDouble(0);
    String bound =
        metric.equals("failures")
            ? String.format(Locale.ROOT, "%+.1f points", 100 * limit)
            : metric.equals("leak")
                ? Format.bytes(limit)
                : String.format(Locale.ROOT, "%+.0f %%", 100 * (limit - 1));
    return switch (state(guard)) {
      case "passed" -> isFarBelow(guard, metric) ? "better" : "within " + bound;
      case "broken" -> "guard broken";
      default -> "may pass " + bound;
    };
  }

  /** As far below as it may be above at most, with the whole interval. */
  private static boolean isFarBelow(JsonNode guard, String metric) {
    boolean ratio = !metric.equals(FAILURES) && !metric.equals(VerdictRule.LEAK);
    return ratio && guard.get("high").asDouble(1) * guard.get("limit").asDouble(1) < 1;
  }

  private static Tone tone(@Nullable JsonNode symptom, @Nullable JsonNode guard, String metric) {
    JsonNode check = symptom != null ? symptom : guard;
    if (check == null) {
      return Tone.PLAIN;
    }
    return switch (state(check)) {
      case "passed" -> symptom != null || isFarBelow(check, metric) ? Tone.GOOD : Tone.PLAIN;
      case "broken" -> Tone.BAD;
      default -> Tone.DOUBT;
    };
  }

  private static String state(JsonNode check) {
    return check.get("state").asText();
  }
}
