package dev.backdraft.replay.verdict;

import dev.backdraft.replay.verdict.Verdict.Answer;
import dev.backdraft.replay.verdict.VerdictRule.Guard;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

/**
 * How often a verdict is wrong, by drawing runs from measured blocks of one build. What the fix
 * does is put on the drawn after blocks: failures thinned one by one, figures scaled. Arguments:
 * how many runs for each row, {@code quiet} to leave out blocks in which the generator failed, and
 * the protocol if only one is wanted.
 */
final class VerdictSimulation {
  static final long SEED = 20261121;

  /** Of requests before: 14.2 in 10,000. */
  static final double FAILURES = 14.2e-4;

  /** The figures of a block and the columns that they stand in. */
  private static final Map<String, Integer> COLUMNS =
      Map.of("p50", 2, "p99", 3, "cpu", 4, "allocation", 5);

  private final List<Measured> blocks;
  private final SplittableRandom random;
  private final double failuresBefore;

  /** One measured block. */
  record Measured(long requests, Map<String, Double> figures) {}

  /**
   * What a fix does to a block.
   *
   * @param failures so many of them stay
   * @param figures each is so many times what it was; those not named stay
   */
  record Fix(double failures, Map<String, Double> figures) {
    static final Fix NONE = new Fix(1, Map.of());

    static Fix failures(double stay) {
      return new Fix(stay, Map.of());
    }

    static Fix of(String metric, double factor) {
      return new Fix(1, Map.of(metric, factor));
    }
  }

