package dev.backdraft.app.result;

import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * A verdict with all it rests on, ready to be shown: every text is final, every share is 0 to 1.
 *
 * @param folder that the files are in
 * @param headline the answer in a few words
 * @param reasons what decided, the weightiest first
 * @param advice what would settle it, or empty
 * @param rows figures before and after
 * @param outcomes how every request ended
 * @param validity whether the run itself can be trusted
 * @param latency one curve a block
 * @param endpoints each for itself
 * @param fields responses that differ
 * @param differs what differs between the builds' surroundings
 * @param notes what the person should know
 * @param recordings of the JVMs
 */
public record VerdictPage(
    Path folder,
    Verdict.Answer answer,
    String headline,
    List<String> reasons,
    String advice,
    String about,
    List<Row> rows,
    List<Outcome> outcomes,
    List<Fact> validity,
    Latency latency,
    List<Endpoint> endpoints,
    List<Field> fields,
    List<Fact> differs,
    List<String> notes,
    Recordings recordings) {
  /** What a row or a fact means for the fix. */
  public enum Tone {
    GOOD,
    BAD,
    DOUBT,
    PLAIN
  }

  /**
   * One figure.
   *
   * @param before the mean of the blocks, so that the change leads from it to {@code after}
   * @param change with its interval
   * @param call what it means, in a few words
   * @param symptom the plan asks for this one
   * @param judged what the plan asks of it, as symptom, guard or both; else it is only told
   * @param spread the interval as it is drawn, or null if there is none
   */
  public record Row(
      String label,
      String before,
      String after,
      String change,
      String call,
      Tone tone,
      boolean symptom,
      List<Judged> judged,
      @org.jspecify.annotations.Nullable Spread spread) {
    public Row {
      judged = List.copyOf(judged);
    }
  }

  /**
   * What the plan asks of a figure, and whether it was kept.
   *
   * @param as symptom or guard
   */
  public record Judged(String as, String call, Tone tone) {}

  /** Places on a line from 0 to 1: the interval, no change, and the limit (below 0 if none). */
  public record Spread(double low, double estimate, double high, double zero, double limit) {
    /**
     * Of a ratio on a logarithmic line with no change in its middle.
     *
     * @param limit not drawn if it is not above 0
     */
    static Spread ofRatio(double low, double estimate, double high, double limit) {
      double reach = Math.log(1.1);
      for (double value : new double[] {low, estimate, high, limit}) {
        if (value > 0 && Double.isFinite(value)) {
          reach = Math.max(reach, Math.abs(Math.log(value)) * 1.15);
        }
      }
      return new Spread(
          place(low, reach),
          place(estimate, reach),
          place(high, reach),
          0.5,
          limit > 0 ? place(limit, reach) : -1);
    }

    private static double place(double ratio, double reach) {
      if (!(ratio > 0)) {
        return 0;
      }
      return Math.clamp(0.5 + Math.log(ratio) / (2 * reach), 0.0, 1.0);
    }
  }

  /** How many requests ended in one way. */
  public record Outcome(String label, long before, long after, boolean failure) {}

  /** A name and a value. */
  public record Fact(String label, String value, Tone tone) {}

  /** One curve of latency a block. */
  public record Latency(List<List<LatencyPoint>> before, List<List<LatencyPoint>> after) {}

  /** So large a part of the requests took so long at most. */
  public record LatencyPoint(double quantile, double nanos) {}

  /** One operation. */
  public record Endpoint(
      String name,
      long requests,
      long failuresBefore,
      long failuresAfter,
      String p99Before,
      String p99After) {}

  /**
   * One field of responses.
   *
   * @param meaning for the fix, in a few words: declared, mended ...
   */
  public record Field(
      String endpoint,
      String path,
      String kind,
      String seen,
      String before,
      String after,
      String meaning,
      Tone tone) {}

  /** Files of the measured parts. */
  public record Recordings(List<Path> before, List<Path> after) {
    public boolean any() {
      return !before.isEmpty() || !after.isEmpty();
    }
  }

  public VerdictPage {
    reasons = List.copyOf(reasons);
    rows = List.copyOf(rows);
    outcomes = List.copyOf(outcomes);
    validity = List.copyOf(validity);
    endpoints = List.copyOf(endpoints);
    fields = List.copyOf(fields);
    differs = List.copyOf(differs);
    notes = List.copyOf(notes);
  }
}
