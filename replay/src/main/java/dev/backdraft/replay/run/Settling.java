package dev.backdraft.replay.run;

import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of the first parts of a soak, which are measured and not judged. */
final class Settling {
  private Settling() {}

  /** Before the run: how much longer it takes than what is judged of it; empty of other runs. */
  static List<String> announced(ReplayPlan plan) {
    return plan.soak()
        ? List.of(
            String.format(
                Locale.ROOT,
                "a soak settles first: %s s on each side that are measured and not judged, then %s"
                    + " s that are",
                seconds(plan.settlingSeconds()),
                seconds(plan.load().measureSeconds())))
        : List.of();
  }

  /**
   * After it.
   *
   * @param parts of both sides
   * @param nothingJudged it was stopped before both sides had a part that could be judged
   */
  static List<String> notes(List<BlockReport> parts, boolean nothingJudged) {
    List<String> notes = new ArrayList<>();
    if (nothingJudged) {
      notes.add("stopped before both sides had settled and a part of each could be judged");
    }
    if (parts.isEmpty()) {
      return notes;
    }
    String before = live(parts, true);
    String after = live(parts, false);
    if (!before.isEmpty() || !after.isEmpty()) {
      notes.add(
          "while a side settled, part by part, live bytes changed by "
              + (before.isEmpty() ? "" : before + " a request before")
              + (before.isEmpty() || after.isEmpty() ? "" : " and ")
              + (after.isEmpty() ? "" : after + " a request after")
              + "; that is not judged");
    }
    long failedBefore = failures(parts, true);
    long failedAfter = failures(parts, false);
    if (failedBefore + failedAfter > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d requests failed before and %,d after while the side settled; that is not judged",
              failedBefore,
              failedAfter));
    }
    return notes;
  }

  private static String live(List<BlockReport> parts, boolean before) {
    return String.join(
        ", ",
        parts.stream()
            .filter(part -> part.before() == before)
            .filter(part -> part.block().figures().containsKey(VerdictRule.LEAK))
            .map(part ->
                String.format(Locale.ROOT, "%+.1f", part.block().figures().get(VerdictRule.LEAK)))
            .toList());
  }

  private static long failures(List<BlockReport> parts, boolean before) {
    return parts.stream()
        .filter(part -> part.before() == before)
        .mapToLong(part -> part.block().failures())
        .sum();
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