  /** How often each answer was given. */
  record Shares(double holds, double doesNotHold, double unclear) {
    void print(String protocol, String what) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f %% | %.2f %% | %.2f %% |%n",
          protocol,
          what,
          100 * holds,
          100 * doesNotHold,
          100 * unclear);
    }
  }

  /** Draws the pairs of a run, one after the other. */
  @FunctionalInterface
  interface Pairs {
    BlockPair pair(int number);
  }

  /**
   * With measured blocks.
   *
   * @param failuresBefore rate of failures that is put on every block; the measured one has its own
   */
  VerdictSimulation(List<Measured> blocks, long seed, double failuresBefore) {
    this.blocks = blocks;
    this.random = new SplittableRandom(seed);
    this.failuresBefore = failuresBefore;
  }

  /** The lines of a file of measured blocks, without its head, in the order in which they ran. */
  static List<String[]> lines(String file) throws IOException {
    try (InputStream in = VerdictSimulation.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the measured blocks are not there: " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  static List<Measured> measured(boolean validOnly) throws IOException {
    List<Measured> blocks = new ArrayList<>();
    for (String[] cells : lines("measured-blocks.csv")) {
      if (!validOnly || cells[7].equals("false")) {
        Map<String, Double> figures = new HashMap<>();
        COLUMNS.forEach((name, column) -> figures.put(name, Double.valueOf(cells[column])));
        blocks.add(new Measured(Long.parseLong(cells[0]), figures));
      }
    }
    return blocks;
  }

  private BlockPair.Block block(Fix fix) {
    Measured drawn = blocks.get(random.nextInt(blocks.size()));
    long failures = 0;
    double rate = failuresBefore * fix.failures();
    // Failures are rare: gaps between them instead of a draw for every request.
    for (double at = gap(rate); at < drawn.requests(); at += gap(rate)) {
      failures++;
    }
    Map<String, Double> figures = new HashMap<>(drawn.figures());
    fix.figures().forEach((name, factor) -> figures.merge(name, factor, (was, by) -> was * by));
    return new BlockPair.Block(
        drawn.requests(),
        failures,
        figures,
        failures == 0 ? Map.of() : Map.of("closed_before_response", failures));
  }

  private double gap(double rate) {
    return rate <= 0 ? 1e18 : 1 + Math.floor(Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
  }

  Shares shares(VerdictRule rule, Fix fix, int runs) {
    return shares(rule, number -> new BlockPair(block(Fix.NONE), block(fix), true), runs);
  }

  /** So many runs with this rule, looking a second time where the rule says so. */
  static Shares shares(VerdictRule rule, Pairs pairs, int runs) {
    Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
    for (int run = 0; run < runs; run++) {
      counts.merge(answer(rule, pairs), 1, Integer::sum);
    }
    return new Shares(
        counts.getOrDefault(Answer.HOLDS, 0) / (double) runs,
        counts.getOrDefault(Answer.DOES_NOT_HOLD, 0) / (double) runs,
        counts.getOrDefault(Answer.UNCLEAR, 0) / (double) runs);
  }

  private static Answer answer(VerdictRule rule, Pairs pairs) {
    List<BlockPair> run = new ArrayList<>();
    Answer answer = Answer.UNCLEAR;
    for (int look = 0; look < rule.looks().size() && answer == Answer.UNCLEAR; look++) {
      while (run.size() < rule.looks().get(look)) {
        run.add(pairs.pair(run.size()));
      }
      answer = Judge.judge(rule, look, run, ResponseFindings.NONE, 1).answer();
    }
    return answer;
  }

  static VerdictRule rule(String protocol, Symptom symptom, boolean extend) {
    return protocol.equals("full")
        ? VerdictRule.full(symptom, extend)
        : VerdictRule.quick(symptom, extend);
  }

  /** The largest of the values between 0 and 1 that passes, if all below it do. */
  static double largest(DoublePredicate passes) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 9; i++) {
      double middle = (low + high) / 2;
      if (passes.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The smallest part taken away that the symptom itself shows in nine of ten runs. */
  double smallestChange(String protocol, String metric, int runs) {
    // Asked: is it less at all? Guards are left out, for what is sought is this change.
    Symptom less =
        metric.equals("failures")
            ? new Symptom.Failures(0.999)
            : new Symptom.Figure(metric, 0.999, 0);
    VerdictRule rule = rule(protocol, less, false).withGuards(List.of());
    return 1
        - largest(stays -> {
          Fix fix = metric.equals("failures") ? Fix.failures(stays) : Fix.of(metric, stays);
          return shares(rule, fix, runs).holds() >= 0.9;
        });
  }

  public static void main(String[] args) throws IOException {
    int runs = Integer.parseInt(args[0]);
    List<Measured> blocks = measured(args.length > 1 && args[1].equals("quiet"));
    List<String> protocols = args.length > 2 ? List.of(args[2]) : List.of("quick", "full");
    System.out.println("measured blocks: " + blocks.size() + ", runs of each: " + runs);
    for (String protocol : protocols) {
      for (boolean extend : new boolean[] {false, true}) {
        new VerdictSimulation(blocks, SEED, FAILURES).print(protocol, extend, runs);
        new VerdictSimulation(blocks, SEED, 0).printCosts(protocol, extend, runs);
      }
      new VerdictSimulation(blocks, SEED, 0).printGuards(protocol, runs);
      VerdictSimulation simulation = new VerdictSimulation(blocks, SEED, FAILURES);
      for (String metric : List.of("p50", "p99", "failures", "allocation", "cpu")) {
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
    String name = name(protocol, extend);
    shares(failures, Fix.NONE, runs).print(name, "failures, unchanged");
    shares(failures, Fix.failures(0.2), runs).print(name, "failures, at the margin (0.2)");
    shares(failures, Fix.failures(0), runs).print(name, "failures, all gone");
    shares(p50, Fix.NONE, runs).print(name, "p50, unchanged");
    shares(p50, Fix.of("p50", 0.9), runs).print(name, "p50, at the margin (0.9)");
    shares(p50, Fix.of("p50", 0.5), runs).print(name, "p50, half");
    shares(p99, Fix.NONE, runs).print(name, "p99, unchanged");
    shares(p99, Fix.of("p99", 0.8), runs).print(name, "p99, at the margin (0.8)");
    shares(p99, Fix.of("p99", 0.2), runs).print(name, "p99, a fifth");
  }

  /** What a request costs, of a service in which nothing fails. */
  private void printCosts(String protocol, boolean extend, int runs) {
    String name = name(protocol, extend);
    for (String metric : List.of("allocation", "cpu")) {
      VerdictRule rule = rule(protocol, new Symptom.Figure(metric, 0.9, 0), extend);
      shares(rule, Fix.NONE, runs).print(name, metric + ", unchanged");
      shares(rule, Fix.of(metric, 0.9), runs).print(name, metric + ", at the margin (0.9)");
      shares(rule, Fix.of(metric, 0.8), runs).print(name, metric + ", a fifth less");
    }
  }

  /** A fix that halves the median and leaves a guarded figure as it was, or just at its limit. */
  private void printGuards(String protocol, int runs) {
    for (String metric : List.of("allocation", "cpu")) {
      VerdictRule rule =
          rule(protocol, new Symptom.Figure("p50", 0.9, 0), false)
              .withGuards(List.of(new Guard(metric, 0.1)));
      shares(rule, Fix.of("p50", 0.5), runs)
          .print(protocol, "guard of " + metric + " (0.1), as it was");
      shares(rule, new Fix(1, Map.of("p50", 0.5, metric, 1.1)), runs)
          .print(protocol, "guard of " + metric + " (0.1), at its limit");
    }
  }

  static String name(String protocol, boolean extend) {
    return protocol + (extend ? ", two looks" : "");
  }
}
