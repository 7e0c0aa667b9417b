package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.layout.FlameRows;
import org.jspecify.annotations.Nullable;

/** A tree with all that drawing it needs; made off the UI thread. */
record FlameModel(FlameRows rows, @Nullable Search search, int @Nullable [] matchesBefore) {

  static FlameModel of(CallTree tree, @Nullable NamePattern pattern) {
    return searched(FlameRows.of(tree), pattern);
  }

  FlameModel searching(@Nullable NamePattern pattern) {
    return searched(rows, pattern);
  }

  private static FlameModel searched(FlameRows rows, @Nullable NamePattern pattern) {
    if (pattern == null) {
      return new FlameModel(rows, null, null);
    }
    Search search = Search.of(rows.tree(), pattern);
    return new FlameModel(rows, search, rows.countsBefore(search.nodes()));
  }

  CallTree tree() {
    return rows.tree();
  }
}
