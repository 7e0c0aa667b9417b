package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;

/**
 * Fills pixels with the cells of a heatmap: nothing is the panel's colour, the most is the warm end
 * of one scale that grows in lightness in the dark and in darkness in the light, so that it is read
 * without colour too.
 */
final class HeatmapPainter {
  private static final int STEPS = 64;

  private HeatmapPainter() {}

  /** The scale from little to much. */
  static int[] scale(Theme theme) {
    int low = theme.dark() ? 0xff2c3d63 : 0xffcfdcf8;
    int middle = theme.dark() ? 0xff8a4fa0 : 0xffe39a6b;
    int high = theme.dark() ? 0xffffc46b : 0xff8c1d2b;
    int[] colours = new int[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double part = i / (STEPS - 1.0);
      colours[i] =
          part < 0.5 ? Theme.mix(low, middle, part * 2) : Theme.mix(middle, high, part * 2 - 1);
    }
    return colours;
  }

  /**
   * Paints the part from column {@code from} to {@code to} over the whole picture, the start of
   * each second at the bottom. A pixel that covers several cells shows the largest of them.
   */
  static void paint(
      SubsecondHeatmap map,
      HeatmapScale scale,
      double from,
      double to,
      Theme theme,
      int[] pixels,
      int width) {
    int height = pixels.length / width;
    int[] colours = scale(theme);
    double perPx = (to - from) / width;
    for (int x = 0; x < width; x++) {
      int first = Math.clamp((int) Math.floor(from + x * perPx), 0, map.columns() - 1);
      int last = Math.clamp((int) Math.ceil(from + (x + 1) * perPx), first + 1, map.columns());
      for (int y = 0; y < height; y++) {
        int low = (height - 1 - y) * map.rows() / height;
        int high = Math.max(low + 1, (height - y) * map.rows() / height);
        int count = largest(map, first, last, low, high);
        pixels[y * width + x] =
            count == 0 ? theme.panel() : colours[(int) Math.round(scale.part(count) * (STEPS - 1))];
      }
    }
  }

  private static int largest(SubsecondHeatmap map, int first, int last, int low, int high) {
    int largest = 0;
    for (int column = first; column < last; column++) {
      for (int row = low; row < high; row++) {
        largest = Math.max(largest, map.at(column, row));
      }
    }
    return largest;
  }
}
