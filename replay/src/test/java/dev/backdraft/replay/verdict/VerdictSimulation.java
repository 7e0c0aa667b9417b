package dev.backdraft.replay.verdict;

import dev.backdraft.replay.verdict.Verdict.Answer;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often a verdict is wrong, by drawing runs from measured blocks of one build. What the fix
 * does is put on the drawn after blocks: failures thinned one by one, latencies scaled. Arguments:
 * how many runs for each row, {@code quiet} to leave out blocks in which the generator failed, and
 * the protocol if only one is wanted.
 */
final class VerdictSimulation {
  private static final long SEED = 20261121;

  /** Of requests before: 14.2 in 10,000. */
  static final double FAILURES = 14.2e-4;

  private final List<double[]> blocks;
  private final SplittableRandom random;
  private final double failuresBefore;

  /** What a fix does to the figures of a block. */
  record Fix(double failures, double p50, double p99) {
    static final Fix NONE = new Fix(1, 1, 1);
  }

  /** How often each answer was given. */
  record Shares(double holds, double doesNotHold, double unclear) {}

  /**
   * With measured blocks.
   *
   * @param failuresBefore rate of failures that is put on every block; the measured one has its own
   */
  VerdictSimulation(List<double[]> blocks, long seed, double failuresBefore) {
    this.blocks = blocks;
    this.random = new SplittableRandom(seed);
    this.failuresBefore = failuresBefore;
  }

  /** Requests, p50, p99 of each measured block, in the order in which they ran. */
  static List<double[]> measured(boolean validOnly) throws IOException {
    List<double[]> blocks = new ArrayList<>();
    try (InputStream in = VerdictSimulation.class.getResourceAsStream("measured-blocks.csv")) {
      if (in == null) {
        throw new IOException("the measured blocks are not there");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        if (!validOnly || cells[7].equals("false")) {
          blocks.add(
              new double[] {
                Double.parseDouble(cells[0]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3])
              });
        }
      }
    }
    return blocks;
  }

  private BlockPair.Block block(Fix fix) {
    double[] drawn = blocks.get(random.nextInt(blocks.size()));
    long requests = (long) drawn[0];
    long failures = 0;
    double rate = failuresBefore * fix.failures();
    // Failures are rare: gaps between them instead of a draw for every request.
    for (double at = gap(rate); at < requests; at += gap(rate)) {
      failures++;
    }
    return new BlockPair.Block(
        requests,
        failures,
        Map.of("p50", drawn[1] * fix.p50(), "p99", drawn[2] * fix.p99()),
        failures == 0 ? Map.of() : Map.of("closed_before_response", failures));
  }

  private double gap(double rate) {
    return rate <= 0 ? 1e18 : 1 + Math.floor(Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
  }

  /** So many runs with this rule, looking a second time where the rule says so. */
  Shares shares(VerdictRule rule, Fix fix, int runs) {
    Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
    for (int run = 0; run < runs; run++) {
      counts.merge(answer(rule, fix), 1, Integer::sum);
    }
    return new Shares(
        counts.getOrDefault(Answer.HOLDS, 0) / (double) runs,
        counts.getOrDefault(Answer.DOES_NOT_HOLD, 0) / (double) runs,
        counts.getOrDefault(Answer.UNCLEAR, 0) / (double) runs);
  }

  private Answer answer(VerdictRule rule, Fix fix) {
    List<BlockPair> pairs = new ArrayList<>();
    Answer answer = Answer.UNCLEAR;
    for (int look = 0; look < rule.looks().size() && answer == Answer.UNCLEAR; look++) {
      while (pairs.size() < rule.looks().get(look)) {
        pairs.add(new BlockPair(block(Fix.NONE), block(fix), true));
      }
      answer = Judge.judge(rule, look, pairs, ResponseFindings.NONE, 1).answer();
    }
    return answer;
  }

  static VerdictRule rule(String protocol, Symptom symptom, boolean extend) {
    return protocol.equals("full")
        ? VerdictRule.full(symptom, extend)
        : VerdictRule.quick(symptom, extend);
  }

  /** The largest part of before at which the symptom itself is found in nine of ten runs. */
  double smallestChange(String protocol, String metric, int runs) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 8; i++) {
      double middle = (low + high) / 2;
      Fix fix =
          switch (metric) {
            case "p50" -> new Fix(1, middle, 1);
            case "p99" -> new Fix(1, 1, middle);
            default -> new Fix(middle, 1, 1);
          };
      // Asked: is it less at all? Guards are left out, for what is sought is this change.
      Symptom less =
          metric.equals("failures")
              ? new Symptom.Failures(0.999)
              : new Symptom.Figure(metric, 0.999, 0);
      VerdictRule rule = rule(protocol, less, false).withGuards(List.of());
      if (shares(rule, fix, runs).holds() >= 0.9) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 1 - low;
  }

  public static void main(String[] args) throws IOException {
    int runs = Integer.parseInt(args[0]);
    List<double[]> blocks = measured(args.length > 1 && args[1].equals("quiet"));
    List<String> protocols = args.length > 2 ? List.of(args[2]) : List.of("quick", "full");
    System.out.println("measured blocks: " + blocks.size() + ", runs of each: " + runs);
    for (String protocol : protocols) {
      new VerdictSimulation(blocks, SEED, FAILURES).print(protocol, false, runs);
      new VerdictSimulation(blocks, SEED, FAILURES).print(protocol, true, runs);
      VerdictSimulation simulation = new VerdictSimulation(blocks, SEED, FAILURES);
      for (String metric : List.of("p50", "p99", "failures")) {
        System.out.printf(
            Locale.ROOT,
            "| %s | smallest change of %s found in 9 of 10 runs | %.1f %% |%n",
            protocol,
            metric,
            100 * simulation.smallestChange(protocol, metric, Math.max(200, runs / 20)));
      }
    }
  }

  private void print(String protocol, boolean extend, int runs) {
    VerdictRule failures = rule(protocol, Symptom.Failures.usual(), extend);
    VerdictRule p50 = rule(protocol, new Symptom.Figure("p50", 0.9, 0), extend);
    VerdictRule p99 = rule(protocol, new Symptom.Figure("p99", 0.8, 0), extend);
    String name = protocol + (extend ? ", two looks" : "");
    line(name, "failures, unchanged", shares(failures, Fix.NONE, runs));
    line(name, "failures, at the margin (0.2)", shares(failures, new Fix(0.2, 1, 1), runs));
    line(name, "failures, all gone", shares(failures, new Fix(0, 1, 1), runs));
    line(name, "p50, unchanged", shares(p50, Fix.NONE, runs));
    line(name, "p50, at the margin (0.9)", shares(p50, new Fix(1, 0.9, 1), runs));
    line(name, "p50, half", shares(p50, new Fix(1, 0.5, 1), runs));
    line(name, "p99, unchanged", shares(p99, Fix.NONE, runs));
    line(name, "p99, at the margin (0.8)", shares(p99, new Fix(1, 1, 0.8), runs));
    line(name, "p99, a fifth", shares(p99, new Fix(1, 1, 0.2), runs));
  }

  private static void line(String protocol, String what, Shares shares) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f %% | %.2f %% | %.2f %% |%n",
        protocol,
        what,
        100 * shares.holds(),
        100 * shares.doesNotHold(),
        100 * shares.unclear());
  }
}
