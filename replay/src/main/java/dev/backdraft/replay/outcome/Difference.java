package dev.backdraft.replay.outcome;

/**
 * One way in which two responses differ.
 *
 * @param path as {@code $.items[].price}, {@code header.location}, or {@code status}, {@code
 *     outcome}, {@code body}
 * @param before as text, cut
 * @param after as text, cut
 */
public record Difference(String path, Kind kind, String before, String after) {
  /** The sorts of difference. */
  public enum Kind {
    VALUE("value"),
    /** Both are random ids, or both are times: where old answers differ so too, it is noise. */
    VARIED("varied"),
    TYPE("type"),
    MISSING("missing"),
    EXTRA("extra"),
    ORDER("order"),
    SIZE("size"),
    TEXT("text"),
    BINARY("binary");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Stands in the result file. */
    public String id() {
      return id;
    }
  }
}
