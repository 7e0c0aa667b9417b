package dev.backdraft.analysis.query;

import java.util.List;

/**
 * One change of what a call tree shows, as data: it can be kept, undone and shown as a chip.
 *
 * @param kind what is done
 * @param argument the name it is done to, "" where the kind needs none; a path is joined by {@link
 *     #PATH_SEPARATOR}
 */
public record Transform(Kind kind, String argument) {
  /** Between the names of a path, as in collapsed stacks. */
  public static final char PATH_SEPARATOR = ';';

  /** What can be done. The id stands in sessions and never changes. */
  public enum Kind {
    /** Only stacks with this function, from its outermost call on. */
    FOCUS_FUNCTION("focus", "Focus"),
    /** Only what is below one path, the last name of which becomes the first row. */
    FOCUS_SUBTREE("focus-subtree", "Subtree"),
    /** Without the stacks that hold this function: their weight is gone. */
    HIDE_FUNCTION("hide", "Hide"),
    /** The function's frames vanish; their weight goes to the caller. */
    MERGE_FUNCTION("merge", "Merge"),
    /** The frames of a package and of those below it vanish; their weight goes to the caller. */
    MERGE_LIBRARY("merge-library", "Merge library"),
    /**
     * Every frame but those of the given packages vanishes, its weight goes to the caller. Without
     * an argument the JDK's, other languages' run-times and native frames vanish. Frames that the
     * JVM itself hides (those it makes for lambdas) are nobody's code, in whatever package.
     */
    ONLY_MY_CODE("only-my-code", "Only my code"),
    /**
     * Inner calls of the function become one with its outermost. Without an argument: of every
     * function that calls itself directly.
     */
    COLLAPSE_RECURSION("collapse-recursion", "Collapse recursion"),
    /** Leaves become roots. */
    INVERT("invert", "Bottom-up");

    private final String id;
    private final String label;

    Kind(String id, String label) {
      this.id = id;
      this.label = label;
    }

    public String id() {
      return id;
    }
  }

  public Transform {
    boolean needed =
        switch (kind) {
          case FOCUS_FUNCTION, FOCUS_SUBTREE, HIDE_FUNCTION, MERGE_FUNCTION, MERGE_LIBRARY -> true;
          case ONLY_MY_CODE, COLLAPSE_RECURSION, INVERT -> false;
        };
    if (needed && argument.isEmpty()) {
      throw new IllegalArgumentException(kind.id + " needs a name");
    }
  }

  public static Transform of(Kind kind) {
    return new Transform(kind, "");
  }

  /** True for a step that cuts stacks on one side, and so means another thing bottom-up. */
  boolean isFocus() {
    return kind == Kind.FOCUS_FUNCTION || kind == Kind.FOCUS_SUBTREE;
  }

  /** True for a step on functions by name, at whatever level they were chosen. */
  boolean namesFunctions() {
    return switch (kind) {
      case FOCUS_FUNCTION, FOCUS_SUBTREE, HIDE_FUNCTION, MERGE_FUNCTION -> true;
      case COLLAPSE_RECURSION -> !argument.isEmpty();
      case MERGE_LIBRARY, ONLY_MY_CODE, INVERT -> false;
    };
  }

  /** The names of the argument: one, or those of a path. */
  List<String> names() {
    return kind == Kind.FOCUS_SUBTREE
        ? List.of(argument.split(String.valueOf(PATH_SEPARATOR)))
        : List.of(argument);
  }

  /** As one line: the id, and the argument after a colon. */
  public String text() {
    return argument.isEmpty() ? kind.id : kind.id + ":" + argument;
  }

  /**
   * From {@link #text()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Transform parse(String text) {
    int colon = text.indexOf(':');
    String id = colon < 0 ? text : text.substring(0, colon);
    for (Kind kind : Kind.values()) {
      if (kind.id.equals(id)) {
        return new Transform(kind, colon < 0 ? "" : text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException("no transform is called " + id);
  }

  /** For a chip: short, with the class and method at most. */
  public String describe() {
    return switch (kind) {
      case FOCUS_FUNCTION, HIDE_FUNCTION, MERGE_FUNCTION -> kind.label + ": " + lastParts(argument);
      case FOCUS_SUBTREE ->
          kind.label
              + ": "
              + lastParts(argument.substring(argument.lastIndexOf(PATH_SEPARATOR) + 1));
      case MERGE_LIBRARY -> kind.label + ": " + argument;
      case ONLY_MY_CODE, COLLAPSE_RECURSION ->
          argument.isEmpty() ? kind.label : kind.label + ": " + lastParts(argument);
      case INVERT -> kind.label;
    };
  }

  /** Without packages: {@code com.acme.Cart.price} becomes {@code Cart.price}. */
  private static String lastParts(String name) {
    int method = name.lastIndexOf('.');
    int type = method < 0 ? -1 : name.lastIndexOf('.', method - 1);
    boolean javaName = type > 0 && name.indexOf(' ') < 0 && name.indexOf('/') < 0;
    return javaName ? name.substring(type + 1) : name;
  }
}
