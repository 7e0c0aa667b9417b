package dev.backdraft.replay.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  private static String dump(Schedule schedule) {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < schedule.size(); i++) {
      text.append(schedule.request(i)).append('@').append(schedule.dueNanos(i)).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void keepsTheRecordedPaceAndItsFactor() {
    long[] arrivals = {100, 110, 140};
    Slice all = Slice.all(3);
    assertThat(dump(new Schedule(new Pace.Recorded(1), arrivals, all, false, 0, 1_000)))
        .isEqualTo("0@0 1@10 2@40");
    assertThat(dump(new Schedule(new Pace.Recorded(2), arrivals, all, false, 0, 1_000)))
        .isEqualTo("0@0 1@5 2@20");
    assertThat(dump(new Schedule(new Pace.Recorded(1), arrivals, all, false, 0, 40)))
        .isEqualTo("0@0 1@10");
  }

  @Test
  void loopsWithTheMeanGapBetweenRounds() {
    long[] arrivals = {100, 110, 140};
    assertThat(dump(new Schedule(new Pace.Recorded(1), arrivals, Slice.all(3), true, 0, 100)))
        .isEqualTo("0@0 1@10 2@40 0@60 1@70");
  }

  @Test
  void spacesAFixedRateWithoutDrift() {
    long[] arrivals = new long[7];
    Schedule schedule =
        new Schedule(new Pace.Rate(3000), arrivals, Slice.all(7), true, 0, 3600 * SECOND);
    assertThat(schedule.size()).isEqualTo(3600L * 3000);
    assertThat(schedule.dueNanos(3600L * 3000 - 1)).isCloseTo(3600 * SECOND - 333_334, within(2L));
  }

  @Test
  void aRampLosesHalfOfItsWork() {
    Schedule schedule =
        new Schedule(new Pace.Rate(1000), new long[3], Slice.all(3), true, 2 * SECOND, 10 * SECOND);
    assertThat(schedule.size()).isBetween(8_999L, 9_001L);
    assertThat(schedule.dueNanos(250)).isCloseTo(SECOND, within(10L));
  }

  @Test
  void dueTimesNeverFallWhateverTheInput() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      long[] arrivals = new long[random.nextInt(1, 40)];
      Arrays.setAll(arrivals, i -> random.nextLong(0, 1L << random.nextInt(1, 60)));
      Arrays.sort(arrivals);
      Pace pace =
          random.nextBoolean()
              ? new Pace.Recorded(random.nextDouble(0.01, 100))
              : new Pace.Rate(random.nextDouble(0.1, 1000));
      int from = random.nextInt(arrivals.length);
      Slice slice = new Slice(from, random.nextInt(from + 1, arrivals.length + 1));
      long length = random.nextLong(1, 5 * SECOND);
      Schedule schedule =
          new Schedule(
              pace, arrivals, slice, random.nextBoolean(), random.nextLong(0, SECOND), length);
      long before = 0;
      for (long i = 0; i < Math.min(2_000, schedule.size()); i++) {
        assertThat(schedule.dueNanos(i)).isGreaterThanOrEqualTo(before).isLessThan(length);
        assertThat(schedule.request(i)).isBetween(slice.from(), slice.end() - 1);
        before = schedule.dueNanos(i);
      }
    }
  }

  @Test
  void warmUpAndMeasuredNeverShareARequest() {
    for (int count = 1; count < 50; count++) {
      for (double share : new double[] {0, 0.1, 0.33, 0.5, 0.99, 1}) {
        Slice warm = Slice.warmUp(count, share);
        Slice measured = Slice.measured(count, share);
        assertThat(warm.end()).isEqualTo(measured.from());
        assertThat(warm.count() + measured.count()).isEqualTo(count);
        assertThat(measured.count()).isPositive();
        assertThat(warm.count()).isGreaterThanOrEqualTo(count >= 2 ? 1 : 0);
      }
    }
  }

  @Test
  void aClosedLoopHasNoDueTimes() {
    Schedule schedule =
        new Schedule(new Pace.InFlight(10), new long[] {5, 6}, Slice.all(2), false, 0, SECOND);
    assertThat(schedule.size()).isEqualTo(2);
    assertThat(schedule.dueNanos(1)).isZero();
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new Pace.Rate(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pace.Recorded(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(new Pace.Rate(1), new long[0], Slice.all(0), true, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
