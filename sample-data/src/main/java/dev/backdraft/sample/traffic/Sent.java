package dev.backdraft.sample.traffic;

/**
 * One request that a buyer sends.
 *
 * @param offsetNanos after the first
 * @param body empty for a method without one
 */
public record Sent(long offsetNanos, String method, String target, String body) {
  static Sent get(long offsetNanos, String target) {
    return new Sent(offsetNanos, "GET", target, "");
  }
}
