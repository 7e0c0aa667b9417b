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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which paths through the service's own code are hot, and which weigh more or less after than
 * before, by request. A change is told only if every block of one side lies above every block of
 * the other: what varies from block to block anyway never does.
 */
public final class ChangedStacks {
  private static final String OWN = "dev.backdraft.sample.";

  /** With the address of its hidden class, which is another one in each process. */
  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda(\\.0x[0-9a-f]+|[^.]*)");

  /** What takes requests in, hands them on and stands for others is on no path of the shop's. */
  private static final List<String> NOT_THE_SHOP =
      List.of(OWN + "server.", OWN + "partner.PartnerStandIn");

  /** A change is told if it is this part of all that was seen of its kind, before or after. */
  private static final double WORTH_TELLING = 0.02;

  private static final int MOST_OF_A_KIND = 2;
  private static final int HOTTEST = 3;

  private static final List<SampleKind> KINDS =
      List.of(
          SampleKind.EXCEPTION,
          SampleKind.LOCK,
          SampleKind.IO,
          SampleKind.PARK,
          SampleKind.LIVE,
          SampleKind.CPU);

  private ChangedStacks() {}

  /** What one block recorded. */
  record Block(Path recording, long requests) {}

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

  /**
   * A path on which much CPU time is spent.
   *
   * @param before as a part of all samples that show the service's own code
   * @param after the same
   */
  public record Hot(String path, double before, double after) {}

  /**
   * What the recordings of a run show.
   *
   * @param hot the hottest paths first
   * @param changes the greatest of each kind
   */
  public record Found(List<Hot> hot, List<Change> changes) {
    static final Found NOTHING = new Found(List.of(), List.of());

    public Found {
      hot = List.copyOf(hot);
      changes = List.copyOf(changes);
    }
  }

  private record Weights(WeightUnit unit, Map<String, Double> byPath, double all) {
    double of(String path) {
      return byPath.getOrDefault(path, 0.0);
    }
  }

  /** What is hot, and what changed. */
  static Found between(List<Block> before, List<Block> after) throws EvidenceException {
    return between(before, after, MOST_OF_A_KIND);
  }

  /** With so many changes of each kind. */
  static Found between(List<Block> before, List<Block> after, int mostOfAKind)
      throws EvidenceException {
    List<Map<SampleKind, Weights>> was = weights(before);
    List<Map<SampleKind, Weights>> is = weights(after);
    List<Change> changes = new ArrayList<>();
    for (SampleKind kind : KINDS) {
      changes.addAll(
          changes(
              kind,
              was.stream().map(block -> block.get(kind)).toList(),
              is.stream().map(block -> block.get(kind)).toList(),
              mostOfAKind));
    }
    return new Found(
        hot(
            was.stream().map(block -> block.get(SampleKind.CPU)).toList(),
            is.stream().map(block -> block.get(SampleKind.CPU)).toList()),
        changes);
  }

  private static List<Hot> hot(List<Weights> was, List<Weights> is) {
    TreeSet<String> paths = new TreeSet<>();
    was.forEach(block -> paths.addAll(block.byPath().keySet()));
    is.forEach(block -> paths.addAll(block.byPath().keySet()));
    return paths.stream()
        .map(path -> new Hot(path, part(path, was), part(path, is)))
        .sorted(
            Comparator.comparingDouble((Hot hot) -> Math.max(hot.before(), hot.after())).reversed())
        .limit(HOTTEST)
        .toList();
  }

  private static double part(String path, List<Weights> blocks) {
    double all = mean(blocks);
    return all == 0
        ? 0
        : mean(blocks.stream().mapToDouble(block -> block.of(path)).toArray()) / all;
  }

  private static List<Map<SampleKind, Weights>> weights(List<Block> blocks)
      throws EvidenceException {
    List<Map<SampleKind, Weights>> all = new ArrayList<>();
    for (Block block : blocks) {
      Map<SampleKind, Weights> byKind = new EnumMap<>(SampleKind.class);
      try (Recording recording = EvidenceReader.open(List.of(block.recording()), Progress.NONE)) {
        for (SampleKind kind : KINDS) {
          byKind.put(kind, weights(recording, kind, block.requests()));
        }
      }
      all.add(byKind);
    }
    return all;
  }

  private static List<Change> changes(
      SampleKind kind, List<Weights> was, List<Weights> is, int most) {
    double all = Math.max(mean(was), mean(is));
    TreeSet<String> paths = new TreeSet<>();
    was.forEach(block -> paths.addAll(block.byPath().keySet()));
    is.forEach(block -> paths.addAll(block.byPath().keySet()));
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      double[] before = was.stream().mapToDouble(block -> block.of(path)).sorted().toArray();
      double[] after = is.stream().mapToDouble(block -> block.of(path)).sorted().toArray();
      boolean apart = before[0] > after[after.length - 1] || after[0] > before[before.length - 1];
      double share = all == 0 ? 0 : Math.abs(mean(after) - mean(before)) / all;
      if (apart && share >= WORTH_TELLING) {
        WeightUnit unit = was.getFirst().unit();
        changes.add(new Change(kind, unit, path, mean(before), mean(after), share));
      }
    }
    changes.sort(Comparator.comparingDouble(Change::share).reversed());
    return changes.subList(0, Math.min(most, changes.size()));
  }

  private static double mean(List<Weights> blocks) {
    return mean(blocks.stream().mapToDouble(Weights::all).toArray());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static Weights weights(Recording recording, SampleKind kind, long requests) {
    Map<String, Double> byPath = new HashMap<>();
    if (!recording.sampleKinds().contains(kind) || requests == 0) {
      return new Weights(usualUnit(kind), byPath, 0);
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

  private static WeightUnit usualUnit(SampleKind kind) {
    return switch (kind) {
      case EXCEPTION -> WeightUnit.EVENTS;
      case NATIVE -> WeightUnit.SAMPLES;
      case ALLOC, LIVE, NATIVE_MEMORY, NATIVE_LIVE -> WeightUnit.BYTES;
      case CPU, WALL, LOCK, PARK, WAIT, PINNED, IO -> WeightUnit.NANOSECONDS;
    };
  }

  /** A path grows by methods of the shop; what they call in libraries belongs to them. */
  private static String path(String outer, String method) {
    if (!method.startsWith(OWN) || NOT_THE_SHOP.stream().anyMatch(method::startsWith)) {
      return outer;
    }
    String name = LAMBDA.matcher(method.substring(OWN.length())).replaceFirst("\\$\\$Lambda");
    return outer.isEmpty() ? name : outer + " > " + name;
  }
}
