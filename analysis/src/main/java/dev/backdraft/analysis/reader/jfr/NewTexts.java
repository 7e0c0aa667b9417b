package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that one job meets while it decodes. They are added to the table of strings after all jobs
 * are done, in the order of the jobs, so that ids do not depend on which thread came first.
 */
final class NewTexts {
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();

  /** -1 for null, else -2 - index. */
  int add(@Nullable String text) {
    if (text == null) {
      return StringTable.NONE;
    }
    Integer known = ids.get(text);
    if (known == null) {
      known = texts.size();
      ids.put(text, known);
      texts.add(text);
    }
    return -2 - known;
  }

  /** Gives the texts their ids of the table, by index. */
  int[] settle(Texts table) {
    int[] settled = new int[texts.size()];
    for (int i = 0; i < settled.length; i++) {
      settled[i] = table.id(texts.get(i));
    }
    return settled;
  }

  /** Replaces what {@link #add} gave by the settled ids. */
  static void patch(int[] column, int from, int to, int[] settled) {
    for (int i = from; i < to; i++) {
      if (column[i] < StringTable.NONE) {
        column[i] = settled[-2 - column[i]];
      }
    }
  }
}
