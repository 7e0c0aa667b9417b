package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.CarriedTally;
import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockReport.Endpoint;
import dev.backdraft.replay.run.BlockReport.Latency;
import dev.backdraft.replay.run.BlockReport.Point;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.VerdictRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Sums up the results of one slice. */
final class BlockFigures {
  /** Endpoints beyond these say nothing more to a person. */
  private static final int MOST_ENDPOINTS = 200;

  /** Up to the 99.99th percentile. */
  private static final int CURVE_POINTS = 40;

  /** So many more open files after a slice are worth a word. */
  private static final double MORE_FILES = 50;

  private final EngineResults results;
  private final RenderedRequests rendered;
  private final ReplayPlan plan;
  private final BlockEvidence evidence;

  private static final class Tally {
    long sent;
    long failures;
    final Map<String, Long> outcomes = new TreeMap<>();
    final Histogram latency = new Histogram(1, 3_600_000_000_000L, 3);
  }

  BlockFigures(
      EngineResults results, RenderedRequests rendered, ReplayPlan plan, BlockEvidence evidence) {
    this.results = results;
    this.rendered = rendered;
    this.plan = plan;
    this.evidence = evidence;
  }

  BlockReport report(
      int pair,
      boolean before,
      boolean first,
      String fault,
      List<String> notes,
      Path folder,
      String label,
      BlockReport.Files files) {
    List<String> said = new ArrayList<>(notes);
    Map<String, Long> outcomes = new TreeMap<>();
    Map<String, Long> kinds = new TreeMap<>();
    Map<String, Long> lost = new TreeMap<>();
    Map<String, Tally> tallies = new HashMap<>();
    long sent = 0;
    long failures = 0;
    for (int row = 0; row < results.size(); row++) {
      Outcome outcome = results.outcome(row);
      String kind = kind(row);
      outcomes.merge(kind, 1L, Long::sum);
      sent += outcome.notSent() ? 0 : 1;
      if (outcome.failure(results.status(row))) {
        failures++;
        kinds.merge(kind, 1L, Long::sum);
      } else if (outcome == Outcome.NOT_SENT_DEPENDENCY) {
        kinds.merge(kind, 1L, Long::sum); // judged by itself: nobody asked the target
      }
      tally(tallies, row, outcome, kind);
    }
    Histogram response = results.responseHistogram();
    Map<String, Double> figures = new HashMap<>(evidence.figures(answered(), sent));
    if (response.getTotalCount() > 0) {
      figures.put("p50", (double) response.getValueAtPercentile(50));
      figures.put("p99", (double) response.getValueAtPercentile(99));
    }
    scoped(figures);
    Map<String, Double> watched = evidence.watched();
    files(watched, said);
    carried(said);
    BlockReport.Files kept = histograms(folder, label, files, said);
    double seconds = results.elapsedNanos() / 1e9;
    return new BlockReport(
        pair,
        before,
        first,
        fault,
        new BlockPair.Block(sent, failures, figures, kinds, checked(sent, failures)),
        outcomes,
        endpoints(tallies),
        latency(response, curve(response)),
        latency(results.serviceHistogram()),
        latency(results.lagHistogram()),
        seconds,
        sendingSeconds(),
        results.mostInFlight(),
        results.connections(),
        seconds > 0 ? results.cpuNanos() / 1e9 / seconds : 0,
        lost,
        watched,
        evidence.metrics(),
        kept,
        List.copyOf(said));
  }

  /** Until the last request was due, and as much longer as one follows the other. */
  private double sendingSeconds() {
    long last = 0;
    for (int row = 0; row < results.size(); row++) {
      last = Math.max(last, results.dueNanos(row));
    }
    double due = results.size();
    double whole = results.elapsedNanos() / 1e9;
    return due < 2 || last == 0 ? whole : Math.min(whole, last / 1e9 * due / (due - 1));
  }

  /** What the symptom is about, where that is not simply all failures. */
  private BlockPair.Checked checked(long sent, long failures) {
    if (!(plan.rule().symptom() instanceof VerdictRule.Symptom.Failures symptom)
        || symptom.scope().equals(VerdictRule.Scope.ALL)) {
      return new BlockPair.Checked(sent, failures);
    }
    List<String> outcomes = symptom.scope().outcomes();
    long asked = 0;
    long met = 0;
    for (int row = 0; row < results.size(); row++) {
      if (isChecked(row) && !results.outcome(row).notSent()) {
        asked++;
        boolean counts =
            outcomes.isEmpty()
                ? results.outcome(row).failure(results.status(row))
                : outcomes.contains(kind(row));
        met += counts ? 1 : 0;
      }
    }
    return new BlockPair.Checked(asked, met);
  }

