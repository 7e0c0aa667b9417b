package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.scale.Format;
import java.util.Map;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.jspecify.annotations.Nullable;

/** Frames in words: for the clipboard and for those who listen. */
final class FlameText {
  /** A copied tree leaves out what is less than this share of it: nobody reads a million lines. */
  private static final double LEAST_SHARE = 0.001;

  private FlameText() {}

  static String tree(CallTree tree, int top) {
    StringBuilder text = new StringBuilder();
    double all = Math.max(1, tree.total(top));
    int node = top;
    while (node < tree.end(top)) {
      if (tree.total(node) < all * LEAST_SHARE) {
        node = tree.end(node);
        continue;
      }
      text.append("  ".repeat(tree.depth(node) - tree.depth(top)))
          .append(tree.text(node))
          .append("  ")
          .append(Format.weight(tree.total(node), tree.unit()))
          .append(", ")
          .append(Format.percent(tree.total(node) / all))
          .append('\n');
      node++;
    }
    return text.toString();
  }

  static String accessible(@Nullable CallTree tree, int node) {
    if (tree == null || tree.isEmpty()) {
      return "Empty flame graph";
    }
    if (node < 0 || node >= tree.size()) {
      return "Flame graph of " + Format.weight(tree.total(), tree.unit());
    }
    return tree.names().shortText(tree.name(node))
        + ", total "
        + Format.weight(tree.total(node), tree.unit())
        + ", "
        + Format.percent(tree.share(tree.total(node)))
        + ", self "
        + Format.weight(tree.self(node), tree.unit())
        + ", row "
        + (tree.depth(node) + 1);
  }

  static void copyStack(@Nullable CallTree tree, int node) {
    if (tree != null && node >= 0) {
      copy(tree.stackText(node));
    }
  }

  static void copyTree(@Nullable CallTree tree, int node) {
    if (tree != null && node >= 0) {
      copy(tree(tree, node));
    }
  }

  private static void copy(String text) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
  }
}
