package dev.backdraft.replay.outcome;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the values of a field are numbers that count up from request to request, as the ids of
 * what is created do: {@code 1075}, {@code /orders/1075}, {@code A-1075-x}. Where the new build
 * answers what the old one refused, all numbers after it are other ones, and nothing changed.
 *
 * <p>Values count where they keep their text around the number, go with the requests in every pair
 * of blocks, and are shifted by no more than there were requests.
 */
final class CountingValues {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,15})(\\D*)");
  private static final int LONGEST = 80;
  private static final int LEAST = 8;
  private static final double STRAIGHT = 0.95;

  private boolean other;
  private int blocks;
  private int pair = -1;
  private Line before = new Line();
  private Line after = new Line();
  private long highest;
  private double shift;

  /** How far numbers lie on a rising line over the requests. */
  private static final class Line {
    private long count;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    void add(double request, double value) {
      count++;
      x += request;
      y += value;
      xx += request * request;
      yy += value * value;
      xy += request * value;
    }

    boolean rises() {
      double spread = Math.sqrt((count * xx - x * x) * (count * yy - y * y));
      return spread > 0 && (count * xy - x * y) / spread >= STRAIGHT;
    }
  }

  void add(int ofPair, long request, String old, String fresh) {
    if (ofPair != pair) {
      close();
      pair = ofPair;
    }
    if (other || old.length() > LONGEST || fresh.length() > LONGEST) {
      other = true;
      return;
    }
    Matcher was = NUMBERED.matcher(old);
    Matcher is = NUMBERED.matcher(fresh);
    boolean alike =
        was.matches()
            && is.matches()
            && was.group(1).equals(is.group(1))
            && was.group(3).equals(is.group(3));
    if (!alike) {
      other = true;
      return;
    }
    double from = new BigDecimal(was.group(2)).doubleValue();
    double to = new BigDecimal(is.group(2)).doubleValue();
    before.add((double) request, from);
    after.add((double) request, to);
    highest = Math.max(highest, request + 1);
    shift = Math.max(shift, Math.abs(to - from));
  }

  /** A pair with too few values says nothing, one whose values do not rise says that none count. */
  private void close() {
    if (before.count >= LEAST) {
      blocks++;
      other |= !before.rises() || !after.rises() || shift > highest;
    }
    before = new Line();
    after = new Line();
    highest = 0;
    shift = 0;
  }

  boolean count() {
    close();
    return blocks > 0 && !other;
  }
}
