package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.viewers.scale.Format;
import org.jspecify.annotations.Nullable;

/** Rows in the order in which they are seen; made off the UI thread. */
record TopView(@Nullable TopMethods rows, int[] order) {
  static final TopView NONE = new TopView(null, new int[0]);

  /** The row with this whole name, seen or not; -1 for none. */
  int rowOf(@Nullable String name) {
    if (rows != null && name != null) {
      for (int row = 0; row < rows.size(); row++) {
        if (rows.text(row).equals(name)) {
          return row;
        }
      }
    }
    return -1;
  }

  /** Some of the rows as lines with tabs between the columns, the titles first. */
  String text(int[] wanted) {
    StringBuilder text = new StringBuilder("Name\tSelf\tSelf share\tTotal\tTotal share\n");
    TopMethods from = rows;
    if (from == null) {
      return text.toString();
    }
    for (int row : wanted) {
      text.append(from.text(row));
      amount(text, from, from.self(row));
      amount(text, from, from.total(row));
      text.append('\n');
    }
    return text.toString();
  }

  private static void amount(StringBuilder text, TopMethods from, long weight) {
    text.append('\t').append(Format.weight(weight, from.unit()));
    text.append('\t').append(Format.percent(share(from, weight)));
  }

  static double share(TopMethods rows, long weight) {
    return (double) weight / Math.max(1, rows.all());
  }
}
