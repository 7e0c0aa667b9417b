package dev.backdraft.app.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** A result folder as a replay leaves it: ten pairs, large carts dropped before and not after. */
public final class ResultFixture {
  private static final int PAIRS = 10;

  private ResultFixture() {}

  public static Path in(Path folder) throws IOException {
    return write(folder, text());
  }

  /** The same, but answers changed besides: headers, cookies, fields and a large body. */
  public static Path withChangedAnswers(Path folder) throws IOException {
    String text = text();
    int begin = text.indexOf("\"fields\":[");
    int end = text.indexOf("\"blocks\":[");
    String fields =
        """
        "fields":[
        {"endpoint":"GET /carts/{id}","path":"header.location","kind":"value","changed":1206,"noise":0,
        "total":1206,"p":0.0,"listed":true,"certain":true,"meaning":"against",
        "samples":[{"request":7,"before":"/carts/new","after":"https://checkout.example/carts/new?from=%2Fold%2Fpath%2Fof%2Fthe%2Fcart"}]},
        {"endpoint":"GET /carts/{id}","path":"header.set-cookie.SID.httponly","kind":"missing","changed":1206,
        "noise":0,"total":1206,"p":0.0,"listed":true,"certain":true,"meaning":"against",
        "samples":[{"request":7,"before":"HttpOnly","after":""}]},
        {"endpoint":"GET /carts/{id}","path":"header.content-type","kind":"value","changed":1206,"noise":0,
        "total":1206,"p":0.0,"listed":true,"certain":true,"meaning":"against",
        "samples":[{"request":7,"before":"application/json; charset=utf-8","after":"text/plain; charset=utf-8"}]},
        {"endpoint":"POST /carts","path":"$.lines[*].state","kind":"value","changed":84,"noise":0,
        "total":812,"p":0.0,"listed":true,"certain":true,"meaning":"against",
        "samples":[{"request":12,"before":"\\"OPEN\\"","after":"\\"Open\\""}]},
        {"endpoint":"GET /export","path":"body","kind":"binary","changed":3,"noise":0,
        "total":812,"p":0.02,"listed":true,"certain":false,"meaning":"seen",
        "samples":[{"request":90,"before":"sha-256 5f2c09d1 of 4,200,113 bytes","after":"sha-256 c81e33a0 of 4,200,113 bytes"}]}],
        """;
    return write(
        folder,
        (text.substring(0, begin) + fields + text.substring(end))
            .replace("\"verdict\":\"holds\"", "\"verdict\":\"does not hold\"")
            .replace("\"exitCode\":0", "\"exitCode\":3")
            .replace(
                "and no guard is broken\"]",
                "and no guard is broken\",\"4 fields of answers changed that are not declared: GET"
                    + " /carts/{id} header.location in 1206 of 1206\"]"));
  }

