package dev.backdraft.viewers.paint;

/** What the colour of a frame says. */
public enum ColourMode {
  /** Which package: the same package has the same hue everywhere. */
  PACKAGE("Package"),
  /** How it ran: interpreted, compiled, inlined, native, kernel. */
  KIND("Kind of frame"),
  /** Only whether it matches the search. */
  SEARCH("Search");

  private final String label;

  ColourMode(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
