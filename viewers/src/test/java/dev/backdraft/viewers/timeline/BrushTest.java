package dev.backdraft.viewers.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrushTest {
  private static final TimeRange ALL = new TimeRange(0, 1000);
  private static final TimeRange SOME = new TimeRange(300, 500);

  private static TimeRange drag(TimeRange selected, long from, long to) {
    return Brush.press(ALL, selected, from, 10).drag(to);
  }

  @Test
  void aDragInTheOpenDrawsEitherWay() {
    assertThat(drag(null, 100, 200)).isEqualTo(new TimeRange(100, 200));
    assertThat(drag(SOME, 900, 700)).isEqualTo(new TimeRange(700, 900));
    assertThat(drag(null, 900, 5000)).isEqualTo(new TimeRange(900, 1000));
  }

  @Test
  void theMiddleMovesAndStaysInside() {
    assertThat(drag(SOME, 400, 450)).isEqualTo(new TimeRange(350, 550));
    assertThat(drag(SOME, 400, 2000)).isEqualTo(new TimeRange(800, 1000));
    assertThat(drag(SOME, 400, -2000)).isEqualTo(new TimeRange(0, 200));
  }

  @Test
  void anEdgeResizesAndMayCrossTheOther() {
    assertThat(drag(SOME, 305, 350)).isEqualTo(new TimeRange(350, 500));
    assertThat(drag(SOME, 495, 600)).isEqualTo(new TimeRange(300, 600));
    assertThat(drag(SOME, 305, 700)).isEqualTo(new TimeRange(500, 700));
    assertThat(drag(SOME, 305, 500).nanos()).as("never empty").isPositive();
  }

  @Test
  void zoomStaysInsideAndKeepsItsPlace() {
    TimeRange zoomed = ALL.zoomed(250, 0.5, 1, ALL);
    assertThat(zoomed).isEqualTo(new TimeRange(125, 625));
    assertThat(zoomed.zoomed(250, 100, 1, ALL)).isEqualTo(ALL);
    assertThat(ALL.zoomed(999, 1e-9, 10, ALL).nanos()).isEqualTo(10);
  }
}
