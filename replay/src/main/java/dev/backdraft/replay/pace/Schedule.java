package dev.backdraft.replay.pace;

/**
 * Which request is due when, as a pure function of its number: nothing is added up, so a long
 * replay drifts no more than a short one. Times are nanoseconds from the start.
 *
 * <pre>
 * arrivals   |a  b    c|           one round, as recorded
 * looped     |a  b    c| |a  b    c| |a  b ...   with the mean gap between the rounds
 * ramp       ....a....b..c|        the rate rises evenly from nothing to full
 * </pre>
 */
public final class Schedule {
  private static final double SECOND = 1e9;

  private final Pace pace;
  private final long[] arrivals;
  private final int first;
  private final int count;
  private final boolean loop;
  private final long rampNanos;
  private final long lengthNanos;
  private final double roundNanos;
  private final long size;

  /**
   * Plans the requests of a slice.
   *
   * @param arrivals recorded times of all requests, ascending
   * @param slice which of them take part
   * @param loop begin again after the last one until the time is over; else end with it
   * @param rampNanos how long the rate rises from nothing; 0 starts at full rate
   * @param lengthNanos when to stop sending
   */
  public Schedule(
      Pace pace, long[] arrivals, Slice slice, boolean loop, long rampNanos, long lengthNanos) {
    if (slice.end() > arrivals.length || slice.count() < 1) {
      throw new IllegalArgumentException("a slice of at least one of the requests: " + slice);
    }
    if (rampNanos < 0 || lengthNanos < 1) {
      throw new IllegalArgumentException("a length above 0 and a ramp that is not below");
    }
    this.pace = pace;
    this.arrivals = arrivals;
    this.first = slice.from();
    this.count = slice.count();
    this.loop = loop;
    this.rampNanos = rampNanos;
    this.lengthNanos = lengthNanos;
    this.roundNanos = roundNanos();
    this.size = pace instanceof Pace.InFlight ? closedSize() : openSize();
  }

  private long closedSize() {
    return loop ? Long.MAX_VALUE : count;
  }

  private double roundNanos() {
    double span = arrivals[first + count - 1] - (double) arrivals[first];
    double gap = count > 1 && span > 0 ? span / (count - 1) : SECOND;
    return span + gap;
  }

  /** The first number that is not due before the end, found by halving: due times never fall. */
  private long openSize() {
    long low = 0;
    long high = loop ? Long.MAX_VALUE >> 20 : count;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (dueNanos(middle) < lengthNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public Pace pace() {
    return pace;
  }

  public Slice slice() {
    return new Slice(first, first + count);
  }

  /** How many are sent; in a closed loop that is not known and the time alone ends it. */
  public long size() {
    return size;
  }

  public long lengthNanos() {
    return lengthNanos;
  }

  /** The recorded request that is sent as number {@code number}. */
  public int request(long number) {
    return first + (int) (number % count);
  }

  /** How often the slice was begun before this number. */
  public long round(long number) {
    return number / count;
  }

  /** When number {@code number} is due; 0 in a closed loop, where nothing ever is. */
  public long dueNanos(long number) {
    return switch (pace) {
      case Pace.InFlight ignored -> 0;
      case Pace.Rate rate -> ramped(number * (SECOND / rate.perSecond()));
      case Pace.Recorded recorded -> {
        double offset =
            round(number) * roundNanos + (arrivals[request(number)] - (double) arrivals[first]);
        yield ramped(offset / recorded.factor());
      }
    };
  }

  /**
   * While the rate rises from 0 to 1 over the ramp, the work done by time t is t * t / (2 ramp).
   */
  private long ramped(double work) {
    double half = rampNanos / 2.0;
    double time = work < half ? Math.sqrt(2.0 * rampNanos * work) : work + half;
    return time >= 9e18 ? Long.MAX_VALUE : (long) time;
  }
}
