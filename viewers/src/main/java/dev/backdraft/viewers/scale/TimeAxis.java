package dev.backdraft.viewers.scale;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * From moments to pixels and back, and where the marks of an axis stand: at round moments, no
 * closer than asked.
 *
 * @param fromNanos the moment at pixel 0, in epoch nanoseconds
 * @param toNanos the moment at the last pixel
 * @param widthPx how wide
 */
public record TimeAxis(long fromNanos, long toNanos, double widthPx) {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final long[] STEPS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
    2000,
    5000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    MILLI,
    2 * MILLI,
    5 * MILLI,
    10 * MILLI,
    20 * MILLI,
    50 * MILLI,
    100 * MILLI,
    200 * MILLI,
    500 * MILLI,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY
  };

  /** A mark: where, and what stands beside it. */
  public record Tick(double xPx, long nanos, String label) {}

  public TimeAxis {
    if (toNanos <= fromNanos) {
      toNanos = fromNanos + 1;
    }
  }

  public long spanNanos() {
    return toNanos - fromNanos;
  }

  public double x(long nanos) {
    return (double) (nanos - fromNanos) / spanNanos() * widthPx;
  }

  public long nanos(double xPx) {
    return fromNanos + Math.round(xPx / widthPx * spanNanos());
  }

  public List<Tick> ticks(double minGapPx, ZoneId zone) {
    long step = step(minGapPx);
    long offset = zoneOffset(zone);
    List<Tick> ticks = new ArrayList<>();
    long first = Math.ceilDiv(fromNanos + offset, step) * step - offset;
    for (long at = first; at <= toNanos && ticks.size() < 10_000; at += step) {
      ticks.add(new Tick(x(at), at, label(at, step, zone)));
    }
    return ticks;
  }

  private long step(double minGapPx) {
    double wanted = spanNanos() * minGapPx / Math.max(1, widthPx);
    for (long step : STEPS) {
      if (step >= wanted) {
        return step;
      }
    }
    return Math.ceilDiv((long) wanted, DAY) * DAY;
  }

  private long zoneOffset(ZoneId zone) {
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(fromNanos, SECOND));
    return zone.getRules().getOffset(instant).getTotalSeconds() * SECOND;
  }

  private static String label(long nanos, long step, ZoneId zone) {
    if (step >= DAY) {
      return at(nanos, zone).toLocalDate().toString();
    }
    return clock(nanos, zone, step >= SECOND ? 0 : step >= MILLI ? 3 : step >= 1000 ? 6 : 9);
  }

  private static ZonedDateTime at(long nanos, ZoneId zone) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .atZone(zone);
  }

  /** The time of day, with 0, 3, 6 or 9 digits behind the second. */
  public static String clock(long nanos, ZoneId zone, int digits) {
    ZonedDateTime time = at(nanos, zone);
    StringBuilder text = new StringBuilder(18);
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    two(text, time.getSecond());
    if (digits > 0) {
      String fraction = Long.toString(1_000_000_000L + time.getNano()).substring(1);
      text.append('.').append(fraction, 0, digits);
    }
    return text.toString();
  }

  private static StringBuilder two(StringBuilder text, int value) {
    return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
