package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;

/**
 * Events per part of a second: a column per second, a row per part, the start of the second in row
 * 0. What an average hides shows as a pattern: a stripe is something periodic, a column a pause. Of
 * a recording longer than a day a column is several seconds, so that none is left out.
 *
 * @param startNanos the whole second that column 0 begins with
 * @param columnNanos how long a column is, in whole seconds
 * @param columns how many there are
 * @param rows how many parts a column has
 * @param count number of events, column after column
 */
public record SubsecondHeatmap(
    long startNanos, long columnNanos, int columns, int rows, int[] count) {
  private static final long SECOND = 1_000_000_000L;

  /** More columns than this would be a matrix that nobody can see. */
  private static final int MOST_COLUMNS = 100_000;

  /** With a column per second. */
  public SubsecondHeatmap(long startNanos, int columns, int rows, int[] count) {
    this(startNanos, SECOND, columns, rows, count);
  }

  /** The selection's threads, frames and states count, its time does not. */
  public static SubsecondHeatmap of(
      Recording recording, Selection selection, long fromNanos, long toNanos, int rows) {
    long start = Math.floorDiv(fromNanos, SECOND) * SECOND;
    long seconds = Math.max(1, Math.ceilDiv(toNanos - start, SECOND));
    long columnNanos = Math.ceilDiv(seconds, MOST_COLUMNS) * SECOND;
    int columns = (int) Math.ceilDiv(seconds * SECOND, columnNanos);
    Samples samples = recording.samples(selection.kind());
    SampleRange range = SampleRange.of(samples, selection.withTime(fromNanos, toNanos));
    Masks.Mask[] masks = new Masks(recording, samples).of(selection);
    int[] count = new int[columns * rows];
    for (int i = range.from(); i < range.to(); i++) {
      if (Masks.let(masks, i)) {
        long offset = samples.timeNanos()[i] - start;
        int column = (int) (offset / columnNanos);
        int row = (int) (offset % columnNanos * rows / columnNanos);
        count[column * rows + row] += (int) samples.count().get(i);
      }
    }
    return new SubsecondHeatmap(start, columnNanos, columns, rows, count);
  }

  public int at(int column, int row) {
    return count[column * rows + row];
  }

  /** The first moment of a cell. */
  public long cellStartNanos(int column, int row) {
    return startNanos + column * columnNanos + columnNanos * row / rows;
  }

  public int max() {
    int max = 0;
    for (int value : count) {
      max = Math.max(max, value);
    }
    return max;
  }
}
