package dev.backdraft.replay.verdict;

import dev.backdraft.replay.verdict.Verdict.Answer;
import dev.backdraft.replay.verdict.Verdict.Check;
import dev.backdraft.replay.verdict.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From blocks to a verdict. Holds needs everything; doubt is unclear, never a pass. */
public final class Judge {
  /** More dropped pairs than this and the run says nothing. */
  private static final double MOST_DROPPED = 0.2;

  /** So many of a new kind of failure, in two blocks or more, are no accident. */
  private static final long NEW_KIND = 7;

  private final VerdictRule rule;
  private final long seed;
  private final List<BlockPair> pairs;
  private final double alpha;
  private final ResponseFindings responses;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> against = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private int morePairs = -1;

  private Judge(
      VerdictRule rule,
      long seed,
      List<BlockPair> valid,
      double alpha,
      ResponseFindings responses) {
    this.rule = rule;
    this.seed = seed;
    this.pairs = valid;
    this.alpha = alpha;
    this.responses = responses;
  }

  /**
   * Judges the pairs run so far.
   *
   * @param look the first (0) or, if the rule declares one, the second (1)
   */
  public static Verdict judge(
      VerdictRule rule, int look, List<BlockPair> run, ResponseFindings responses, long seed) {
    List<BlockPair> valid = run.stream().filter(BlockPair::valid).toList();
    Judge judge = new Judge(rule, seed, valid, rule.alphas().get(look), responses);
    if (run.size() < rule.looks().get(look)) {
      judge.doubts.add("only " + run.size() + " of " + rule.looks().get(look) + " pairs were run");
      return judge.verdict();
    }
    int dropped = run.size() - valid.size();
    if (dropped > MOST_DROPPED * run.size() || valid.size() < 2) {
      judge.doubts.add(
          "the run is not valid: the load generator failed in "
              + dropped
              + " of "
              + run.size()
              + " pairs");
      return judge.verdict();
    }
    judge.symptom();
    rule.guards().forEach(judge::guard);
    judge.newKinds();
    judge.responses();
    return judge.verdict();
  }

  private void symptom() {
    switch (rule.symptom()) {
      case VerdictRule.Symptom.Failures failures -> failures(failures);
      case VerdictRule.Symptom.Figure figure -> figure(figure);
      case VerdictRule.Symptom.Responses ignored -> {
        if (!responses.symptomBefore()) {
          doubts.add("the symptom was not reproduced: responses before are as expected");
        } else if (!responses.expectedShown()) {
          against.add("the response is still as it was before");
        }
      }
    }
  }

