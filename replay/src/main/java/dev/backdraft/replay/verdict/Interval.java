package dev.backdraft.replay.verdict;

import java.util.Locale;

/** An estimate with its interval. */
public record Interval(double low, double estimate, double high) {
  /** All of it lies below. */
  public boolean below(double limit) {
    return high < limit;
  }

  /** All of it lies above. */
  public boolean above(double limit) {
    return low > limit;
  }

  /** A ratio as a change: 1.25 is "+25.0 %". */
  public String asChange() {
    return String.format(
        Locale.ROOT,
        "%+.1f %% (%+.1f to %+.1f)",
        100 * (estimate - 1),
        100 * (low - 1),
        100 * (high - 1));
  }
}
