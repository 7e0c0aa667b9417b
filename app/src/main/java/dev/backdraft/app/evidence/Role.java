package dev.backdraft.app.evidence;

/** What a file is evidence of. The id stands in sessions and never changes. */
public enum Role {
  BEFORE("before", "Before"),
  AFTER("after", "After"),
  /** Neither, or not said. */
  NONE("none", "Evidence");

  private final String id;
  private final String label;

  Role(String id, String label) {
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
