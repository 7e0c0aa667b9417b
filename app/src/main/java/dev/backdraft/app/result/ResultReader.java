package dev.backdraft.app.result;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.reader.capture.JsonSyntaxException;
import dev.backdraft.app.result.VerdictPage.Endpoint;
import dev.backdraft.app.result.VerdictPage.Fact;
import dev.backdraft.app.result.VerdictPage.Field;
import dev.backdraft.app.result.VerdictPage.Latency;
import dev.backdraft.app.result.VerdictPage.LatencyPoint;
import dev.backdraft.app.result.VerdictPage.Outcome;
import dev.backdraft.app.result.VerdictPage.Recordings;
import dev.backdraft.app.result.VerdictPage.Tone;
import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads a result folder, or its result.json, into one page. */
public final class ResultReader {
  private static final String NAME = "result.json";
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_ENDPOINTS = 40;

  private final Path folder;
  private final JsonNode json;
  private final List<JsonNode> before = new ArrayList<>();
  private final List<JsonNode> after = new ArrayList<>();

  private ResultReader(Path folder, JsonNode json) {
    this.folder = folder;
    this.json = json;
    for (JsonNode block : json.get("blocks").items()) {
      (block.get("side").asText().equals("before") ? before : after).add(block);
    }
  }

  /** True if this is a result folder or the file in one. */
  public static boolean isResult(Path given) {
    Path file = Files.isDirectory(given) ? given.resolve(NAME) : given;
    try {
      if (!String.valueOf(file.getFileName()).endsWith(".json") || !Files.isRegularFile(file)) {
        return false;
      }
      try (var in = Files.newInputStream(file)) {
        String start = new String(in.readNBytes(200), java.nio.charset.StandardCharsets.ISO_8859_1);
        return start.contains("\"backdraft-replay-result\"");
      }
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Reads a folder or a result.json. */
  public static VerdictPage read(Path given) throws ResultException {
    Path file = Files.isDirectory(given) ? given.resolve(NAME) : given;
    if (!Files.isRegularFile(file)) {
      throw new ResultException(file, "there is no result of a replay");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ResultException(file, "is too large for a result");
      }
      return parsed(file, Files.readAllBytes(file));
    } catch (IOException failed) {
      throw new ResultException(file, "cannot be read: " + failed.getMessage());
    }
  }

  /** What a result.json holds, or would hold if there were room for it. */
  public static VerdictPage parsed(Path file, byte[] bytes) throws ResultException {
    try {
      JsonNode json = JsonReader.parse(bytes, 0, bytes.length);
      if (!json.get("format").asText().equals("backdraft-replay-result")) {
        throw new ResultException(file, "is not the result of a replay");
      }
      if (json.get("version").asLong(0) != 1) {
        throw new ResultException(file, "was written by a newer Backdraft");
      }
      Path folder = file.toAbsolutePath().getParent();
      return new ResultReader(folder == null ? Path.of(".") : folder, json).page();
    } catch (JsonSyntaxException broken) {
      throw new ResultException(file, "is broken: " + broken.getMessage());
    }
  }

  private VerdictPage page() {
    Verdict.Answer answer = answer();
    List<String> reasons = texts(json.get("reasons"));
    return new VerdictPage(
        folder,
        answer,
        headline(answer),
        reasons.stream().map(ResultReader::sentence).toList(),
        advice(),
        about(),
        ResultRows.of(json),
        outcomes(),
        validity(),
        latency(),
        endpoints(),
        fields(),
        differs(),
        notes(),
        new Recordings(recordings(before), recordings(after)));
  }

  private Verdict.Answer answer() {
    String id = json.get("verdict").asText();
    for (Verdict.Answer answer : Verdict.Answer.values()) {
      if (answer.id().equals(id)) {
        return answer;
      }
    }
    return Verdict.Answer.UNCLEAR;
  }

  private static String headline(Verdict.Answer answer) {
    return switch (answer) {
      case HOLDS -> "The fix holds";
      case DOES_NOT_HOLD -> "The fix does not hold";
      case UNCLEAR -> "It is unclear whether the fix holds";
    };
  }

  /** A name at the beginning, such as an address or a path, stays as it is written. */
  static String sentence(String text) {
    String first = text.substring(0, Math.max(0, text.indexOf(' ')));
    return text.isEmpty() || first.contains("/")
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String advice() {
    long more = json.get("morePairs").asLong(0);
    return more > 0 ? "About " + more + " more pairs of blocks would likely settle it." : "";
  }

  private String about() {
    int pairs = json.get("pairs").items().size();
    int alone = before.size() + after.size() - 2 * pairs;
    boolean soak = !json.get("settling").items().isEmpty();
    String rule = json.get("rule").asText();
    String name = rule.contains(":") ? rule.substring(0, rule.indexOf(':')) : rule;
    return counted(pairs, "pair")
        + (soak ? " of parts of a soak" : " of blocks")
        + (alone > 0 ? " and " + counted(alone, soak ? "part" : "block") + " without a pair" : "")
        + " · "
        + counted(sent(), "request")
        + " · protocol "
        + name
        + " · seed "
        + json.get("seed").asText();
  }

  private static String counted(long count, String what) {
    return Format.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** In all blocks, also those that never became half of a pair. */
  private long sent() {
    long sent = 0;
    for (JsonNode block : json.get("blocks").items()) {
      for (Map.Entry<String, JsonNode> outcome : block.get("outcomes").members().entrySet()) {
        sent += outcome.getKey().startsWith("not_sent") ? 0 : outcome.getValue().asLong(0);
      }
    }
    return sent;
  }

  private List<Outcome> outcomes() {
    Map<String, long[]> counts = new TreeMap<>();
    count(counts, before, 0);
    count(counts, after, 1);
    List<Outcome> outcomes = new ArrayList<>();
    counts.forEach((kind, count) ->
        outcomes.add(
            new Outcome(OutcomeNames.label(kind), count[0], count[1], OutcomeNames.failure(kind))));
    outcomes.sort((a, b) -> Long.compare(b.before() + b.after(), a.before() + a.after()));
    return outcomes;
  }

  private static void count(Map<String, long[]> counts, List<JsonNode> blocks, int side) {
    for (JsonNode block : blocks) {
      block
          .get("outcomes")
          .members()
          .forEach((kind, count) ->
              counts.computeIfAbsent(kind, k -> new long[2])[side] += count.asLong(0));
    }
  }

  private List<Fact> validity() {
    long lag = 0;
    double cores = 0;
    int voided = 0;
    for (JsonNode block : json.get("blocks").items()) {
      lag = Math.max(lag, block.at("lag", "p99Nanos").asLong(0));
      cores = Math.max(cores, block.get("generatorCores").asDouble(0));
      voided += block.get("fault").asText().isEmpty() ? 0 : 1;
    }
    List<Fact> facts = new ArrayList<>();
    int blocks = json.get("blocks").items().size();
    facts.add(
        new Fact(
            "Void blocks",
            voided + " of " + blocks,
            voided == 0 ? Tone.GOOD : voided * 5 > blocks ? Tone.BAD : Tone.DOUBT));
    facts.add(new Fact("Sent late, p99 of the worst block", ms((double) lag), Tone.PLAIN));
    facts.add(new Fact("Generator CPU, most", Format.percent(cores) + " of a core", Tone.PLAIN));
    json.get("machine")
        .members()
        .forEach(
            (name, value) -> facts.add(new Fact(machineFact(name), value.asText(), Tone.PLAIN)));
    json.get("leftOut")
        .members()
        .forEach((kind, count) ->
            facts.add(
                new Fact(OutcomeNames.label(kind), Format.count(count.asLong(0)), Tone.PLAIN)));
    return facts;
  }

  private static String machineFact(String name) {
    return name.startsWith("jdk") ? "JDK" + spaced(name).substring(3) : sentence(spaced(name));
  }

  private static String spaced(String camel) {
    return camel.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private Latency latency() {
    return new Latency(
        before.stream().map(ResultReader::curve).toList(),
        after.stream().map(ResultReader::curve).toList());
  }

  /** A result of an older version holds five points of it. */
  private static List<LatencyPoint> curve(JsonNode block) {
    JsonNode response = block.get("response");
    List<LatencyPoint> curve = new ArrayList<>();
    for (JsonNode point : response.get("curve").items()) {
      double quantile = Math.clamp(point.get("quantile").asDouble(1), 0.0, 1.0);
      curve.add(new LatencyPoint(quantile, point.get("nanos").asDouble(0)));
    }
    if (curve.isEmpty()) {
      curve.add(new LatencyPoint(0.5, response.get("p50Nanos").asDouble(0)));
      curve.add(new LatencyPoint(0.9, response.get("p90Nanos").asDouble(0)));
      curve.add(new LatencyPoint(0.99, response.get("p99Nanos").asDouble(0)));
      curve.add(new LatencyPoint(0.999, response.get("p999Nanos").asDouble(0)));
      curve.add(new LatencyPoint(1, response.get("maxNanos").asDouble(0)));
    }
    return curve;
  }

  private List<Endpoint> endpoints() {
    Map<String, EndpointSum> sums = new TreeMap<>();
    for (JsonNode block : before) {
      block.get("endpoints").items().forEach(one -> sum(sums, one).before(one));
    }
    for (JsonNode block : after) {
      block.get("endpoints").items().forEach(one -> sum(sums, one).after(one));
    }
    return sums.entrySet().stream()
        .map(entry -> entry.getValue().endpoint(entry.getKey()))
        .sorted((a, b) -> Long.compare(b.requests(), a.requests()))
        .limit(MOST_ENDPOINTS)
        .toList();
  }

  private static EndpointSum sum(Map<String, EndpointSum> sums, JsonNode endpoint) {
    return sums.computeIfAbsent(endpoint.get("name").asText(), name -> new EndpointSum());
  }

  /** One operation over all blocks; of the blocks' p99 the middle one speaks. */
  private static final class EndpointSum {
    private long requests;
    private long failuresBefore;
    private long failuresAfter;
    private final List<Long> p99Before = new ArrayList<>();
    private final List<Long> p99After = new ArrayList<>();

    void before(JsonNode endpoint) {
      requests += endpoint.get("requests").asLong(0);
      failuresBefore += endpoint.get("failures").asLong(0);
      answered(endpoint, p99Before);
    }

    void after(JsonNode endpoint) {
      requests += endpoint.get("requests").asLong(0);
      failuresAfter += endpoint.get("failures").asLong(0);
      answered(endpoint, p99After);
    }

    /** A block in which nothing was answered has no p99. */
    private static void answered(JsonNode endpoint, List<Long> p99) {
      if (endpoint.at("response", "count").asLong(1) > 0) {
        p99.add(endpoint.at("response", "p99Nanos").asLong(0));
      }
    }

    Endpoint endpoint(String name) {
      return new Endpoint(
          name, requests, failuresBefore, failuresAfter, middle(p99Before), middle(p99After));
    }

    private static String middle(List<Long> values) {
      if (values.isEmpty()) {
        return "–";
      }
      List<Long> sorted = values.stream().sorted().toList();
      return ms((double) sorted.get(sorted.size() / 2));
    }
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : json.get("fields").items()) {
      if (!FieldMeaning.isListed(field)) {
        continue;
      }
      JsonNode sample =
          field.get("samples").items().isEmpty()
              ? JsonNode.MISSING
              : field.get("samples").items().getFirst();
      fields.add(
          new Field(
              field.get("endpoint").asText(),
              field.get("path").asText(),
              field.get("kind").asText(),
              Format.count(field.get("changed").asLong(0))
                  + " of "
                  + Format.count(field.get("total").asLong(0))
                  + ", noise "
                  + Format.count(field.get("noise").asLong(0)),
              sample.get("before").asText(),
              sample.get("after").asText(),
              FieldMeaning.words(field),
              FieldMeaning.tone(field)));
    }
    return fields;
  }

  private List<Fact> differs() {
    List<Fact> facts = new ArrayList<>();
    for (JsonNode one : json.get("differs").items()) {
      boolean meant = flag(one, "meant");
      facts.add(
          new Fact(
              one.get("kind").asText() + (meant ? "" : ", not declared in vary"),
              one.get("before").asText() + " → " + one.get("after").asText(),
              meant ? Tone.PLAIN : Tone.DOUBT));
    }
    return facts;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(texts(json.get("problems")));
    notes.addAll(texts(json.get("notes")));
    for (JsonNode block : json.get("blocks").items()) {
      String fault = block.get("fault").asText();
      String where = block.get("pair").asText() + ", " + block.get("side").asText();
      if (!fault.isEmpty() && notes.stream().noneMatch(note -> tellsOf(note, block))) {
        notes.add("Pair " + where + " is void: " + fault);
      }
    }
    return notes.stream().map(ResultReader::sentence).distinct().toList();
  }

  /** The run has said itself that the block is void. */
  private static boolean tellsOf(String note, JsonNode block) {
    long pair = block.get("pair").asLong(0);
    String side = block.get("side").asText();
    String name = String.format(Locale.ROOT, "block %02d-%s is void: ", pair, side);
    String part = String.format(Locale.ROOT, "block 01-%s-%d is void: ", side, pair);
    return note.startsWith(name) || note.startsWith(part);
  }

  private List<Path> recordings(List<JsonNode> blocks) {
    return blocks.stream()
        .map(block -> block.at("files", "recording").asText())
        .filter(name -> !name.isEmpty() && !name.contains("/") && !name.contains("\\"))
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .toList();
  }

  private static boolean flag(JsonNode node, String name) {
    return node.get(name).asText().equals("true");
  }

  private static List<String> texts(JsonNode array) {
    return array.items().stream().map(JsonNode::asText).toList();
  }

  static String ms(double nanos) {
    return Format.duration(nanos);
  }
}
