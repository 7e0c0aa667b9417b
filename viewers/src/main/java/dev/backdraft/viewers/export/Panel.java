package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameLayout;
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.layout.Viewport;
import org.jspecify.annotations.Nullable;

/**
 * One flame graph of a picture.
 *
 * @param tree what is drawn
 * @param size the part of it that is seen
 * @param search what is lit up, or null
 */
public record Panel(CallTree tree, PictureSize size, @Nullable Search search) {
  /** What stands in a panel without a frame. */
  static final String EMPTY = "Nothing in this selection.";

  private static final int EMPTY_ROWS = 5;

  /** A panel with its rows, of which parts can be laid out. */
  record Prepared(Panel panel, FlameRows rows, int @Nullable [] matches, Viewport viewport) {
    /** The boxes between two heights. */
    FlameBoxes boxes(int fromPx, int toPx) {
      return FlameLayout.of(rows, viewport.band(fromPx, toPx), matches);
    }

    boolean isEmpty() {
      return rows.count() == 0;
    }
  }

  /** For pixels of a scale. */
  Prepared prepared(int scale) {
    FlameRows rows = FlameRows.of(tree);
    int[] matches = search == null ? null : rows.countsBefore(search.nodes());
    Viewport whole = size.viewport(Math.max(rows.count(), tree.isEmpty() ? EMPTY_ROWS : 1), scale);
    return new Prepared(this, rows, matches, whole);
  }
}
