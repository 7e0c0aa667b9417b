package dev.backdraft.app.demo;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.WeightUnit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which paths through the service's own code weigh more or less after than before, by request. */
public final class ChangedStacks {
  private static final String OWN = "dev.backdraft.sample.";

  /** The two builds stand in one jar, so their packages differ by this word; their names do not. */
  private static final String BUILD = "\\.(before|after)\\.";

  /** What takes requests in and hands them on lies on every path and says nothing. */
  private static final String HAND_OVER = OWN + "server.";

  /** A change is told if it is this part of all that was seen of its kind, before or after. */
  private static final double WORTH_TELLING = 0.1;

  private static final int MOST_OF_A_KIND = 2;

  private static final List<SampleKind> KINDS =
      List.of(
          SampleKind.EXCEPTION,
          SampleKind.LOCK,
          SampleKind.IO,
          SampleKind.PARK,
          SampleKind.LIVE,
          SampleKind.CPU);

  private ChangedStacks() {}

  /**
   * One path.
   *
   * @param path of methods, the outer ones first
   * @param before by request
   * @param after by request
   * @param share of all that was seen of this kind on the side that has more
   */
  public record Change(
      SampleKind kind, WeightUnit unit, String path, double before, double after, double share) {}

  private record Weights(WeightUnit unit, Map<String, Double> byPath, double all) {}

  /** The greatest changes of each kind. */
  static List<Change> between(
      List<Path> before, long requestsBefore, List<Path> after, long requestsAfter)
      throws EvidenceException {
    List<Change> changes = new ArrayList<>();
    try (Recording one = EvidenceReader.open(before, Progress.NONE);
        Recording two = EvidenceReader.open(after, Progress.NONE)) {
      for (SampleKind kind : KINDS) {
        Weights was = weights(one, kind, requestsBefore);
        Weights is = weights(two, kind, requestsAfter);
        changes.addAll(changes(kind, was, is));
      }
    }
    return changes;
  }

  private static List<Change> changes(SampleKind kind, Weights was, Weights is) {
    double all = Math.max(was.all(), is.all());
    Set<String> paths = new HashSet<>(was.byPath().keySet());
    paths.addAll(is.byPath().keySet());
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      double before = was.byPath().getOrDefault(path, 0.0);
      double after = is.byPath().getOrDefault(path, 0.0);
      double share = all == 0 ? 0 : Math.abs(after - before) / all;
      if (share >= WORTH_TELLING) {
        changes.add(
            new Change(kind, was.all() > 0 ? was.unit() : is.unit(), path, before, after, share));
      }
    }
    changes.sort(Comparator.comparingDouble(Change::share).reversed());
    return changes.subList(0, Math.min(MOST_OF_A_KIND, changes.size()));
  }

  private static Weights weights(Recording recording, SampleKind kind, long requests) {
    Map<String, Double> byPath = new HashMap<>();
    if (!recording.sampleKinds().contains(kind) || requests == 0) {
      return new Weights(WeightUnit.EVENTS, byPath, 0);
    }
    CallTree tree =
        CallShape.of(recording, kind, By.METHOD, Transforms.NONE)
            .weigh(Selection.all(kind), Weighing.WEIGHT);
    String[] own = new String[tree.size()];
    double all = 0;
    own[CallTree.ROOT] = "";
    for (int node = 1; node < tree.size(); node++) {
      own[node] = path(own[tree.parent(node)], tree.text(node));
      if (!own[node].isEmpty() && tree.self(node) > 0) {
        double weight = (double) tree.self(node) / requests;
        byPath.merge(own[node], weight, Double::sum);
        all += weight;
      }
    }
    return new Weights(tree.unit(), byPath, all);
  }

  /** A path grows by methods of the service; what they call in libraries belongs to them. */
  private static String path(String outer, String method) {
    if (!method.startsWith(OWN) || method.startsWith(HAND_OVER)) {
      return outer;
    }
    String name = method.substring(OWN.length()).replaceFirst("^\\w+" + BUILD, "");
    return outer.isEmpty() ? name : outer + " > " + name;
  }
}
