package dev.backdraft.analysis.query;

/** What a sample adds to the nodes of its stack. */
public enum Weighing {
  /** Its weight, in the unit of the samples. */
  WEIGHT,
  /** The number of events that it stands for. */
  COUNT
}
