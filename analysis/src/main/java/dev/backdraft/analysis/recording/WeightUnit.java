package dev.backdraft.analysis.recording;

/** The unit of a sample's weight. */
public enum WeightUnit {
  SAMPLES("samples"),
  NANOSECONDS("nanoseconds"),
  BYTES("bytes"),
  EVENTS("events");

  private final String id;

  WeightUnit(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
