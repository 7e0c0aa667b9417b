package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.Preflight;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.BlockStatistics;
import dev.backdraft.replay.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a plan sends enough to decide what it asks, and whether this machine can send it: known
 * before the first block runs.
 */
public final class PlanPower {
  private static final double SECOND = 1e9;

  /** Below so many requests a block, its 99th percentile rests on one or two of them. */
  private static final double ENOUGH_FOR_P99 = 300;

  private PlanPower() {}

  /**
   * What the plan cannot decide however its run goes, and what this machine may lack for it, each
   * with what would help; and how much longer a soak takes than its plan's {@code measure} says.
   * Mostly empty.
   */
  public static List<String> doubts(ReplayPlan plan, Requests requests) {
    List<String> doubts = new ArrayList<>();
    for (Preflight.Obstacle obstacle : MachineNeeds.obstacles(plan, requests, Preflight.limits())) {
      doubts.add(obstacle.words());
    }
    doubts.addAll(undecided(plan, requests));
    doubts.addAll(Settling.announced(plan));
    return doubts;
  }

  private static List<String> undecided(ReplayPlan plan, Requests requests) {
    double part = requestsPerBlock(plan, requests);
    if (Double.isNaN(part)) {
      return List.of();
    }
    int pairs = plan.soak() ? plan.rule().looks().getFirst() : plan.rule().looks().getLast();
    List<String> doubts = new ArrayList<>();
    for (VerdictRule.Guard guard : plan.rule().guards()) {
      if (guard.metric().equals(VerdictRule.Guard.FAILURES)) {
        failures(doubts, guard.margin(), Math.round(part * pairs), pairs);
      }
    }
    if (plan.rule().asks("p99") && part < ENOUGH_FOR_P99) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "a block measures %,.0f requests, so that its p99 is that of one or two of them: "
                  + "measure longer, or raise the rate",
              part));
    }
    return doubts;
  }

  private static void failures(List<String> doubts, double margin, long sent, int pairs) {
    long enough = BlockStatistics.requestsToRuleOut(margin);
    if (sent < enough) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "%,d requests on each side cannot rule out that failures rise by %.3g points: that"
                  + " takes %,d without a failure, %,d a pair; measure longer, raise the rate,"
                  + " or widen the guard",
              sent,
              100 * margin,
              enough,
              (enough + pairs - 1) / pairs));
    }
  }

  /**
   * Of a soak those of one judged part, for each begins the capture anew. Not known of a number in
   * flight: that depends on the target.
   */
  private static double requestsPerBlock(ReplayPlan plan, Requests requests) {
    ReplayPlan.Load load = plan.load();
    double seconds = load.measureSeconds() / (plan.soak() ? plan.rule().looks().getFirst() : 1);
    double asked =
        switch (load.pace()) {
          case Pace.Rate rate -> rate.perSecond() * seconds;
          case Pace.Recorded recorded -> recordedRate(requests) * recorded.factor() * seconds;
          case Pace.InFlight ignored -> Double.NaN;
        };
    double whole = load.warmUpSeconds() + load.measureSeconds();
    double there = requests.size() * load.measureSeconds() / whole;
    return load.loop() ? asked : Math.min(asked, there);
  }

  private static double recordedRate(Requests requests) {
    int last = requests.size() - 1;
    double seconds = last < 1 ? 0 : (requests.timeNanos(last) - requests.timeNanos(0)) / SECOND;
    return seconds > 0 ? requests.size() / seconds : Double.NaN;
  }
}
