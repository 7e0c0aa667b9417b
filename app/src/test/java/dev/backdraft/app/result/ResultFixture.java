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
    Files.createDirectories(folder);
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
    String text =
        """
        {"format":"backdraft-replay-result","version":1,"verdict":"holds",
        "rule":"full: 10 valid pairs","exitCode":0,"seed":20260312,"morePairs":0,
        "reasons":["failures fell from 171 to 0 (at most 2.2 %% of before), and no guard is broken"],
        "checks":[
        {"label":"failures, after to before","limit":0.2,"low":0.0,"estimate":0.0,"high":0.02,"state":"passed"},
        {"label":"guard: p50","limit":1.1,"low":0.97,"estimate":0.98,"high":1.0,"state":"passed"},
        {"label":"guard: p99","limit":1.3,"low":0.045,"estimate":0.046,"high":0.048,"state":"passed"}],
        "pairs":[%s],
        "fields":[{"endpoint":"POST /carts","path":"$.retry","kind":"extra","changed":812,"noise":0,
        "total":812,"p":0.0001,"listed":true,"certain":false,
        "samples":[{"request":12,"before":"","after":"\\"none\\""}]}],
        "blocks":[%s],
        "machine":{"cores":"2","java":"25.0.3"},
        "differs":[{"kind":"jdk","before":"21.0.4","after":"25.0.3","meant":true}],
        "leftOut":{"not_sent_body":12},"notes":["12 requests: not sent: the capture does not hold it whole"],
        "problems":[]}
        """
            .formatted(pairs, blocks);
    return Files.writeString(folder.resolve("result.json"), text);
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

  private static String block(int pair, String side, double factor, long dropped, double p99) {
    String latency =
        String.format(
            Locale.ROOT,
            "{\"count\":12063,\"p50Nanos\":%.0f,\"p90Nanos\":%.0f,\"p99Nanos\":%.0f,"
                + "\"p999Nanos\":%.0f,\"maxNanos\":%.0f,\"meanNanos\":4e7}",
            38.1e6 * factor,
            61e6 * factor,
            p99 * 1e6 * factor,
            1.3 * p99 * 1e6 * factor,
            1.5 * p99 * 1e6 * factor);
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
