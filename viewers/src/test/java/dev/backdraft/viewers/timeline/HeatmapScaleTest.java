package dev.backdraft.viewers.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.viewers.paint.Theme;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeatmapScaleTest {
  private static final int ROWS = 10;

  /** Nine events where a second begins, one elsewhere, and two cells with hundreds. */
  private static SubsecondHeatmap pattern(int columns) {
    int[] count = new int[columns * ROWS];
    for (int i = 0; i < count.length; i++) {
      count[i] = i % ROWS == 0 ? 9 : 1;
    }
    count[5] = 900;
    count[columns * ROWS - 3] = 870;
    return new SubsecondHeatmap(0, columns, ROWS, count);
  }

  @Test
  void twoHotCellsLeaveThePatternItsColours() {
    HeatmapScale scale = HeatmapScale.of(pattern(60));
    assertThat(scale).isEqualTo(new HeatmapScale(1, 9, 900));
    assertThat(scale.part(1)).isZero();
    assertThat(scale.part(9)).isEqualTo(1);
    assertThat(scale.part(4)).isEqualTo(0.5);
    assertThat(scale.part(900)).as("beyond the end").isEqualTo(1);
    assertThat(scale.endsEarly()).isTrue();
  }

  @Test
  void theStripeIsSeenInThePicture() {
    int[] pixels = new int[60 * ROWS];
    SubsecondHeatmap map = pattern(60);
    HeatmapPainter.paint(map, HeatmapScale.of(map), 0, 60, Theme.DARK, pixels, 60);
    int[] colours = HeatmapPainter.scale(Theme.DARK);
    int lowest = pixels[(ROWS - 1) * 60 + 30];
    int other = pixels[4 * 60 + 30];
    assertThat(lowest).isEqualTo(colours[colours.length - 1]);
    assertThat(other).isEqualTo(colours[0]);
  }

  @Test
  void aPartOfTheColumnsFillsThePicture() {
    SubsecondHeatmap map = pattern(60);
    int[] pixels = new int[100 * ROWS];
    HeatmapPainter.paint(map, HeatmapScale.of(map), 59.5, 60, Theme.DARK, pixels, 100);
    int[] row = Arrays.copyOfRange(pixels, 2 * 100, 3 * 100);
    int[] colours = HeatmapPainter.scale(Theme.DARK);
    assertThat(row).as("the hot cell of the last second").containsOnly(colours[63]);
  }

  @Test
  void cellsThatAreAllAlikeAreNeitherHotNorCold() {
    int[] count = new int[ROWS];
    count[3] = 7;
    HeatmapScale scale = HeatmapScale.of(new SubsecondHeatmap(0, 1, ROWS, count));
    assertThat(scale.part(7)).isEqualTo(0.5);
    assertThat(HeatmapScale.of(new SubsecondHeatmap(0, 1, ROWS, new int[ROWS])).max()).isZero();
  }
}
