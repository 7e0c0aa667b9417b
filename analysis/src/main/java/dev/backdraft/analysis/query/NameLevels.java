package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.Recording;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name means at a level that it was not chosen at. A class is all of its methods; a method
 * is no class, so that a tree by class is made from one by method where a step names a method.
 *
 * <pre>
 *   hide Log.write, by class     hidden by method, then the frames that are left become classes
 *   hide Log, by method          every method of Log is hidden
 * </pre>
 */
final class NameLevels {
  /** The levels of frames, the finest first. */
  private static final List<By> LEVELS = List.of(By.METHOD, By.CLASS, By.PACKAGE);

  private final Recording recording;
  private final By shown;
  private final By worked;
  private final Map<By, Grouping> groupings = new EnumMap<>(By.class);
  private final Map<By, Map<String, Integer>> indexes = new EnumMap<>(By.class);

  /**
   * @param shown what the nodes of the finished tree are
   */
  NameLevels(Recording recording, By shown, Transforms transforms) {
    this.recording = recording;
    this.shown = shown;
    this.worked = LEVELS.contains(shown) && asksForFiner(transforms) ? By.METHOD : shown;
  }

  private boolean asksForFiner(Transforms transforms) {
    return shown != By.METHOD
        && transforms.steps().stream()
            .filter(Transform::namesFunctions)
            .map(step -> levelOf(step.names()))
            .anyMatch(level -> level != null && LEVELS.indexOf(level) < LEVELS.indexOf(shown));
  }

  /** What the nodes are while the steps are done. */
  By worked() {
    return worked;
  }

  Grouping at(By by) {
    return groupings.computeIfAbsent(by, level -> new Grouping(recording, level));
  }

  /** The level at which all of the names are, that of the finished tree first; null for none. */
  @Nullable By levelOf(List<String> names) {
    if (hasAll(shown, names)) {
      return shown;
    }
    for (By level : LEVELS) {
      if (level != shown && hasAll(level, names)) {
        return level;
      }
    }
    return null;
  }

  private boolean hasAll(By by, List<String> names) {
    return names.stream().allMatch(name -> find(by, name) >= 0);
  }

  /** As {@link Names#find}, by an index: a path can have thousands of names. */
  int find(By by, String name) {
    return indexes.computeIfAbsent(by, this::index).getOrDefault(name, -1);
  }

  private Map<String, Integer> index(By by) {
    Names names = at(by).names;
    Map<String, Integer> index = new HashMap<>();
    for (int name = 0; name < names.size(); name++) {
      index.putIfAbsent(names.text(name), name);
    }
    return index;
  }

  /** The names of the worked level that one name of any level stands for. */
  BitSet named(String name) {
    BitSet found = new BitSet();
    By level = levelOf(List.of(name));
    if (level == null) {
      return found;
    }
    Grouping from = at(level);
    int wanted = find(level, name);
    if (level == worked) {
      found.set(wanted);
      return found;
    }
    int[] here = at(worked).nameOfFrame;
    for (int frame = 0; frame < here.length; frame++) {
      if (from.nameOfFrame[frame] == wanted) {
        found.set(here[frame]);
      }
    }
    return found;
  }

  /** From the names of the worked level to those of one as coarse or coarser. */
  Coarser coarser(By level) {
    return new Coarser(at(worked), at(level), recording.frames());
  }

  /** Code without a type is told apart by how it ran, all else by its name alone. */
  static final class Coarser {
    private final int[] byName;
    private final LongIntMap byNameAndKind = new LongIntMap(64);

    private Coarser(Grouping from, Grouping to, FrameTable frames) {
      byName = new int[from.names.size()];
      Arrays.fill(byName, -1);
      byName[from.noStack] = to.noStack;
      for (int frame = 0; frame < from.nameOfFrame.length; frame++) {
        int name = from.nameOfFrame[frame];
        byName[name] = to.nameOfFrame[frame];
        if (!from.names.hasType(name)) {
          int kind = PathTree.code(frames.kind(frame));
          byNameAndKind.put(Grouping.pair(name, kind), to.nameOfFrame[frame]);
        }
      }
    }

    /** The coarser name of a node, or -1 for a thread. */
    int of(PathTree tree, int node) {
      int name = tree.name(node);
      int exact = byNameAndKind.get(Grouping.pair(name, tree.kind(node)));
      return exact >= 0 ? exact : byName[name];
    }
  }
}
