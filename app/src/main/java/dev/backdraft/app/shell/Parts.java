package dev.backdraft.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the window that F6 goes through: rail, evidence, strip, tools, view, inspector.
 * Whatever has the style class {@code part} is one.
 */
final class Parts {
  private Parts() {}

  /** The node to focus in the next part, or the one before it; null if there is none. */
  static @Nullable Node next(Parent root, @Nullable Node focused, int by) {
    List<Node> parts = new ArrayList<>();
    collect(root, parts);
    List<Node> targets = new ArrayList<>();
    int at = -1;
    for (Node part : parts) {
      Node target = first(part);
      if (target != null) {
        if (isIn(focused, part)) {
          at = targets.size();
        }
        targets.add(target);
      }
    }
    if (targets.isEmpty()) {
      return null;
    }
    int next = at < 0 ? (by > 0 ? 0 : targets.size() - 1) : at + by;
    return targets.get(Math.floorMod(next, targets.size()));
  }

  private static void collect(Node node, List<Node> parts) {
    if (!node.isVisible() || node.isDisabled()) {
      return;
    }
    if (node.getStyleClass().contains("part")) {
      parts.add(node);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, parts));
    }
  }

  private static boolean isIn(@Nullable Node node, Node part) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(part)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Node first(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return null;
    }
    if (node.isFocusTraversable()) {
      return node;
    }
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        Node found = first(child);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
