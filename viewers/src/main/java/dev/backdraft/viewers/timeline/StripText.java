package dev.backdraft.viewers.timeline;

import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.scale.TimeAxis;
import java.time.ZoneId;

/** Ranges in words. */
final class StripText {
  private static final long SECOND = 1_000_000_000L;

  private StripText() {}

  /** As {@code 14:47:02 – 14:47:38 · 36.0 s}; with fractions where seconds say too little. */
  static String range(TimeRange range, ZoneId zone) {
    int digits = range.nanos() >= 10 * SECOND ? 0 : range.nanos() >= SECOND / 100 ? 3 : 6;
    return TimeAxis.clock(range.fromNanos(), zone, digits)
        + " – "
        + TimeAxis.clock(range.toNanos(), zone, digits)
        + " · "
        + Format.duration((double) range.nanos());
  }
}
