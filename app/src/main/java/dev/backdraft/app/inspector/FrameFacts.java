package dev.backdraft.app.inspector;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import dev.backdraft.analysis.query.FunctionSums;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
    return of(tree, selection, node, tree);
  }

  /**
   * Of a frame whose callers stand in another tree: those of the middle of a sandwich.
   *
   * @param above has the function's callers, and the same total
   */
  public static FrameFacts of(CallTree tree, Selection selection, int node, CallTree above) {
    FunctionSums sums = FunctionSums.of(tree, tree.name(node));
    boolean apart = above != tree;
    FunctionSums callers =
        apart ? FunctionSums.of(above, above.names().find(tree.text(node))) : sums;
    FrameDetail detail = FrameDetail.of(tree, selection, node);
    double total = Math.max(1, tree.total(node));
    double all = Math.max(1, sums.total());
    return new FrameFacts(
        tree,
        node,
        sums.self(),
        sums.total(),
        sums.frames(),
        Format.count(detail.threads()) + " of " + Format.count(detail.selectedThreads()),
        threads(tree.shape().recording(), detail, total),
        lines(detail, total),
        kinds(sums, all),
        functions(above, callers.callers(), all),
        functions(tree, sums.callees(), all),
        hottest(tree, node, total),
        SourcePlace.of(tree.names(), tree.name(node), firstLine(detail)));
  }

  private static int firstLine(FrameDetail detail) {
    return Arrays.stream(detail.lines()).filter(line -> line > 0).findFirst().orElse(-1);
  }

  /** The others are told as one, so that the shares add up to the frame. */
  private static List<Part> threads(Recording recording, FrameDetail detail, double total) {
    List<Part> parts = new ArrayList<>();
    double rest = total;
    for (int i = 0; i < Math.min(TOP, detail.topThreads().length); i++) {
      long weight = detail.topThreadWeights()[i];
      rest -= weight;
      parts.add(new Part(recording.threads().name(detail.topThreads()[i]), "", weight / total));
    }
    int others = detail.threads() - parts.size();
    if (others > 0 && rest > 0) {
      parts.add(new Part(Format.count(others) + " more", "", rest / total));
    }
    return parts;
  }

  private static List<Part> lines(FrameDetail detail, double total) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < detail.lines().length && parts.size() < TOP; i++) {
      if (detail.lines()[i] > 0) {
        parts.add(new Part("line " + detail.lines()[i], "", detail.lineWeights()[i] / total));
      }
    }
    return parts;
  }

  private static List<Part> functions(CallTree tree, Map<Integer, Long> weights, double of) {
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

  private static List<Part> kinds(FunctionSums sums, double of) {
    return sums.kinds().entrySet().stream()
        .filter(one -> one.getKey() != FrameKind.UNKNOWN && one.getKey() != FrameKind.MARKER)
        .sorted(Map.Entry.<FrameKind, Long>comparingByValue(Comparator.reverseOrder()))
        .map(one -> new Part(one.getKey().label(), "", one.getValue() / of))
        .toList();
  }

  /** Where most of the frame's weight ends in the tree, as few names of each stack as one reads. */
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
      parts.add(
          new Part(tail(tree, node, best[i]), tree.stackText(best[i]), tree.self(best[i]) / total));
    }
    return parts;
  }

  /** Leaf first; bottom-up all have the frame's callees in common, and the frame begins. */
  private static String tail(CallTree tree, int node, int end) {
    List<Integer> steps = new ArrayList<>();
    for (int at = end; at > CallTree.ROOT; at = tree.parent(at)) {
      steps.add(at);
    }
    if (inverted(tree)) {
      Collections.reverse(steps);
      steps.subList(0, tree.depth(node) - 1).clear();
    }
    StringBuilder text = new StringBuilder();
    for (int step : steps.subList(0, Math.min(NAMES_OF_STACK, steps.size()))) {
      text.append(text.isEmpty() ? "" : " ‹ ").append(tree.names().shortText(tree.name(step)));
    }
    return text.toString();
  }

  private static boolean inverted(CallTree tree) {
    return tree.shape().transforms().inverted();
  }

  /** The frame's own weight: of the stacks that have it for their leaf. */
  public long self() {
    return tree.own(node);
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

  /** A weight with its share of all that is shown; in a sandwich, of the selection. */
  public String amount(long weight) {
    return Format.weight(weight, tree.unit()) + " · " + Format.percent(tree.share(weight));
  }

  /** The stack of the frame with its root first, whichever way up the tree stands. */
  public String stackText() {
    return tree.stackText(node);
  }
}
