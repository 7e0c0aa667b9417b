package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.JsonText;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.Interval;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Writes result.json: whole or not at all, so that a full disk leaves no half a verdict. */
final class ResultFile {
  private ResultFile() {}

  static void write(Path file, ReplayPlan plan, ReplayRun.Result result) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, text(plan, result).bytes());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static JsonText text(ReplayPlan plan, ReplayRun.Result result) {
    Verdict verdict = result.verdict();
    JsonText json = new JsonText();
    json.open('{').name("format").text("backdraft-replay-result").name("version").number(1);
    json.name("verdict").text(verdict.answer().id()).name("rule").text(verdict.rule());
    json.name("seed").number(plan.seed()).name("morePairs").number(verdict.morePairs());
    json.name("reasons").open('[');
    verdict.reasons().forEach(json::text);
    json.close(']').name("checks").open('[');
    for (Verdict.Check check : verdict.checks()) {
      json.open('{').name("label").text(check.label()).name("limit").decimal(check.limit());
      interval(json, check.interval());
      json.name("state").text(check.state().name().toLowerCase(java.util.Locale.ROOT)).close('}');
    }
    json.close(']').name("pairs").open('[');
    for (BlockPair pair : result.pairs()) {
      json.open('{').name("valid").bool(pair.valid());
      block(json.name("before"), pair.before());
      block(json.name("after"), pair.after());
      json.close('}');
    }
    json.close(']').name("fields").open('[');
    result.fields().forEach(field -> field(json, field));
    return json.close(']').close('}');
  }

  private static void interval(JsonText json, Interval interval) {
    json.name("low").decimal(interval.low()).name("estimate").decimal(interval.estimate());
    json.name("high").decimal(interval.high());
  }

  private static void block(JsonText json, BlockPair.Block block) {
    json.open('{').name("requests").number(block.requests());
    json.name("failures").number(block.failures()).name("figures").open('{');
    new TreeMap<>(block.figures()).forEach((name, value) -> json.name(name).decimal(value));
    json.close('}').name("kinds").open('{');
    for (Map.Entry<String, Long> kind : new TreeMap<>(block.kinds()).entrySet()) {
      json.name(kind.getKey()).number(kind.getValue());
    }
    json.close('}').close('}');
  }

  private static void field(JsonText json, FieldComparison.Field field) {
    json.open('{').name("endpoint").text(field.endpoint()).name("path").text(field.path());
    json.name("kind").text(field.kind().id()).name("changed").number(field.changed());
    json.name("noise").number(field.noise()).name("total").number(field.total());
    json.name("p").decimal(field.p()).name("listed").bool(field.listed());
    json.name("certain").bool(field.certain()).name("samples").open('[');
    for (FieldComparison.Sample sample : field.samples()) {
      json.open('{').name("request").number(sample.request());
      json.name("before").text(sample.before()).name("after").text(sample.after()).close('}');
    }
    json.close(']').close('}');
  }
}
