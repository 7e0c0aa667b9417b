package dev.backdraft.app.result;

import dev.backdraft.replay.outcome.Outcome;

/** How a request ended, in words. */
final class OutcomeNames {
  private static final String STATUS = "status_";

  private OutcomeNames() {}

  static String label(String kind) {
    if (kind.startsWith(STATUS)) {
      return kind.substring(STATUS.length());
    }
    Outcome outcome = Outcome.of(kind);
    return outcome == null ? kind : ResultReader.sentence(outcome.meaning());
  }

  static boolean failure(String kind) {
    if (kind.startsWith(STATUS)) {
      return kind.startsWith(STATUS + "5");
    }
    Outcome outcome = Outcome.of(kind);
    return outcome != null && outcome.failure(0);
  }
}