  /** The symptom's figure of its endpoint alone. */
  private void scoped(Map<String, Double> figures) {
    if (!(plan.rule().symptom() instanceof VerdictRule.Symptom.Figure symptom)
        || symptom.endpoint().isEmpty()) {
      return;
    }
    Histogram response = new Histogram(1, 3_600_000_000_000L, 3);
    for (int row = 0; row < results.size(); row++) {
      if (isChecked(row) && results.outcome(row).timed()) {
        response.recordValue(Math.clamp(results.responseNanos(row), 0, 3_600_000_000_000L));
      }
    }
    if (response.getTotalCount() > 0) {
      double percentile = symptom.metric().equals("p50") ? 50 : 99;
      figures.put(symptom.name(), (double) response.getValueAtPercentile(percentile));
    }
  }

  private boolean isChecked(int row) {
    String wanted = plan.rule().endpoint();
    return wanted.isEmpty() || wanted.equals(rendered.endpoint(results.request(row)));
  }

  private String kind(int row) {
    Outcome outcome = results.outcome(row);
    return outcome == Outcome.STATUS ? "status_" + results.status(row) : outcome.id();
  }

  private long answered() {
    return results.counts().getOrDefault(Outcome.STATUS, 0L);
  }

  private void tally(Map<String, Tally> tallies, int row, Outcome outcome, String kind) {
    String name = rendered.endpoint(results.request(row));
    Tally tally = tallies.get(name);
    if (tally == null) {
      if (tallies.size() >= MOST_ENDPOINTS) {
        return;
      }
      tally = new Tally();
      tallies.put(name, tally);
    }
    tally.sent += outcome.notSent() ? 0 : 1;
    tally.failures += outcome.failure(results.status(row)) ? 1 : 0;
    tally.outcomes.merge(kind, 1L, Long::sum);
    if (outcome.timed()) {
      tally.latency.recordValue(Math.max(0, results.responseNanos(row)));
    }
  }

  private static List<Endpoint> endpoints(Map<String, Tally> tallies) {
    List<Endpoint> endpoints = new ArrayList<>();
    tallies.forEach((name, tally) ->
        endpoints.add(
            new Endpoint(
                name,
                tally.sent,
                tally.failures,
                latency(tally.latency),
                Map.copyOf(tally.outcomes))));
    endpoints.sort(
        Comparator.comparingLong(Endpoint::requests).reversed().thenComparing(Endpoint::name));
    return endpoints;
  }

  static Latency latency(Histogram histogram) {
    return latency(histogram, List.of());
  }

  private static Latency latency(Histogram histogram, List<Point> curve) {
    return new Latency(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue(),
        histogram.getTotalCount() == 0 ? 0 : histogram.getMean(),
        curve);
  }

  /** Ten points for each tenth that is left of the requests, and the slowest. */
  private static List<Point> curve(Histogram histogram) {
    List<Point> curve = new ArrayList<>();
    if (histogram.getTotalCount() > 0) {
      for (int i = 0; i < CURVE_POINTS; i++) {
        double quantile = 1 - Math.pow(10, -i / 10.0);
        curve.add(new Point(quantile, histogram.getValueAtPercentile(100 * quantile)));
      }
      curve.add(new Point(1, histogram.getMaxValue()));
    }
    return curve;
  }

  /** A rule of {@code carry} whose value answers lack leaves what sends it back unsent. */
  private void carried(List<String> notes) {
    Map<String, CarriedTally.Counts> byRule = new TreeMap<>();
    results
        .carried()
        .forEach((place, counts) ->
            byRule.merge(
                "\"" + place.take() + "\" of \"" + rendered.endpoint(place.source()) + "\"",
                counts,
                CarriedTally.Counts::and));
    byRule.forEach((rule, counts) -> {
      if (counts.missing() > 0) {
        notes.add(
            "\"carry\": "
                + counts.missing()
                + " of "
                + counts.answers()
                + " answers do not hold "
                + rule
                + "; what sends it back was not sent");
      }
    });
  }

  private static void files(Map<String, Double> watched, List<String> notes) {
    double first = watched.getOrDefault("filesFirst", 0.0);
    double last = watched.getOrDefault("filesLast", 0.0);
    if (last - first > MORE_FILES) {
      notes.add(
          "the target held "
              + Math.round(last - first)
              + " more files and sockets open at the end than at the beginning");
    }
  }

  private BlockReport.Files histograms(
      Path folder, String label, BlockReport.Files files, List<String> notes) {
    try {
      HistogramFile.write(folder.resolve(label + ".hlog"), results, plan);
      return files;
    } catch (IOException failed) {
      notes.add("the histograms are not kept: " + failed.getMessage());
      return new BlockReport.Files(files.log(), files.recording(), null);
    }
  }
}
