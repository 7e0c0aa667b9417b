package dev.backdraft.viewers.layout;

import dev.backdraft.viewers.scale.TimeAxis;
import java.util.Arrays;

/**
 * A series as points to draw: at most a low and a high one a pixel, so that a peak is never lost
 * and a long series costs what its width costs.
 *
 * @param size number of points
 * @param xPx from the left
 * @param yPx from the top
 */
public record SeriesPath(int size, double[] xPx, double[] yPx) {

  /**
   * Lays out what the axis shows, with one point beyond each edge so that lines run on.
   *
   * @param max the value at the top
   */
  public static SeriesPath of(
      long[] timeNanos, double[] value, TimeAxis axis, double max, double heightPx) {
    int first = Math.max(0, at(timeNanos, axis.fromNanos()) - 1);
    int last = Math.min(timeNanos.length, at(timeNanos, axis.toNanos()) + 1);
    int most = 2 * (int) (axis.widthPx() + 4) + 2;
    double[] x = new double[Math.max(0, Math.min(last - first, most))];
    double[] y = new double[x.length];
    int size = 0;
    int row = first;
    while (row < last) {
      int next = row + 1;
      int low = row;
      int high = row;
      long pixel = (long) Math.floor(axis.x(timeNanos[row]));
      if (last - first > most) {
        while (next < last && (long) Math.floor(axis.x(timeNanos[next])) == pixel) {
          low = value[next] < value[low] ? next : low;
          high = value[next] > value[high] ? next : high;
          next++;
        }
      }
      int one = Math.min(low, high);
      int other = Math.max(low, high);
      for (int point : one == other ? new int[] {one} : new int[] {one, other}) {
        if (size < x.length) {
          x[size] = axis.x(timeNanos[point]);
          y[size++] = heightPx - Math.clamp(value[point] / max, 0.0, 1.0) * heightPx;
        }
      }
      row = next;
    }
    return new SeriesPath(size, x, y);
  }

  private static int at(long[] timeNanos, long wanted) {
    int found = Arrays.binarySearch(timeNanos, wanted);
    return found < 0 ? -found - 1 : found;
  }
}
