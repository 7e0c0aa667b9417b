package dev.backdraft.viewers.timeline;

/**
 * A span of time.
 *
 * @param fromNanos first moment in it, in epoch nanoseconds
 * @param toNanos first moment behind it
 */
public record TimeRange(long fromNanos, long toNanos) {
  public TimeRange {
    if (toNanos <= fromNanos) {
      throw new IllegalArgumentException("no time from " + fromNanos + " to " + toNanos);
    }
  }

  public long nanos() {
    return toNanos - fromNanos;
  }

  /** As near to this as fits into another range, without becoming longer than it. */
  TimeRange within(TimeRange outer) {
    long length = Math.min(nanos(), outer.nanos());
    long from = Math.clamp(fromNanos, outer.fromNanos, outer.toNanos - length);
    return new TimeRange(from, from + length);
  }

  TimeRange moved(long byNanos, TimeRange outer) {
    return new TimeRange(fromNanos + byNanos, toNanos + byNanos).within(outer);
  }

  /** About a moment that stays at its place; a factor below 1 zooms in. */
  TimeRange zoomed(long about, double factor, long least, TimeRange outer) {
    long wanted = Math.max(least, Math.round(nanos() * factor));
    double part = (about - fromNanos) / (double) nanos();
    long from = about - Math.round(part * wanted);
    return new TimeRange(from, from + wanted).within(outer);
  }
}
