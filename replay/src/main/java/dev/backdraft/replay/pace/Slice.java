package dev.backdraft.replay.pace;

/**
 * A run of requests, from (with) to end (without).
 *
 * <p>Warming up uses other requests than measuring, so that no cache is warm for just what is
 * measured.
 */
public record Slice(int from, int end) {
  public Slice {
    if (from < 0 || end < from) {
      throw new IllegalArgumentException("from " + from + " to " + end);
    }
  }

  public int count() {
    return end - from;
  }

  /** All of so many requests. */
  public static Slice all(int count) {
    return new Slice(0, count);
  }

  /** The first {@code share} of so many requests; at least one if there are two or more. */
  public static Slice warmUp(int count, double share) {
    return new Slice(0, split(count, share));
  }

  /** What {@link #warmUp} leaves. */
  public static Slice measured(int count, double share) {
    return new Slice(split(count, share), count);
  }

  private static int split(int count, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of 0 to 1, not " + share);
    }
    int wanted = (int) Math.round(count * share);
    return count < 2 ? 0 : Math.max(1, Math.min(count - 1, wanted));
  }
}
