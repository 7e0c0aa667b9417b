package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.scale.Format;
import java.util.List;

/** What a search found, in the words of a caption and of the command line. */
public final class SearchText {
  private SearchText() {}

  /**
   * Of one flame graph, or of the halves of a sandwich from above: a stack may have matches in both
   * of them, so that their shares do not add up.
   */
  public static String of(List<Search> found) {
    Search first = found.getFirst();
    String head = "search " + first.pattern() + ": ";
    return found.size() == 1
        ? head + amount(first)
        : head + "callers " + amount(first) + "; callees " + amount(found.getLast());
  }

  private static String amount(Search found) {
    return Format.percent(found.share())
        + ", "
        + Format.count(found.count())
        + (found.count() == 1 ? " frame" : " frames");
  }
}
