package dev.backdraft.replay.outcome;

/** What the end of a request came to be where it is another than before. */
public enum Turn {
  /** Both ended alike: what differs lies within the answer. */
  NONE,
  /** Failed before; now below 400, or what the same request mostly gets where it does not fail. */
  MENDED,
  /** Failed before, and now is told that it is wrong itself: a fix only if the plan says so. */
  REFUSED,
  /** Fails in another way. */
  STILL,
  /** Fails now and did not. */
  BROKE,
  /** Failed neither before nor now. */
  OTHER;

  /** Of one request. */
  static Turn of(ResponseView before, ResponseView after, int usualStatus) {
    boolean failed = before.outcome().failure(before.status());
    boolean fails = after.outcome().failure(after.status());
    if (fails) {
      return failed ? STILL : BROKE;
    }
    if (!failed || after.outcome() != Outcome.STATUS) {
      return OTHER;
    }
    return after.status() < 400 || after.status() == usualStatus ? MENDED : REFUSED;
  }
}
