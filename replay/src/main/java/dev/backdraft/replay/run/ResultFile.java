package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.JsonText;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockReport.Latency;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.Interval;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes result.json: whole or not at all, so that a full disk leaves no half a verdict. Its form
 * is published in {@code result.schema.json}.
 */
public final class ResultFile {
  private ResultFile() {}

  /** Where it is written before it takes its name. */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  static void write(Path file, ReplayPlan plan, ReplayRun.Result result) throws IOException {
    Path part = part(file);
    Files.write(part, text(plan, result).bytes());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The same as the file holds, for the command line's {@code --json}. */
  public static JsonText text(ReplayPlan plan, ReplayRun.Result result) {
    Verdict verdict = result.verdict();
    JsonText json = new JsonText();
    json.open('{').name("format").text("backdraft-replay-result").name("version").number(1);
    json.name("verdict").text(verdict.answer().id()).name("rule").text(verdict.rule());
    json.name("exitCode").number(result.exitCode());
    json.name("seed").number(plan.seed()).name("morePairs").number(verdict.morePairs());
    texts(json.name("reasons"), verdict.reasons());
    json.name("checks").open('[');
    for (Verdict.Check check : verdict.checks()) {
      json.open('{').name("label").text(check.label()).name("limit").decimal(check.limit());
      interval(json, check.interval());
      json.name("state").text(check.state().name().toLowerCase(Locale.ROOT)).close('}');
    }
    json.close(']').name("pairs").open('[');
    for (BlockPair pair : result.pairs()) {
      json.open('{').name("valid").bool(pair.valid());
      block(json.name("before"), pair.before());
      block(json.name("after"), pair.after());
      json.close('}');
    }
    json.close(']').name("fields").open('[');
    for (int i = 0; i < result.fields().size(); i++) {
      field(json, result.fields().get(i), result.meanings().get(i));
    }
    json.close(']').name("blocks").open('[');
    result.blocks().forEach(block -> report(json, block));
    json.close(']').name("settling").open('[');
    result.settling().forEach(part -> report(json, part));
    facts(json.close(']'), result.facts());
    return json.close('}');
  }

  private static void facts(JsonText json, RunFacts facts) {
    json.name("machine").open('{');
    facts.machine().forEach((name, value) -> json.name(name).text(value));
    json.close('}').name("differs").open('[');
    for (RunFacts.Differing one : facts.differs()) {
      json.open('{').name("kind").text(one.kind()).name("before").text(one.before());
      json.name("after").text(one.after()).name("meant").bool(one.meant()).close('}');
    }
    counts(json.close(']').name("leftOut"), facts.leftOut());
    texts(json.name("notes"), facts.notes());
    texts(json.name("problems"), facts.problems());
  }

  private static void texts(JsonText json, List<String> texts) {
    json.open('[');
    texts.forEach(json::text);
    json.close(']');
  }

  private static void counts(JsonText json, Map<String, Long> counts) {
    json.open('{');
    new TreeMap<>(counts).forEach((name, count) -> json.name(name).number(count));
    json.close('}');
  }

  private static void figures(JsonText json, Map<String, Double> figures) {
    json.open('{');
    new TreeMap<>(figures).forEach((name, value) -> json.name(name).decimal(value));
    json.close('}');
  }

  private static void interval(JsonText json, Interval interval) {
    json.name("low").decimal(interval.low()).name("estimate").decimal(interval.estimate());
    json.name("high").decimal(interval.high());
  }

  private static void block(JsonText json, BlockPair.Block block) {
    json.open('{').name("requests").number(block.requests());
    json.name("failures").number(block.failures());
    figures(json.name("figures"), block.figures());
    counts(json.name("kinds"), block.kinds());
    json.name("checked").open('{').name("requests").number(block.checked().requests());
    json.name("failures").number(block.checked().failures()).close('}');
    json.close('}');
  }

  private static void report(JsonText json, BlockReport report) {
    json.open('{').name("pair").number(report.pair()).name("side").text(report.side());
    json.name("first").bool(report.first()).name("fault").text(report.fault());
    json.name("seconds").decimal(report.seconds());
    json.name("perSecond").decimal(report.ratePerSecond());
    counts(json.name("outcomes"), report.outcomes());
    latency(json.name("response"), report.response());
    latency(json.name("service"), report.service());
    latency(json.name("lag"), report.lag());
    json.name("mostInFlight").number(report.mostInFlight());
    json.name("connections").number(report.connections().opened());
    json.name("mostConnections").number(report.connections().most());
    json.name("waitedForConnection").number(report.connections().waited());
    json.name("cutConnections").number(report.connections().cut());
    json.name("generatorCores").decimal(report.generatorCpu());
    counts(json.name("lostInShutdown"), report.lost());
    figures(json.name("watched"), report.watched());
    figures(json.name("metrics"), report.metrics());
    json.name("endpoints").open('[');
    for (BlockReport.Endpoint endpoint : report.endpoints()) {
      json.open('{').name("name").text(endpoint.name());
      json.name("requests").number(endpoint.requests());
      json.name("failures").number(endpoint.failures());
      latency(json.name("response"), endpoint.response());
      counts(json.name("outcomes"), endpoint.outcomes());
      json.close('}');
    }
    json.close(']').name("files").open('{');
    file(json, "log", report.files().log());
    file(json, "recording", report.files().recording());
    file(json, "histograms", report.files().histograms());
    texts(json.close('}').name("notes"), report.notes());
    json.close('}');
  }

  /** By name only: the folder may be moved. */
  private static void file(JsonText json, String name, @Nullable Path file) {
    if (file != null) {
      json.name(name).text(String.valueOf(file.getFileName()));
    }
  }

  private static void latency(JsonText json, Latency latency) {
    json.open('{').name("count").number(latency.count());
    json.name("p50Nanos").number(latency.p50Nanos());
    json.name("p90Nanos").number(latency.p90Nanos());
    json.name("p99Nanos").number(latency.p99Nanos());
    json.name("p999Nanos").number(latency.p999Nanos());
    json.name("maxNanos").number(latency.maxNanos());
    json.name("meanNanos").decimal(latency.meanNanos());
    if (!latency.curve().isEmpty()) {
      json.name("curve").open('[');
      for (BlockReport.Point point : latency.curve()) {
        json.open('{').name("quantile").decimal(point.quantile());
        json.name("nanos").number(point.nanos()).close('}');
      }
      json.close(']');
    }
    json.close('}');
  }

  private static void field(JsonText json, FieldComparison.Field field, FieldMeaning meaning) {
    json.open('{').name("endpoint").text(field.endpoint()).name("path").text(field.path());
    json.name("kind").text(field.kind().id()).name("changed").number(field.changed());
    json.name("noise").number(field.noise()).name("total").number(field.total());
    json.name("p").decimal(field.p()).name("listed").bool(field.listed());
    json.name("certain").bool(field.certain()).name("meaning").text(meaning.id());
    json.name("samples").open('[');
    for (FieldComparison.Sample sample : field.samples()) {
      json.open('{').name("request").number(sample.request());
      json.name("before").text(sample.before()).name("after").text(sample.after()).close('}');
    }
    json.close(']').close('}');
  }
}
