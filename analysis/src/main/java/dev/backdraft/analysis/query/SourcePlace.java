package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.MethodNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the source of a frame is likely to be: what a recording knows is the class and the line,
 * not the file.
 *
 * @param folder the package as a path, "" for the default package
 * @param type the outermost class, whose name the file usually has
 * @param line the heaviest line of the frame, or -1 if no line is known
 */
public record SourcePlace(String folder, String type, int line) {
  private static final List<String> ENDINGS = List.of(".java", ".kt", ".scala", ".groovy");

  /** True for a frame of a class; native frames, threads and the root have no source. */
  public static boolean isKnown(CallTree tree, int node) {
    return node > CallTree.ROOT && tree.names().hasSource(tree.name(node));
  }

  /**
   * The place of a node; the line is the one with the most weight in the selection. One pass over
   * the samples: not for the UI thread.
   */
  public static SourcePlace of(CallTree tree, Selection selection, int node) {
    int line = -1;
    for (int candidate : FrameDetail.of(tree, selection, node).lines()) {
      if (candidate > 0 && line < 0) {
        line = candidate;
      }
    }
    return of(tree.names(), tree.name(node), line);
  }

  /** The place of a name at a line that is known otherwise; no type where there is no source. */
  public static SourcePlace of(Names names, int name, int line) {
    if (!names.hasSource(name)) {
      return new SourcePlace("", "", line);
    }
    String type = MethodNames.normal(names.typeName(name));
    String packageName = MethodNames.packageOf(type);
    String simple = packageName.isEmpty() ? type : type.substring(packageName.length() + 1);
    int inner = simple.indexOf('$', 1);
    String outer = inner < 0 ? simple : simple.substring(0, inner);
    // A Kotlin file's functions live in a class called after the file.
    return new SourcePlace(packageName.replace('.', '/'), outer, line);
  }

  /** The likeliest file of a name below a source folder, or "" for what has none. */
  public static String likelyFile(Names names, int name) {
    if (!names.hasSource(name)) {
      return "";
    }
    SourcePlace place = of(names, name, LinedStacks.NO_LINE);
    List<String> candidates = place.candidates();
    boolean kotlin = candidates.size() > ENDINGS.size();
    return kotlin ? candidates.getLast() : candidates.getFirst();
  }

  /** Paths below a source folder in which the file may be, the likeliest first. */
  public List<String> candidates() {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<String> paths = new ArrayList<>();
    for (String ending : ENDINGS) {
      paths.add(prefix + type + ending);
    }
    if (type.endsWith("Kt") && type.length() > 2) {
      paths.add(prefix + type.substring(0, type.length() - 2) + ".kt");
    }
    return List.copyOf(paths);
  }
}
