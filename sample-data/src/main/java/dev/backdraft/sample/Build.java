package dev.backdraft.sample;

/** Which of the two builds of an incident runs. */
public enum Build {
  BEFORE,
  AFTER;

  /** As on the command line. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