  private static Path write(Path folder, String text) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("result.json"), text);
  }

  private static String text() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder pairs = new StringBuilder();
    StringBuilder blocks = new StringBuilder();
    for (int i = 1; i <= PAIRS; i++) {
      double before = 1 + 0.06 * random.nextDouble();
      double after = 0.98 + 0.06 * random.nextDouble();
      long dropped = 15L + random.nextInt(6);
      pairs.append(i == 1 ? "" : ",");
      pairs.append("{\"valid\":true,\"before\":").append(pair(before, 62, dropped, 2_412));
      pairs.append(",\"after\":").append(pair(after, 61.5, 0, 112)).append('}');
      blocks.append(i == 1 ? "" : ",");
      blocks.append(block(i, "before", before, dropped, 2_412)).append(',');
      blocks.append(block(i, "after", after, 0, 112));
    }
    return """
    {"format":"backdraft-replay-result","version":1,"verdict":"holds",
    "rule":"full: 10 valid pairs","exitCode":0,"seed":20260312,"morePairs":0,
    "reasons":["failures fell from 171 to 0 (at most 2.2 %% of before), and no guard is broken"],
    "checks":[
    {"label":"failures, after to before","limit":0.2,"low":0.0,"estimate":0.0,"high":0.02,"state":"passed"},
    {"label":"guard: p50","limit":1.1,"low":0.97,"estimate":0.98,"high":1.0,"state":"passed"},
    {"label":"guard: p99","limit":1.3,"low":0.045,"estimate":0.046,"high":0.048,"state":"passed"},
    {"label":"guard: failures","limit":0.001,"low":-0.0017,"estimate":-0.0014,"high":-0.0012,"state":"passed"}],
    "pairs":[%s],
    "fields":[{"endpoint":"POST /carts","path":"$.retry","kind":"extra","changed":812,"noise":0,
    "total":812,"p":0.0001,"listed":true,"certain":false,"meaning":"declared",
    "samples":[{"request":12,"before":"","after":"\\"none\\""}]}],
    "blocks":[%s],
    "machine":{"cores":"2","java":"25.0.3"},
    "differs":[{"kind":"jdk","before":"21.0.4","after":"25.0.3","meant":true}],
    "leftOut":{"not_sent_body":12},"notes":["12 requests: not sent: the capture does not hold it whole"],
    "problems":[]}
    """
        .formatted(pairs, blocks);
  }

  private static String pair(double factor, double kilobytes, long failures, double p99) {
    return String.format(
        Locale.ROOT,
        "{\"requests\":12063,\"failures\":%d,\"figures\":{\"p50\":%.0f,\"p99\":%.0f,\"cpu\":%.0f,"
            + "\"allocation\":%.0f},\"kinds\":{}}",
        failures,
        38.1e6 * factor,
        p99 * 1e6 * factor,
        412e3 * factor,
        kilobytes * 1e3 * factor);
  }

  /** Between the named quantiles as straight as the page draws them. */
  private static String curve(double[] nanos, double factor) {
    double[] quantiles = {0, 0.5, 0.9, 0.99, 0.999, 1};
    StringBuilder curve = new StringBuilder("[");
    for (int i = 0; i <= 40; i++) {
      double quantile = i == 40 ? 1 : 1 - Math.pow(10, -i / 10.0);
      int at = 0;
      while (at < 4 && quantiles[at + 1] < quantile) {
        at++;
      }
      double from = LatencyScale.across(quantiles[at]);
      double part =
          (LatencyScale.across(quantile) - from) / (LatencyScale.across(quantiles[at + 1]) - from);
      double value = factor * nanos[at] * Math.pow(nanos[at + 1] / nanos[at], part);
      curve.append(i == 0 ? "" : ",");
      curve.append(
          String.format(Locale.ROOT, "{\"quantile\":%.6f,\"nanos\":%.0f}", quantile, value));
    }
    return curve.append(']').toString();
  }

  private static String block(int pair, String side, double factor, long dropped, double p99) {
    String latency =
        String.format(
            Locale.ROOT,
            "{\"count\":12063,\"p50Nanos\":%.0f,\"p90Nanos\":%.0f,\"p99Nanos\":%.0f,"
                + "\"p999Nanos\":%.0f,\"maxNanos\":%.0f,\"meanNanos\":4e7,\"curve\":%s}",
            38.1e6 * factor,
            61e6 * factor,
            p99 * 1e6 * factor,
            1.3 * p99 * 1e6 * factor,
            1.5 * p99 * 1e6 * factor,
            curve(new double[] {22e6, 38.1e6, 61e6, p99 * 1e6, 1.3e6 * p99, 1.5e6 * p99}, factor));
    return "{\"pair\":"
        + pair
        + ",\"side\":\""
        + side
        + "\",\"first\":true,\"fault\":\"\",\"seconds\":15,\"perSecond\":804,\"outcomes\":"
        + "{\"status_200\":"
        + (12_063 - dropped)
        + (dropped == 0 ? "" : ",\"closed_before_response\":" + dropped)
        + "},\"response\":"
        + latency
        + ",\"service\":"
        + latency
        + ",\"lag\":{\"p99Nanos\":400000},\"mostInFlight\":80,\"connections\":200,"
        + "\"generatorCores\":0.41,\"lostInShutdown\":{},\"watched\":{},\"metrics\":{},"
        + "\"endpoints\":[{\"name\":\"POST /carts\",\"requests\":12063,\"failures\":"
        + dropped
        + ",\"response\":"
        + latency
        + ",\"outcomes\":{}}],\"files\":{},\"notes\":[]}";
  }
}
