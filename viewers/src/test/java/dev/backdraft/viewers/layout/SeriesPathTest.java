package dev.backdraft.viewers.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.viewers.scale.TimeAxis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeriesPathTest {
  @Test
  void fewPointsAreDrawnAsTheyAre() {
    SeriesPath path =
        SeriesPath.of(
            new long[] {0, 50, 100}, new double[] {0, 1, 0.5}, new TimeAxis(0, 100, 200), 1, 10);
    assertThat(Arrays.copyOf(path.xPx(), path.size())).containsExactly(0, 100, 200);
    assertThat(Arrays.copyOf(path.yPx(), path.size())).containsExactly(10, 0, 5);
  }

  @Test
  void linesRunOnBeyondTheEdges() {
    SeriesPath path =
        SeriesPath.of(
            new long[] {0, 10, 50, 90, 100},
            new double[] {1, 1, 1, 1, 1},
            new TimeAxis(20, 80, 60),
            1,
            10);
    assertThat(Arrays.copyOf(path.xPx(), path.size())).containsExactly(-10, 30, 70);
  }

  @Test
  void aPeakAmongAMillionPointsIsKept() {
    long[] time = new long[1_000_000];
    double[] value = new double[time.length];
    Arrays.setAll(time, i -> i);
    value[777_777] = 1;
    SeriesPath path = SeriesPath.of(time, value, new TimeAxis(0, time.length, 500), 1, 100);
    assertThat(path.size()).isLessThan(1100);
    assertThat(Arrays.stream(path.yPx(), 0, path.size()).min().orElse(9)).isZero();
  }

  @Test
  void aSeriesOfNothingHasNoPoints() {
    assertThat(SeriesPath.of(new long[0], new double[0], new TimeAxis(0, 9, 9), 1, 9).size())
        .isZero();
  }
}
