package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.query.Transform;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of a frame and the control cannot do itself: the window turns it into a
 * transform of the view, another view, or an open file.
 *
 * @param action what
 * @param tree the tree that was shown
 * @param node the frame
 */
public record FlameRequest(Action action, CallTree tree, int node) {

  /** Everything in the context menu, in its order. */
  public enum Action {
    FOCUS_FUNCTION("Focus on this function"),
    FOCUS_SUBTREE("Focus on this subtree"),
    HIDE_FUNCTION("Hide stacks with this function"),
    MERGE_FUNCTION("Merge function into its callers"),
    MERGE_LIBRARY("Merge its package into the callers"),
    ONLY_MY_CODE("Only code of its package"),
    COLLAPSE_RECURSION("Collapse its recursion"),
    INVERT("Bottom-up"),
    SANDWICH("Callers and callees"),
    OPEN_SOURCE("Open source");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** The transform that the request means, or null if it means none. */
  public @Nullable Transform transform() {
    Names names = tree.names();
    String text = tree.text(node);
    return switch (action) {
      case FOCUS_FUNCTION -> new Transform(Transform.Kind.FOCUS_FUNCTION, text);
      case FOCUS_SUBTREE -> new Transform(Transform.Kind.FOCUS_SUBTREE, tree.pathText(node));
      case HIDE_FUNCTION -> new Transform(Transform.Kind.HIDE_FUNCTION, text);
      case MERGE_FUNCTION -> new Transform(Transform.Kind.MERGE_FUNCTION, text);
      case MERGE_LIBRARY ->
          inPackage(Transform.Kind.MERGE_LIBRARY, names.packageName(tree.name(node)));
      case ONLY_MY_CODE ->
          inPackage(Transform.Kind.ONLY_MY_CODE, names.packageName(tree.name(node)));
      case COLLAPSE_RECURSION -> new Transform(Transform.Kind.COLLAPSE_RECURSION, text);
      case INVERT -> Transform.of(Transform.Kind.INVERT);
      case SANDWICH, OPEN_SOURCE -> null;
    };
  }

  private static @Nullable Transform inPackage(Transform.Kind kind, String packageName) {
    return packageName.isEmpty() ? null : new Transform(kind, packageName);
  }

  /**
   * Where the frame's source is likely to be, with its heaviest line in the selection. One pass
   * over the samples: not for the UI thread.
   */
  public SourcePlace source(Selection selection) {
    return SourcePlace.of(tree, selection, node);
  }

  /** False where the action has no meaning for the frame: the root, a frame without a package. */
  public boolean isPossible() {
    return switch (action) {
      case INVERT -> true;
      case FOCUS_FUNCTION,
          FOCUS_SUBTREE,
          HIDE_FUNCTION,
          MERGE_FUNCTION,
          COLLAPSE_RECURSION,
          SANDWICH ->
          node != CallTree.ROOT;
      case OPEN_SOURCE -> SourcePlace.isKnown(tree, node);
      case MERGE_LIBRARY, ONLY_MY_CODE -> !tree.names().packageName(tree.name(node)).isEmpty();
    };
  }
}
