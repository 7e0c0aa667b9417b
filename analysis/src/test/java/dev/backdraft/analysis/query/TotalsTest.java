package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer against the same answer worked out slowly on lists of names. */
class TotalsTest {
  private record Line(String thread, List<String> frames, long weight) {}

  private static final String[] METHODS = {
    "a.A.x", "a.A.y", "a.B.x", "a.b.C.x", "java.util.L.get", "java.util.L.put", "libz", "Top.m"
  };

  private final List<Line> lines = new ArrayList<>();

  /** Of the last chain: by name, the weight of lines whose leaf it is. */
  private final Map<String, Long> own = new HashMap<>();

  private Recording random(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    lines.clear();
    for (int i = 0; i < 300; i++) {
      List<String> frames = new ArrayList<>();
      int depth = 1 + random.nextInt(9);
      for (int d = 0; d < depth; d++) {
        frames.add(METHODS[random.nextInt(1 + Math.min(d + 3, METHODS.length - 1))]);
      }
      String thread = "pool-" + random.nextInt(2) + "-thread-" + random.nextInt(3);
      long weight = 1L + random.nextInt(50);
      lines.add(new Line(thread, frames, weight));
      text.append('[').append(thread).append("] ").append(String.join(";", frames));
      text.append(' ').append(weight).append('\n');
    }
    return TextRecording.of(text.toString());
  }

  private static List<Transforms> chains() {
    List<Transforms> chains = new ArrayList<>();
    chains.add(Transforms.NONE);
    for (Transform.Kind kind : Transform.Kind.values()) {
      chains.add(Transforms.of(new Transform(kind, argument(kind))));
      chains.add(
          Transforms.of(Transform.of(Transform.Kind.INVERT), new Transform(kind, argument(kind))));
      chains.add(
          Transforms.of(
              new Transform(Transform.Kind.MERGE_FUNCTION, "a.B.x"),
              new Transform(kind, argument(kind)),
              Transform.of(Transform.Kind.COLLAPSE_RECURSION)));
    }
    return chains;
  }

  private static String argument(Transform.Kind kind) {
    return switch (kind) {
      case FOCUS_FUNCTION, HIDE_FUNCTION, MERGE_FUNCTION -> "a.A.y";
      case COLLAPSE_RECURSION -> "a.A.x";
      case FOCUS_SUBTREE -> "a.A.x;a.A.y";
      case MERGE_LIBRARY -> "java";
      case ONLY_MY_CODE -> "a";
      case INVERT -> "";
    };
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void everyAnswerAddsUpToTheCollapsedStacks(By by) {
    for (long seed = 1; seed <= 3; seed++) {
      Recording recording = random(seed);
      for (Transforms chain : chains()) {
        CallTree tree = CallTree.of(recording, Selection.ALL, by, chain);
        Map<List<String>, Long> expected = slowly(by, chain);
        String what = "seed " + seed + " " + by + " " + chain;
        assertThat(Collapsed.text(tree)).as(what).isEqualTo(text(expected));
        long sum = expected.values().stream().mapToLong(Long::longValue).sum();
        assertThat(tree.total()).as(what).isEqualTo(sum);
        assertNodesAddUp(tree);
        assertTop(tree, expected, by, what);
        assertSearch(tree, expected, what);
      }
      assertSandwich(recording, by);
    }
  }

  private static void assertNodesAddUp(CallTree tree) {
    for (int node = 0; node < tree.size(); node++) {
      long below = tree.self(node);
      for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
        assertThat(tree.parent(child)).isEqualTo(node);
        below += tree.total(child);
      }
      assertThat(tree.total(node)).isEqualTo(below);
    }
  }

  private void assertTop(CallTree tree, Map<List<String>, Long> expected, By by, String what) {
    Map<String, Long> self = new HashMap<>();
    Map<String, Long> total = new HashMap<>();
    expected.forEach((frames, weight) -> {
      if (frames.isEmpty()) {
        return;
      }
      if (by.rootedByThread()) {
        self.merge(frames.getFirst(), weight, Long::sum);
        total.merge(frames.getFirst(), weight, Long::sum);
        return;
      }
      new HashSet<>(frames).forEach(name -> total.merge(name, weight, Long::sum));
    });
    self.putAll(by.rootedByThread() ? Map.of() : own);
    TopMethods top = TopMethods.of(tree);
    assertThat(top.size()).as(what).isEqualTo(total.size());
    for (int row = 0; row < top.size(); row++) {
      assertThat(top.self(row)).as(what).isEqualTo(self.getOrDefault(top.text(row), 0L));
      assertThat(top.total(row)).as(what).isEqualTo(total.get(top.text(row)));
    }
  }

  private static void assertSearch(CallTree tree, Map<List<String>, Long> expected, String what) {
    NamePattern pattern = NamePattern.regex("A|util");
    long matched =
        expected.entrySet().stream()
            .filter(entry -> entry.getKey().stream().anyMatch(pattern::matches))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(Search.of(tree, pattern).weight()).as(what).isEqualTo(matched);
  }

  private void assertSandwich(Recording recording, By by) {
    TopMethods top = TopMethods.of(CallTree.of(recording, Selection.ALL, by, Transforms.NONE));
    for (int row = 0; row < top.size(); row++) {
      Sandwich sandwich =
          Sandwich.shapes(recording, SampleKind.CPU, by, Transforms.NONE, top.text(row))
              .weigh(Selection.ALL, Weighing.WEIGHT);
      assertThat(sandwich.callers().total()).isEqualTo(top.total(row));
      assertThat(sandwich.callees().total()).isEqualTo(top.total(row));
    }
  }

