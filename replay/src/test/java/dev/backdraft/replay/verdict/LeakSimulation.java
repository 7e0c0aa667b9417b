package dev.backdraft.replay.verdict;

import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.VerdictRule.Guard;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import dev.backdraft.replay.verdict.VerdictSimulation.Shares;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often a verdict about a leak is wrong: a leak of so many bytes per request is put on measured
 * blocks of a build that has none, whose live bytes vary by themselves; their mean is taken off, so
 * that the leak is exactly as large as it is said to be. Pairs draw single blocks; soaks draw whole
 * soaks, for their parts share one process, and judge those parts that come after settling.
 * Arguments: how many runs for each row, {@code busy} for the bad set, and how many parts settle
 * (as many as in a run, unless it is told).
 */
final class LeakSimulation {
  /** Bytes per request that the build before keeps. */
  static final double LEAK = 512;

  /** That are judged of a soak. */
  private static final int PARTS = 6;

  private final List<Double> blocks;
  private final List<List<Double>> soaks;
  private final double blockMean;
  private final double soakMean;
  private final int settling;
  private long blockRequests;
  private long partRequests;
  private final SplittableRandom random;
  private List<Double> soakBefore = List.of();
  private List<Double> soakAfter = List.of();

  /**
   * With measured blocks.
   *
   * @param busy those where bursts open connections at random
   * @param settling so many parts of a soak are not judged, and none of those beyond the judged
   */
  LeakSimulation(long seed, boolean busy, int settling) throws IOException {
    this.settling = settling;
    String ending = busy ? "-busy.csv" : ".csv";
    this.random = new SplittableRandom(seed);
    this.blocks = new ArrayList<>();
    for (String[] cells : VerdictSimulation.lines("measured-leaks" + ending)) {
      blocks.add(Double.valueOf(cells[8]));
      blockRequests = Long.parseLong(cells[0]);
    }
    this.soaks = new ArrayList<>();
    for (String[] cells : VerdictSimulation.lines("measured-soaks" + ending)) {
      if (cells[9].equals("1")) {
        soaks.add(new ArrayList<>());
      }
      soaks.getLast().add(Double.valueOf(cells[8]));
      partRequests = Long.parseLong(cells[0]);
    }
    this.blockMean = mean(blocks);
    this.soakMean =
        mean(soaks.stream().flatMap(parts -> parts.stream().skip(settling).limit(PARTS)).toList());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }

  /** How many blocks, and how many soaks, are drawn from. */
  List<Integer> sizes() {
    return List.of(blocks.size(), soaks.size());
  }

  /** Six parts of a soak each, or single blocks. */
  Shares shares(VerdictRule rule, boolean soak, double before, double after, int runs) {
    return VerdictSimulation.shares(
        rule, number -> soak ? part(number, before, after) : pair(before, after), runs);
  }

  private BlockPair pair(double before, double after) {
    return new BlockPair(
        block(blockRequests, drawn(blocks) - blockMean + before, 2),
        block(blockRequests, drawn(blocks) - blockMean + after, 1),
        true);
  }

  private BlockPair part(int number, double before, double after) {
    if (number == 0) {
      soakBefore = drawn(soaks);
      soakAfter = drawn(soaks);
    }
    return new BlockPair(
        block(partRequests, soakBefore.get(settling + number) - soakMean + before, 2),
        block(partRequests, soakAfter.get(settling + number) - soakMean + after, 1),
        true);
  }

  private <T> T drawn(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static BlockPair.Block block(long requests, double leak, double p50) {
    return new BlockPair.Block(
        requests, 0, Map.of("p50", p50, "p99", p50, VerdictRule.LEAK, leak), Map.of());
  }

  static VerdictRule rule(String protocol, boolean extend) {
    return VerdictSimulation.rule(protocol, new Symptom.Figure(VerdictRule.LEAK, 0.2, 0), extend);
  }

  public static void main(String[] args) throws IOException {
    int runs = Integer.parseInt(args[0]);
    LeakSimulation simulation =
        new LeakSimulation(
            VerdictSimulation.SEED,
            args.length > 1 && args[1].equals("busy"),
            args.length > 2 ? Integer.parseInt(args[2]) : ReplayPlan.SETTLING_PARTS);
    System.out.println("measured blocks and soaks: " + simulation.sizes() + ", runs: " + runs);
    for (String protocol : List.of("quick", "full")) {
      for (boolean extend : new boolean[] {false, true}) {
        simulation.print(VerdictSimulation.name(protocol, extend), rule(protocol, extend), runs);
      }
      simulation.printGuard(protocol, runs);
    }
    simulation.print("soak of six parts", rule("quick", false), runs);
    for (String name : List.of("quick", "full", "soak of six parts")) {
      System.out.printf(
          Locale.ROOT,
          "| %s | smallest leak whose end is found in 9 of 10 runs | %.2f bytes a request |%n",
          name,
          simulation.smallest(name, Math.max(200, runs / 20)));
    }
  }

  private void print(String name, VerdictRule rule, int runs) {
    boolean soak = name.startsWith("soak");
    shares(rule, soak, LEAK, LEAK, runs).print(name, "leak, unchanged");
    shares(rule, soak, LEAK, 0.2 * LEAK, runs).print(name, "leak, at the margin (0.2)");
    shares(rule, soak, LEAK, 0, runs).print(name, "leak, gone");
    shares(rule, soak, 0, 0, runs).print(name, "no leak in either");
  }

  private void printGuard(String protocol, int runs) {
    VerdictRule rule =
        VerdictSimulation.rule(protocol, new Symptom.Figure("p50", 0.9, 0), false)
            .withGuards(List.of(new Guard(VerdictRule.LEAK, 64)));
    shares(rule, false, 0, 0, runs).print(protocol, "guard of leaks (64 bytes), as it was");
    shares(rule, false, 0, 64, runs).print(protocol, "guard of leaks (64 bytes), at its limit");
  }

  /** In bytes a request; between a hundredth and ten thousand. */
  private double smallest(String name, int runs) {
    VerdictRule rule = rule(name.equals("full") ? "full" : "quick", false);
    boolean soak = name.startsWith("soak");
    double found =
        VerdictSimulation.largest(part -> shares(rule, soak, bytes(part), 0, runs).holds() >= 0.9);
    return bytes(found);
  }

  private static double bytes(double part) {
    return 10_000 * Math.pow(10, -6 * part);
  }
}
