package dev.backdraft.app.selection;

/** In which way the selected samples are shown. The id stands in sessions and never changes. */
public enum Show {
  FLAME("flame", "Flame"),
  TABLE("table", "Table"),
  SANDWICH("sandwich", "Sandwich");

  private final String id;
  private final String label;

  Show(String id, String label) {
    this.id = id;
    this.label = label;
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }
}