  private static String text(Map<List<String>, Long> stacks) {
    StringBuilder text = new StringBuilder();
    stacks.forEach((frames, weight) ->
        text.append(frames.isEmpty() ? "all" : String.join(";", frames))
            .append(' ')
            .append(weight)
            .append('\n'));
    return text.toString();
  }

  private Map<List<String>, Long> slowly(By by, Transforms chain) {
    Map<List<String>, Long> sums =
        new TreeMap<>((one, other) -> {
          for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
              return order;
            }
          }
          return Integer.compare(one.size(), other.size());
        });
    boolean coarse = by == By.CLASS || by == By.PACKAGE;
    By worked =
        coarse && chain.steps().stream().anyMatch(Transform::namesFunctions) ? By.METHOD : by;
    own.clear();
    for (Line line : lines) {
      SlowTransforms slow = new SlowTransforms(worked);
      List<String> frames = grouped(line.frames(), line.thread(), worked);
      for (Transform step : chain.steps()) {
        frames = frames == null ? null : slow.apply(step, frames);
      }
      if (frames != null) {
        frames = worked == by ? frames : grouped(frames, "", by);
        sums.merge(frames, line.weight(), Long::sum);
        if (slow.whole && !frames.isEmpty()) {
          String leaf = slow.inverted ? frames.getFirst() : frames.getLast();
          own.merge(leaf, line.weight(), Long::sum);
        }
      }
    }
    return sums;
  }

  private static List<String> grouped(List<String> methods, String thread, By by) {
    List<String> frames = new ArrayList<>();
    for (String frame : methods) {
      String name =
          switch (by) {
            case METHOD, THREAD, POOL -> frame;
            case CLASS -> frame.contains(".") ? before(frame) : "[unknown]";
            case PACKAGE -> packageOf(frame);
          };
      boolean coarse = by == By.CLASS || by == By.PACKAGE;
      if (!coarse || frames.isEmpty() || !frames.getLast().equals(name)) {
        frames.add(name);
      }
    }
    if (by == By.THREAD) {
      frames.addFirst(thread);
    } else if (by == By.POOL) {
      frames.addFirst("pool-*-thread-*");
    }
    return frames;
  }

  private static String packageOf(String frame) {
    if (!frame.contains(".")) {
      return "[unknown]";
    }
    String type = before(frame);
    return type.contains(".") ? before(type) : "[default package]";
  }

  private static String before(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The transforms on lists of names. */
  private static final class SlowTransforms {
    private final By by;
    private boolean inverted;

    /** The leaf is still there, or has gone to its caller. */
    private boolean whole = true;

    SlowTransforms(By by) {
      this.by = by;
    }

    List<String> apply(Transform step, List<String> frames) {
      String name = step.argument();
      return switch (step.kind()) {
        case FOCUS_FUNCTION -> frames.contains(name) ? from(frames.indexOf(name), frames) : null;
        case FOCUS_SUBTREE -> {
          List<String> path = List.of(name.split(";"));
          // A path that was chosen without threads begins below them.
          int first = by.rootedByThread() && !inverted ? 1 : 0;
          int end = first + path.size();
          boolean on = frames.size() >= end && frames.subList(first, end).equals(path);
          yield on ? from(end - 1, frames) : null;
        }
        case HIDE_FUNCTION -> frames.contains(name) ? null : frames;
        case MERGE_FUNCTION -> frames.stream().filter(frame -> !frame.equals(name)).toList();
        case MERGE_LIBRARY -> frames.stream().filter(frame -> !in(frame, name, by)).toList();
        case ONLY_MY_CODE ->
            frames.stream().filter(frame -> in(frame, name, by) || marker(frame, by)).toList();
        case COLLAPSE_RECURSION -> name.isEmpty() ? direct(frames) : outer(frames, name);
        case INVERT -> {
          List<String> reversed = new ArrayList<>(frames);
          Collections.reverse(reversed);
          inverted = !inverted;
          yield reversed;
        }
      };
    }

    private List<String> from(int first, List<String> frames) {
      whole &= !inverted || first == 0;
      return frames.subList(first, frames.size());
    }

    private static boolean marker(String frame, By by) {
      return frame.startsWith("pool-") && by.rootedByThread();
    }

    private static boolean in(String frame, String packages, By by) {
      String owner =
          switch (by) {
            case METHOD, THREAD, POOL -> frame.contains(".") ? packageOf(frame) : "[unknown]";
            case CLASS -> frame.contains(".") ? before(frame) : "";
            case PACKAGE -> frame;
          };
      return owner.equals(packages) || owner.startsWith(packages + ".");
    }

    private static List<String> direct(List<String> frames) {
      List<String> kept = new ArrayList<>();
      for (String frame : frames) {
        if (kept.isEmpty() || !kept.getLast().equals(frame)) {
          kept.add(frame);
        }
      }
      return kept;
    }

    private static List<String> outer(List<String> frames, String name) {
      List<String> kept = new ArrayList<>();
      for (String frame : frames) {
        if (frame.equals(name) && kept.contains(name)) {
          while (!kept.getLast().equals(name)) {
            kept.removeLast();
          }
        } else {
          kept.add(frame);
        }
      }
      return kept;
    }
  }
}
