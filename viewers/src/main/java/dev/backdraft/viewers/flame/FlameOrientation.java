package dev.backdraft.viewers.flame;

/** Where the root lies. */
public enum FlameOrientation {
  /** The root at the top, callees below. */
  ICICLE("Icicle"),
  /** The root at the bottom, callees above. */
  FLAME("Flame");

  private final String label;

  FlameOrientation(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
