package dev.backdraft.replay.plan;

/**
 * A change of responses that is meant.
 *
 * @param field as differences are named: {@code POST /carts $.state}
 * @param from what it is before, or empty for anything
 * @param to what it is after, or empty for anything
 */
public record Expectation(String field, String from, String to) {
  /** Any change of the field. */
  public Expectation(String field) {
    this(field, "", "");
  }
}
