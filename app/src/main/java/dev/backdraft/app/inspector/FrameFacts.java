package dev.backdraft.app.inspector;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One frame in figures: the frame itself, then its function wherever it stands in the tree.
 *
 * @param tree where it stands
 * @param node the frame
 * @param functionSelf own weight of the function in all its frames
 * @param functionTotal weight of the stacks that hold the function, each counted once
 * @param frames in how many places of the tree the function stands
 * @param threads as {@code 3 of 24}
 * @param topThreads the heaviest threads of the frame
 * @param lines the heaviest lines of the frame
 * @param kinds how the function ran
 * @param callers who calls the function
 * @param callees what the function calls
 * @param hottest the heaviest stacks below the frame, leaf first, as few names as tell them apart
 * @param source where its source is likely to be
 */
public record FrameFacts(
    CallTree tree,
    int node,
    long functionSelf,
    long functionTotal,
    int frames,
    String threads,
    List<Part> topThreads,
    List<Part> lines,
    List<Part> kinds,
    List<Part> callers,
    List<Part> callees,
    List<Part> hottest,
    SourcePlace source) {

  private static final int TOP = 4;
  private static final int HOTTEST = 3;
  private static final int NAMES_OF_STACK = 3;

  /**
   * A part with its share.
   *
   * @param text for people
   * @param name the whole name of a function, or the stack as lines, or ""
   * @param share of the frame or the function, 0 to 1
   */
  public record Part(String text, String name, double share) {}

  /** One pass over the tree and one over the samples: not on the UI thread. */
  public static FrameFacts of(CallTree tree, Selection selection, int node) {
    Sums sums = new Sums(tree, tree.name(node));
    sums.add();
    FrameDetail detail = FrameDetail.of(tree, selection, node);
    double total = Math.max(1, tree.total(node));
    double all = Math.max(1, sums.total);
    return new FrameFacts(
        tree,
        node,
        sums.self,
        sums.total,
        sums.frames,
        Format.count(detail.threads()) + " of " + Format.count(detail.selectedThreads()),
        threads(tree.shape().recording(), detail),
        lines(detail),
        sums.kinds(all),
        sums.parts(sums.callers, all),
        sums.parts(sums.callees, all),
        hottest(tree, node, total),
        SourcePlace.of(tree.names(), tree.name(node), firstLine(detail)));
  }

  private static int firstLine(FrameDetail detail) {
    return Arrays.stream(detail.lines()).filter(line -> line > 0).findFirst().orElse(-1);
  }

  private static List<Part> threads(Recording recording, FrameDetail detail) {
    double sum = Math.max(1, Arrays.stream(detail.topThreadWeights()).sum());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(TOP, detail.topThreads().length); i++) {
      parts.add(
          new Part(
              recording.threads().name(detail.topThreads()[i]),
              "",
              detail.topThreadWeights()[i] / sum));
    }
    return parts;
  }

  private static List<Part> lines(FrameDetail detail) {
    double sum = Math.max(1, Arrays.stream(detail.lineWeights()).sum());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < detail.lines().length && parts.size() < TOP; i++) {
      if (detail.lines()[i] > 0) {
        parts.add(new Part("line " + detail.lines()[i], "", detail.lineWeights()[i] / sum));
      }
    }
    return parts;
  }

  /** The leaves with the largest own weight below the frame, each with the last of its callers. */
  private static List<Part> hottest(CallTree tree, int node, double total) {
    int[] best = new int[HOTTEST];
    int used = 0;
    for (int at = node; at < tree.end(node); at++) {
      long self = tree.self(at);
      if (self == 0 || (used == HOTTEST && self <= tree.self(best[used - 1]))) {
        continue;
      }
      int place = used < HOTTEST ? used++ : HOTTEST - 1;
      for (; place > 0 && tree.self(best[place - 1]) < self; place--) {
        best[place] = best[place - 1];
      }
      best[place] = at;
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < used; i++) {
      parts.add(new Part(tail(tree, best[i]), stack(tree, best[i]), tree.self(best[i]) / total));
    }
    return parts;
  }

  private static String tail(CallTree tree, int leaf) {
    StringBuilder text = new StringBuilder();
    int at = leaf;
    for (int i = 0; i < NAMES_OF_STACK && at > CallTree.ROOT; i++, at = tree.parent(at)) {
      text.append(i == 0 ? "" : " ‹ ").append(tree.names().shortText(tree.name(at)));
    }
    return text.toString();
  }

  private static String stack(CallTree tree, int leaf) {
    StringBuilder text = new StringBuilder();
    for (int step : tree.path(leaf)) {
      text.append(tree.text(step)).append('\n');
    }
    return text.toString();
  }

  public String title() {
    return tree.names().shortText(tree.name(node));
  }

  public String packageName() {
    return tree.names().packageName(tree.name(node));
  }

  public String name() {
    return tree.text(node);
  }

  /** A weight with its share of all that is shown. */
  public String amount(long weight) {
    return Format.weight(weight, tree.unit())
        + " · "
        + Format.percent((double) weight / Math.max(1, tree.total()));
  }

  /** The function wherever it stands. */
  private static final class Sums {
    private final CallTree tree;
    private final int name;
    private final Map<Integer, Long> callers = new HashMap<>();
    private final Map<Integer, Long> callees = new HashMap<>();
    private final Map<FrameKind, Long> kinds = new EnumMap<>(FrameKind.class);
    private long self;
    private long total;
    private int frames;

    Sums(CallTree tree, int name) {
      this.tree = tree;
      this.name = name;
    }

    void add() {
      int openUntil = 0;
      for (int at = 1; at < tree.size(); at++) {
        if (tree.total(at) == 0) {
          continue;
        }
        if (tree.name(at) == name) {
          self += tree.self(at);
          frames++;
          if (at >= openUntil) {
            openUntil = tree.end(at);
            total += tree.total(at);
            callers.merge(tree.name(tree.parent(at)), tree.total(at), Long::sum);
            kinds.merge(tree.kind(at), tree.total(at), Long::sum);
          }
        } else if (tree.name(tree.parent(at)) == name && tree.parent(at) > CallTree.ROOT) {
          callees.merge(tree.name(at), tree.total(at), Long::sum);
        }
      }
      callers.remove(Names.ALL);
    }

    List<Part> parts(Map<Integer, Long> weights, double of) {
      return weights.entrySet().stream()
          .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
          .limit(TOP)
          .map(one ->
              new Part(
                  tree.names().shortText(one.getKey()),
                  tree.names().text(one.getKey()),
                  one.getValue() / of))
          .toList();
    }

    List<Part> kinds(double of) {
      return kinds.entrySet().stream()
          .filter(one -> one.getKey() != FrameKind.UNKNOWN && one.getKey() != FrameKind.MARKER)
          .sorted(Map.Entry.<FrameKind, Long>comparingByValue(Comparator.reverseOrder()))
          .map(one -> new Part(one.getKey().label(), "", one.getValue() / of))
          .toList();
    }
  }
}
