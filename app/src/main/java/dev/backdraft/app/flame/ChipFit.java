package dev.backdraft.app.flame;

import java.util.Arrays;

/**
 * How wide the chips of a row stand. Short ones stay whole; long ones share what is left, none
 * under the least that still tells something; those after that stand behind a number.
 *
 * @param gap between two chips
 * @param least of a chip that is longer
 * @param most of any chip
 */
record ChipFit(double gap, double least, double most) {

  /**
   * The widths of the first chips, as many as fit.
   *
   * @param natural how wide each would be
   * @param room for all of them
   * @param more how wide the number is that stands for those that do not fit
   */
  double[] widths(double[] natural, double room, double more) {
    double[] wanted = Arrays.stream(natural).map(one -> Math.min(one, most)).toArray();
    int shown = wanted.length;
    while (shown > 0 && narrowest(wanted, shown) > left(wanted.length, shown, room, more)) {
      shown--;
    }
    double left = left(wanted.length, shown, room, more);
    double cap = cap(Arrays.copyOf(wanted, shown), left);
    return Arrays.stream(wanted, 0, shown).map(one -> Math.floor(Math.min(one, cap))).toArray();
  }

  private double narrowest(double[] wanted, int shown) {
    return Arrays.stream(wanted, 0, shown).map(one -> Math.min(one, least)).sum();
  }

  private double left(int all, int shown, double room, double more) {
    double gaps = gap * Math.max(0, shown - 1);
    return room - gaps - (shown < all ? more + (shown > 0 ? gap : 0) : 0);
  }

  /** The width to which the longest are cut so that all take no more than is left. */
  private static double cap(double[] wanted, double left) {
    Arrays.sort(wanted);
    double rest = left;
    for (int i = 0; i < wanted.length; i++) {
      double even = rest / (wanted.length - i);
      if (wanted[i] > even) {
        return even;
      }
      rest -= wanted[i];
    }
    return Double.MAX_VALUE;
  }
}
