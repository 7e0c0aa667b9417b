package dev.backdraft.app.theme;

/** What the person asked for. */
public enum Theme {
  SYSTEM("Follow the system"),
  LIGHT("Light"),
  DARK("Dark");

  private final String label;

  Theme(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** The theme of this name, or {@link #SYSTEM}. */
  public static Theme named(String name) {
    for (Theme theme : values()) {
      if (theme.name().equals(name)) {
        return theme;
      }
    }
    return SYSTEM;
  }
}
