package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transform;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of a row and the table cannot do itself.
 *
 * @param action what
 * @param rows the table that was shown
 * @param row which of its rows
 */
public record TableRequest(Action action, TopMethods rows, int row) {

  /** Everything in the context menu, in its order, with the key that does the same. */
  public enum Action {
    FOCUS("Focus on it", "Enter"),
    SANDWICH("Callers and callees", "Ctrl+Enter"),
    SEARCH("Find it in the flame graph", "F3"),
    HIDE("Hide stacks with it", ""),
    MERGE("Merge it into its callers", ""),
    OPEN_SOURCE("Open source", "F4");

    private final String label;
    private final String keys;

    Action(String label, String keys) {
      this.label = label;
      this.keys = keys;
    }

    public String label() {
      return label;
    }

    /** As a person reads it; "" where there is none. */
    public String keys() {
      return keys;
    }
  }

  /** The whole name of the row. */
  public String name() {
    return rows.text(row);
  }

  /** The transform that the request means, or null if it means another view or a file. */
  public @Nullable Transform transform() {
    return switch (action) {
      case FOCUS -> new Transform(Transform.Kind.FOCUS_FUNCTION, name());
      case HIDE -> new Transform(Transform.Kind.HIDE_FUNCTION, name());
      case MERGE -> new Transform(Transform.Kind.MERGE_FUNCTION, name());
      case SANDWICH, SEARCH, OPEN_SOURCE -> null;
    };
  }

  /** Where the source is likely to be; the line is not known to a table. */
  public SourcePlace source() {
    return SourcePlace.of(rows.names(), rows.name(row), -1);
  }

  /** False where the action has no meaning: the source of what is no code. */
  public boolean isPossible() {
    return action != Action.OPEN_SOURCE || !source().type().isEmpty();
  }
}
