package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import java.util.Arrays;

/**
 * From the number of events in a cell to a place between the coldest and the hottest colour. A few
 * cells that are far hotter than all others would leave no colour for the pattern: the scale ends
 * where nineteen of twenty cells that hold anything have ended, and goes by the square root.
 *
 * <pre>
 *   cells   1 1 2 2 2 3 3 4 ... 9   900 870
 *   scale   least 1, most 9; those two are as hot as 9
 * </pre>
 *
 * @param least the fewest events of a cell that has any; 0 if none has
 * @param most the number that gets the hottest colour, as does everything above it
 * @param max the most events of a cell
 */
record HeatmapScale(int least, int most, int max) {
  private static final double WITHIN = 0.95;

  /** A picture is hardly wider: cells that share a pixel show the largest of them. */
  private static final int PICTURE_COLUMNS = 1000;

  /** Reads the whole map: not for the UI thread. */
  static HeatmapScale of(SubsecondHeatmap map) {
    int together = Math.ceilDiv(map.columns(), PICTURE_COLUMNS);
    int[] seen = new int[Math.ceilDiv(map.columns(), together) * map.rows()];
    for (int column = 0; column < map.columns(); column++) {
      int block = column / together * map.rows();
      for (int row = 0; row < map.rows(); row++) {
        seen[block + row] = Math.max(seen[block + row], map.at(column, row));
      }
    }
    int[] counts = Arrays.stream(seen).filter(count -> count > 0).sorted().toArray();
    if (counts.length == 0) {
      return new HeatmapScale(0, 0, 0);
    }
    int place = Math.max(0, (int) Math.ceil(counts.length * WITHIN) - 1);
    return new HeatmapScale(counts[0], counts[place], counts[counts.length - 1]);
  }

  /** 0 for the coldest colour, 1 for the hottest; where all cells are alike, the middle. */
  double part(int count) {
    if (most <= least) {
      return count > most ? 1 : 0.5;
    }
    double low = Math.sqrt(least);
    return Math.clamp((Math.sqrt(count) - low) / (Math.sqrt(most) - low), 0.0, 1.0);
  }

  /** True if some cells are hotter than the hottest colour tells. */
  boolean endsEarly() {
    return max > most;
  }
}
