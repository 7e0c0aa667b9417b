package dev.backdraft.app.cli.demo;

import dev.backdraft.analysis.recording.WeightUnit;
import dev.backdraft.app.demo.ChangedStacks.Change;
import dev.backdraft.app.demo.ChangedStacks.Hot;
import dev.backdraft.app.demo.DemoRun;
import dev.backdraft.replay.outcome.FieldComparison;
import java.util.Locale;

/** What came of a demo, for the terminal. */
final class DemoText {
  private static final double MILLI = 1e6;

  private DemoText() {}

  /** Where the evidence of this run points. */
  static String pointers(DemoRun.Result result) {
    StringBuilder text = new StringBuilder("\n  Where this run points\n");
    result
        .outcomes()
        .forEach((outcome, count) ->
            line(
                text,
                "outcome",
                outcome,
                String.format(Locale.ROOT, "%,d", count[0]),
                String.format(Locale.ROOT, "%,d", count[1])));
    for (FieldComparison.Field field : result.replay().fields()) {
      if (field.certain() && !field.samples().isEmpty()) {
        FieldComparison.Sample sample = field.samples().getFirst();
        line(
            text,
            "response",
            field.endpoint() + " " + field.path(),
            sample.before(),
            sample.after());
      }
    }
    for (Hot hot : result.stacks().hot()) {
      line(text, "hot", hot.path(), part(hot.before()), part(hot.after()));
    }
    for (Change change : result.stacks().changes()) {
      line(
          text,
          change.kind().id(),
          change.path(),
          amount(change.unit(), change.before()),
          amount(change.unit(), change.after()));
    }
    return text.toString();
  }

  private static String part(double share) {
    return String.format(Locale.ROOT, "%.0f %% of the shop's CPU samples", 100 * share);
  }

  private static void line(
      StringBuilder text, String kind, String what, String before, String after) {
    text.append(
        String.format(Locale.ROOT, "  %-10s %s%n  %-10s   %s before, ", kind, what, "", before));
    text.append(after).append(" after\n");
  }

  private static String amount(WeightUnit unit, double byRequest) {
    return switch (unit) {
      case NANOSECONDS -> String.format(Locale.ROOT, "%.3f ms a request", byRequest / MILLI);
      case BYTES -> String.format(Locale.ROOT, "%,.0f bytes a request", byRequest);
      case EVENTS, SAMPLES ->
          String.format(Locale.ROOT, "%.2f in 1,000 requests", 1_000 * byRequest);
    };
  }
}
