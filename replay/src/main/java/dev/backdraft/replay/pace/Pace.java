package dev.backdraft.replay.pace;

/** How fast requests are sent. */
public sealed interface Pace {
  /** As recorded, {@code factor} times as fast. */
  record Recorded(double factor) implements Pace {
    public Recorded {
      if (!(factor > 0) || factor > 1e6) {
        throw new IllegalArgumentException("a factor above 0, not " + factor);
      }
    }
  }

  /** Evenly spaced. */
  record Rate(double perSecond) implements Pace {
    public Rate {
      if (!(perSecond > 0) || perSecond > 1e7) {
        throw new IllegalArgumentException("a rate above 0, not " + perSecond);
      }
    }
  }

  /** So many always under way: the next is sent when one has ended. */
  record InFlight(int count) implements Pace {
    public InFlight {
      if (count < 1 || count > 1_000_000) {
        throw new IllegalArgumentException("1 to 1,000,000 in flight, not " + count);
      }
    }
  }
}
