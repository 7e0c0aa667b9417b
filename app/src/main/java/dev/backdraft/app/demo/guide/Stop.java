package dev.backdraft.app.demo.guide;

import dev.backdraft.analysis.recording.SampleKind;
import org.jspecify.annotations.Nullable;

/**
 * One step of a tour.
 *
 * @param title which step of the triage order
 * @param text what to look at and what it means
 * @param place where it is seen
 * @param sight what the flame view shows there; null leaves it as it is
 */
record Stop(String title, String text, Place place, @Nullable Sight sight) {
  /** A part of the window. */
  enum Place {
    FLAME,
    PLAN,
    REPLAY,
    VERDICT
  }

  /**
   * Samples, and what is looked for among them.
   *
   * @param search part of a frame's name, or ""
   */
  record Sight(SampleKind kind, String search) {}

  static Stop flame(String title, SampleKind kind, String search, String text) {
    return new Stop(title, text, Place.FLAME, new Sight(kind, search));
  }

  static Stop at(Place place, String title, String text) {
    return new Stop(title, text, place, null);
  }
}