  private void failures(VerdictRule.Symptom.Failures symptom) {
    long before = pairs.stream().mapToLong(pair -> pair.before().failures()).sum();
    long after = pairs.stream().mapToLong(pair -> pair.after().failures()).sum();
    Interval ratio = BlockStatistics.failureRatio(pairs, alpha);
    State state = state(ratio, symptom.atMost());
    if (before == 0) {
      checks.add(new Check("failures, after to before", ratio, symptom.atMost(), State.OPEN));
      doubts.add("the symptom was not reproduced: nothing failed before");
      return;
    }
    double chance = BlockStatistics.failuresFell(pairs, seed);
    boolean sure = chance <= alpha;
    checks.add(
        new Check(
            "failures, after to before",
            ratio,
            symptom.atMost(),
            state == State.PASSED && !sure ? State.OPEN : state));
    if (state == State.BROKEN) {
      against.add("failures are still there: " + after + " after, " + before + " before");
    } else if (state == State.OPEN || !sure) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "failures fell from %d to %d, which may still be chance (p = %.3f, at most %.0f %% of"
                  + " before)",
              before,
              after,
              chance,
              100 * ratio.high()));
    }
  }

  private void figure(VerdictRule.Symptom.Figure symptom) {
    boolean leak = symptom.metric().equals(VerdictRule.LEAK);
    if (pairs.stream().anyMatch(pair -> !has(pair, symptom.metric()))) {
      doubts.add("the symptom was not measured in every block: " + symptom.metric());
      return;
    }
    Interval ratio =
        leak
            ? BlockStatistics.ratioOfMeans(pairs, symptom.metric(), alpha)
            : BlockStatistics.ratio(pairs, symptom.metric(), alpha);
    State state = state(ratio, symptom.atMost());
    checks.add(new Check(symptom.metric() + ", after to before", ratio, symptom.atMost(), state));
    double[] levels =
        pairs.stream()
            .mapToDouble(pair -> pair.before().figures().getOrDefault(symptom.metric(), 0.0))
            .toArray();
    boolean shows = BlockStatistics.mean(levels, alpha).above(symptom.present());
    if ((leak || symptom.present() > 0) && !shows) {
      doubts.add("the symptom was not reproduced: " + symptom.metric() + " before is not high");
    } else if (state == State.BROKEN) {
      against.add(symptom.metric() + " did not change enough: " + ratio.asChange());
    } else if (state == State.OPEN) {
      doubts.add(symptom.metric() + " may or may not have changed enough: " + ratio.asChange());
      settle(ratio, symptom.atMost());
    }
  }

  private void guard(VerdictRule.Guard guard) {
    boolean failures = guard.metric().equals(VerdictRule.Guard.FAILURES);
    if (!failures && pairs.stream().anyMatch(pair -> !has(pair, guard.metric()))) {
      doubts.add("the guard " + guard.metric() + " was not measured in every block");
      return;
    }
    boolean leak = guard.metric().equals(VerdictRule.LEAK);
    Interval interval =
        failures
            ? BlockStatistics.failureDifference(pairs, alpha)
            : leak
                ? BlockStatistics.difference(pairs, guard.metric(), alpha)
                : BlockStatistics.ratio(pairs, guard.metric(), alpha);
    double limit = failures || leak ? guard.margin() : 1 + guard.margin();
    State state = state(interval, limit);
    checks.add(new Check("guard: " + guard.metric(), interval, limit, state));
    String seen =
        failures
            ? String.format(Locale.ROOT, "%+.3f points", 100 * interval.estimate())
            : leak
                ? String.format(Locale.ROOT, "%+.1f bytes per request", interval.estimate())
                : interval.asChange();
    if (state == State.BROKEN) {
      against.add("a guard is broken: " + guard.metric() + " " + seen);
    } else if (state == State.OPEN) {
      doubts.add("the guard " + guard.metric() + " may be broken: " + seen);
      if (!failures && !leak) {
        settle(interval, limit);
      }
    }
  }

  private static boolean has(BlockPair pair, String metric) {
    if (metric.equals(VerdictRule.LEAK)) {
      return pair.before().figures().containsKey(metric)
          && pair.after().figures().containsKey(metric);
    }
    return pair.before().figures().getOrDefault(metric, 0.0) > 0
        && pair.after().figures().getOrDefault(metric, 0.0) > 0;
  }

  private static State state(Interval interval, double limit) {
    if (interval.below(limit)) {
      return State.PASSED;
    }
    return interval.above(limit) ? State.BROKEN : State.OPEN;
  }

  /** How many pairs in all an interval of this width would need to leave the limit outside. */
  private void settle(Interval ratio, double limit) {
    if (!(ratio.low() > 0)) {
      return;
    }
    double distance = Math.abs(Math.log(ratio.estimate()) - Math.log(limit));
    double half = (Math.log(ratio.high()) - Math.log(ratio.low())) / 2;
    if (distance > 0 && Double.isFinite(half)) {
      double needed = pairs.size() * (half / distance) * (half / distance) * 1.1;
      int more = (int) Math.min(10_000, Math.ceil(Math.max(1, needed - pairs.size())));
      morePairs = Math.max(morePairs, more);
    }
  }

  private void newKinds() {
    Set<String> known = new TreeSet<>();
    pairs.forEach(pair -> known.addAll(pair.before().kinds().keySet()));
    Map<String, long[]> fresh = new TreeMap<>();
    for (BlockPair pair : pairs) {
      pair.after()
          .kinds()
          .forEach((kind, count) -> {
            if (!known.contains(kind) && count > 0) {
              long[] seen = fresh.computeIfAbsent(kind, k -> new long[2]);
              seen[0] += count;
              seen[1]++;
            }
          });
    }
    fresh.forEach((kind, seen) -> {
      String what = "a new kind of failure: " + kind + ", " + seen[0] + " times";
      if (seen[0] >= NEW_KIND && seen[1] >= 2) {
        against.add(what + " in " + seen[1] + " blocks");
      } else {
        doubts.add(what);
      }
    });
  }

  private void responses() {
    for (String field : responses.undeclared()) {
      against.add("a response changed that was not declared: " + field);
    }
  }

  /** A symptom that did not show before cannot be judged, whatever else is fine. */
  private Verdict verdict() {
    boolean unseen = doubts.stream().anyMatch(doubt -> doubt.startsWith("the symptom was not"));
    Answer answer =
        !against.isEmpty()
            ? Answer.DOES_NOT_HOLD
            : doubts.isEmpty() ? Answer.HOLDS : Answer.UNCLEAR;
    List<String> reasons = new ArrayList<>(against);
    reasons.addAll(doubts);
    if (answer == Answer.HOLDS) {
      reasons.add("the symptom showed before, is gone after, and no guard is broken");
    }
    return new Verdict(
        answer, reasons, checks, text(), seed, answer != Answer.UNCLEAR || unseen ? 0 : morePairs);
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        "%s: %d valid pairs, one-sided level %.3f; %s; guards %s",
        rule.name(),
        pairs.size(),
        alpha,
        rule.symptom(),
        rule.guards());
  }
}
