package dev.backdraft.sample.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficTest {
  @ParameterizedTest
  @ValueSource(strings = {"capacity", "starvation", "pool", "leak", "upgrade", "convoy"})
  void itIsTheSameHalfMinuteEveryTime(String incident) {
    List<Sent> once = Traffic.of(incident);
    assertThat(once).isEqualTo(Traffic.of(incident)).hasSizeGreaterThan(1_000);
    assertThat(once.getLast().offsetNanos()).isLessThanOrEqualTo(30_000_000_000L);
  }

  @Test
  void fourteenOfTenThousandRequestsAskForALargeCartWhileAnotherIsUnderWay() {
    List<Sent> sent = Traffic.of("capacity");
    long close = 0;
    long lastLarge = Long.MIN_VALUE / 2;
    for (Sent one : sent) {
      if (one.target().startsWith("/carts/10")) {
        close += one.offsetNanos() - lastLarge < 10_000_000 ? 1 : 0;
        lastLarge = one.offsetNanos();
      }
    }
    assertThat(10_000.0 * close / sent.size()).isBetween(13.0, 16.0);
  }
}
