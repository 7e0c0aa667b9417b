package dev.backdraft.replay.verdict;

import dev.backdraft.replay.verdict.Verdict.Answer;
import dev.backdraft.replay.verdict.Verdict.Check;
import dev.backdraft.replay.verdict.Verdict.State;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From blocks to a verdict. Holds needs everything; doubt is unclear, never a pass. */
public final class Judge {
  /** More dropped pairs than one of so many and the run says nothing. */
  private static final int DROPPED_OF = 5;

  /** So many of a new kind of failure, in two blocks or more, are no accident. */
  private static final long NEW_KIND = 7;

  /** A request that was not sent, for the one it depends on failed. */
  private static final String UNFOUNDED = "not_sent_dependency";

  /** More requests than this part must not be missing from a run that is judged. */
  private static final double MOST_UNSENT = 0.001;

  private static final double[] NONE = {};

  private final VerdictRule rule;
  private final long seed;
  private final List<BlockPair> pairs;
  private final double alpha;
  private final ResponseFindings responses;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> against = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private int morePairs = -1;

  /** How the symptom changed, for a fix that holds. */
  private String change = "the symptom showed before, is gone after";

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
   * Judges the pairs run so far. Those beyond the look are left out: a run that was stopped between
   * its two looks would otherwise be looked at a third time.
   *
   * @param look the first (0) or, if the rule declares one, the second (1)
   */
  public static Verdict judge(
      VerdictRule rule, int look, List<BlockPair> run, ResponseFindings responses, long seed) {
    int wanted = rule.looks().get(look);
    List<BlockPair> all = run.stream().filter(BlockPair::valid).toList();
    List<BlockPair> valid = all.subList(0, Math.min(wanted, all.size()));
    Judge judge = new Judge(rule, seed, valid, rule.alphas().get(look), responses);
    if (run.size() < wanted && isLost(rule, run)) {
      judge.doubts.add(
          String.format(
              "the run is not valid: the load generator failed in %d of the first %d pairs, and of"
                  + " %d at most %d may fail, so that no more were run",
              run.size() - all.size(),
              run.size(),
              rule.looks().getLast(),
              mayFail(rule.looks().getLast())));
      return judge.verdict();
    }
    if (run.size() < wanted) {
      judge.doubts.add("only " + run.size() + " of " + wanted + " pairs were run");
      return judge.verdict();
    }
    int dropped = run.size() - all.size();
    if (isVoid(run)) {
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
    judge.dependencies();
    judge.responses();
    return judge.verdict();
  }

  /** In too many pairs the generator failed, or too few are left. */
  public static boolean isVoid(List<BlockPair> run) {
    long valid = run.stream().filter(BlockPair::valid).count();
    return (run.size() - valid) * DROPPED_OF > run.size() || valid < 2;
  }

  /**
   * So many pairs are run again for those in which the generator failed, as long as so few failed
   * that the run stays valid. Whether it failed says nothing of the builds, so that nothing is
   * chosen by this.
   */
  public static int madeUp(int wanted, List<BlockPair> run) {
    return Math.min(failed(run), wanted / DROPPED_OF);
  }

  /** Whatever the pairs show that are still to come, the generator failed in too many. */
  public static boolean isLost(VerdictRule rule, List<BlockPair> run) {
    return failed(run) > mayFail(rule.looks().getLast());
  }

  private static int failed(List<BlockPair> run) {
    return (int) run.stream().filter(pair -> !pair.valid()).count();
  }

  /** Of 6 pairs that are asked for 7 are run if one failed: of those one may. */
  private static int mayFail(int wanted) {
    return (wanted + wanted / DROPPED_OF) / DROPPED_OF;
  }

  private void symptom() {
    switch (rule.symptom()) {
      case VerdictRule.Symptom.Failures failures -> failures(failures);
      case VerdictRule.Symptom.Figure figure -> figure(figure);
      case VerdictRule.Symptom.Responses ignored -> {
        if (!responses.symptomBefore()) {
          doubts.add("the symptom was not reproduced: responses before are as expected");
        } else if (responses.expected() == ResponseFindings.Shown.NOTHING) {
          against.add("the response is still as it was before");
        } else if (responses.expected() == ResponseFindings.Shown.SOME) {
          doubts.add("what was declared shows in some of the fields or answers only");
        }
        change = "responses changed as declared";
      }
    }
  }

  private void failures(VerdictRule.Symptom.Failures symptom) {
    List<BlockPair> checked = pairs.stream().map(BlockPair::symptom).toList();
    String what = symptom.scope().text();
    long before = checked.stream().mapToLong(pair -> pair.before().failures()).sum();
    long after = checked.stream().mapToLong(pair -> pair.after().failures()).sum();
    Interval ratio = BlockStatistics.failureRatio(checked, alpha);
    State state = side(ratio, symptom.atMost());
    if (before == 0) {
      checks.add(new Check(what + ", after to before", ratio, symptom.atMost(), State.OPEN));
      doubts.add(
          "the symptom was not reproduced: "
              + (what.equals("failures") ? "nothing failed before" : "no " + what + " before"));
      return;
    }
    double chance = BlockStatistics.failuresFell(checked, seed);
    boolean sure = chance <= alpha;
    checks.add(
        new Check(
            what + ", after to before",
            ratio,
            symptom.atMost(),
            state == State.PASSED && !sure ? State.OPEN : state));
    change =
        String.format(
            Locale.ROOT,
            "%s fell from %,d to %,d (at most %.1f %% of before)",
            what,
            before,
            after,
            100 * ratio.high());
    if (state == State.BROKEN) {
      against.add(what + " are still there: " + after + " after, " + before + " before");
    } else if (state == State.OPEN || !sure) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "%s fell from %d to %d, which may still be chance (p = %.3f, at most %.0f %% of"
                  + " before)",
              what,
              before,
              after,
              chance,
              100 * ratio.high()));
    }
  }

  private void figure(VerdictRule.Symptom.Figure symptom) {
    boolean leak = symptom.metric().equals(VerdictRule.LEAK);
    if (pairs.stream().anyMatch(pair -> !has(pair, symptom.name()))) {
      doubts.add("the symptom was not measured in every block: " + symptom.name());
      return;
    }
    Interval ratio =
        leak
            ? BlockStatistics.ratioOfMeans(pairs, symptom.name(), alpha)
            : BlockStatistics.ratio(pairs, symptom.name(), alpha);
    State state =
        state(
            ratio,
            symptom.atMost(),
            leak
                ? BlockStatistics.differences(pairs, symptom.name(), symptom.atMost())
                : fromLimit(symptom.name(), symptom.atMost()));
    checks.add(new Check(symptom.name() + ", after to before", ratio, symptom.atMost(), state));
    double[] levels =
        pairs.stream()
            .mapToDouble(pair -> pair.before().figures().getOrDefault(symptom.name(), 0.0))
            .toArray();
    boolean shows = BlockStatistics.mean(levels, alpha).above(symptom.present());
    change = symptom.name() + " changed by " + ratio.asChange();
    if ((leak || symptom.present() > 0) && !shows) {
      doubts.add("the symptom was not reproduced: " + symptom.name() + " before is not high");
    } else if (state == State.BROKEN) {
      against.add(symptom.name() + " did not change enough: " + ratio.asChange());
    } else if (state == State.OPEN) {
      doubts.add(symptom.name() + " may or may not have changed enough: " + ratio.asChange());
      settle(ratio, symptom.atMost());
    }
  }

  private void guard(VerdictRule.Guard guard) {
    if (guard.metric().equals(VerdictRule.Guard.FAILURES)) {
      failuresGuard(guard.margin());
      return;
    }
    if (pairs.stream().anyMatch(pair -> !has(pair, guard.metric()))) {
      doubts.add("the guard " + guard.metric() + " was not measured in every block");
      return;
    }
    boolean leak = guard.metric().equals(VerdictRule.LEAK);
    double[] differences = leak ? BlockStatistics.differences(pairs, guard.metric(), 1) : NONE;
    Interval interval =
        leak
            ? BlockStatistics.mean(differences, alpha)
            : BlockStatistics.ratio(pairs, guard.metric(), alpha);
    double limit = leak ? guard.margin() : 1 + guard.margin();
    State state =
        state(interval, limit, leak ? less(differences, limit) : fromLimit(guard.metric(), limit));
    checks.add(new Check("guard: " + guard.metric(), interval, limit, state));
    String seen =
        leak
            ? String.format(Locale.ROOT, "%+.1f bytes per request", interval.estimate())
            : interval.asChange();
    if (state == State.BROKEN) {
      against.add("a guard is broken: " + guard.metric() + " " + seen);
    } else if (state == State.OPEN) {
      doubts.add("the guard " + guard.metric() + " may be broken: " + seen);
      if (!leak) {
        settle(interval, limit);
      }
    }
  }

  /** No more failures than before: that nothing failed says little of few requests. */
  private void failuresGuard(double margin) {
    Interval interval = BlockStatistics.failureDifference(pairs, alpha);
    double[] differences = BlockStatistics.failureDifferences(pairs);
    State state = side(interval, margin);
    // Kept by its interval alone: of rare failures one pair of six often has more after.
    if (state == State.BROKEN) {
      state = state(interval, margin, less(differences, margin - BlockStatistics.unseen(pairs)));
    }
    checks.add(new Check("guard: failures", interval, margin, state));
    long requests = pairs.stream().mapToLong(pair -> pair.after().requests()).sum();
    long failures = pairs.stream().mapToLong(pair -> pair.after().failures()).sum();
    long enough = BlockStatistics.requestsToRuleOut(margin);
    if (state == State.BROKEN) {
      against.add("a guard is broken: failures rose by " + points(interval));
    } else if (state == State.OPEN && failures == 0 && requests < enough) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "too few requests to rule out that failures rise by %s points: none of %,d failed"
                  + " after, %,d would do",
              plain(100 * margin),
              requests,
              enough));
      long each = Math.max(1, requests / pairs.size());
      more((enough - requests + each - 1) / each);
    } else if (state == State.OPEN) {
      doubts.add(
          "failures may have risen by more than "
              + plain(100 * margin)
              + " points: "
              + points(interval));
      settle(margin - interval.estimate(), interval.high() - interval.estimate());
    }
  }

  private static String points(Interval interval) {
    return String.format(
        Locale.ROOT,
        "%+.3f points (%+.3f to %+.3f)",
        100 * interval.estimate(),
        100 * interval.low(),
        100 * interval.high());
  }

  /** Without zeros that say nothing: 0.1, not 0.100. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private static boolean has(BlockPair pair, String metric) {
    if (metric.equals(VerdictRule.LEAK)) {
      return pair.before().figures().containsKey(metric)
          && pair.after().figures().containsKey(metric);
    }
    return pair.before().figures().getOrDefault(metric, 0.0) > 0
        && pair.after().figures().getOrDefault(metric, 0.0) > 0;
  }

  private static State side(Interval interval, double limit) {
    if (interval.below(limit)) {
      return State.PASSED;
    }
    return interval.above(limit) ? State.BROKEN : State.OPEN;
  }

  /**
   * On which side of its limit a figure surely lies. The interval supposes differences that are
   * spread as in a bell; where they are not (a service with two levels), six pairs miss a little
   * more often than asked. So the signs of the differences from the limit must say the same: their
   * chance is exact, however they are spread.
   */
  private State state(Interval interval, double limit, double[] fromLimit) {
    State state = side(interval, limit);
    double[] turned = new double[fromLimit.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = state == State.PASSED ? -fromLimit[i] : fromLimit[i];
    }
    return state != State.OPEN && BlockStatistics.chance(turned, seed) > alpha ? State.OPEN : state;
  }

  private double[] fromLimit(String metric, double limit) {
    return less(BlockStatistics.logRatios(pairs, metric), Math.log(limit));
  }

  private static double[] less(double[] values, double limit) {
    double[] less = new double[values.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = values[i] - limit;
    }
    return less;
  }

  private void settle(Interval ratio, double limit) {
    if (ratio.low() > 0) {
      settle(
          Math.abs(Math.log(ratio.estimate()) - Math.log(limit)),
          (Math.log(ratio.high()) - Math.log(ratio.low())) / 2);
    }
  }

  /** How many pairs in all an interval of this half width would need to leave the limit outside. */
  private void settle(double distance, double half) {
    if (distance > 0 && Double.isFinite(half)) {
      double needed = pairs.size() * (half / distance) * (half / distance) * 1.1;
      more((long) Math.ceil(needed - pairs.size()));
    }
  }

  private void more(long wanted) {
    morePairs = Math.max(morePairs, Math.clamp(wanted, 1, 10_000));
  }

  private void newKinds() {
    Set<String> known = new TreeSet<>();
    pairs.forEach(pair -> known.addAll(pair.before().kinds().keySet()));
    known.add(UNFOUNDED);
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

  /**
   * Requests that were not sent, for what they depend on had failed: of one side only that is the
   * build's doing, of both nothing was tried of what they ask.
   */
  private void dependencies() {
    long[] unsent = new long[2];
    double[] share = new double[2];
    int blocks = 0;
    for (int side = 0; side < 2; side++) {
      long sent = 0;
      for (BlockPair pair : pairs) {
        BlockPair.Block block = side == 0 ? pair.before() : pair.after();
        long here = block.kinds().getOrDefault(UNFOUNDED, 0L);
        unsent[side] += here;
        sent += block.requests();
        blocks += side == 1 && here > 0 ? 1 : 0;
      }
      share[side] = (double) unsent[side] / Math.max(1, sent + unsent[side]);
    }
    if (unsent[1] >= NEW_KIND && blocks >= 2 && share[1] - share[0] > MOST_UNSENT) {
      against.add(
          String.format(
              Locale.ROOT,
              "%,d requests could not be sent after (%,d before): the requests that they depend on"
                  + " failed",
              unsent[1],
              unsent[0]));
    } else if (Math.max(share[0], share[1]) > MOST_UNSENT) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "%,d requests before and %,d after were not sent, for what they depend on failed;"
                  + " see \"carry\" and \"secrets\"",
              unsent[0],
              unsent[1]));
    }
  }

  private void responses() {
    for (String field : responses.undeclared()) {
      against.add("a response changed that was not declared: " + field);
    }
    for (String field : responses.doubtful()) {
      doubts.add("a response may have changed: " + field);
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
      reasons.add(change + ", and no guard is broken");
    }
    return new Verdict(
        answer, reasons, checks, text(), seed, answer != Answer.UNCLEAR || unseen ? 0 : morePairs);
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        "%s: %d valid pairs, one-sided level %.3f; %s",
        rule.name(),
        pairs.size(),
        alpha,
        rule.asked());
  }
}
