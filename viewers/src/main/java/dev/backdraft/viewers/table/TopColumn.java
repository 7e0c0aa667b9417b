package dev.backdraft.viewers.table;

/** What a table of weights can be sorted by. */
public enum TopColumn {
  NAME("Name"),
  SELF("Self"),
  TOTAL("Total");

  private final String label;

  TopColumn(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
