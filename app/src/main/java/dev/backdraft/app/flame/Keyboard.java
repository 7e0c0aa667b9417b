package dev.backdraft.app.flame;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Where the keyboard is: asked of the scene. A node's own "focus within" is no answer, as a row of
 * a table says it is focused without having the keyboard.
 */
final class Keyboard {
  private Keyboard() {}

  static boolean isAt(Node part) {
    return part.getScene() != null && isWithin(part, part.getScene().getFocusOwner());
  }

  /** Whether a node is a part or lies in it. */
  static boolean isWithin(Node part, @Nullable Node node) {
    Node at = node;
    while (at != null && !at.equals(part)) {
      at = at.getParent();
    }
    return at != null;
  }
}
