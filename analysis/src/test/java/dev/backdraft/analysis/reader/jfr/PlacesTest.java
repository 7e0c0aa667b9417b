package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasPutInComesOutFromAnyPlaceOn(long seed) {
    Random random = new Random(seed);
    int count = 100_000;
    long[] offsets = new long[count];
    Places places = new Places();
    long at = random.nextLong(1L << 40);
    for (int i = 0; i < count; i++) {
      offsets[i] = at;
      places.add(at);
      // Mostly short events, now and then one beyond every size.
      at += random.nextInt(50) == 0 ? random.nextLong(1L << 44) : 3 + random.nextInt(300);
    }
    assertThat(places.size()).isEqualTo(count);
    for (int from : new int[] {0, 1, 1023, 1024, 1025, 32_768, random.nextInt(count), count - 1}) {
      Places.Walk walk = places.from(from);
      for (int i = from; i < count; i++) {
        if (walk.next() != offsets[i]) {
          throw new AssertionError("place " + i + " of a walk from " + from);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000_003, Long.MAX_VALUE / 5000})
  void idsOfStacksAreFoundWhetherTheyFollowEachOtherOrNot(long step) {
    int count = 3000;
    long[] ids = new long[count + 1];
    int[] stacks = new int[count + 1];
    for (int i = 0; i < count; i++) {
      ids[i] = -17 + i * step;
      stacks[i] = i % 10 == 9 ? -1 : 5 * i;
    }
    ids[count] = ids[4]; // named twice: the first one counts
    stacks[count] = 1;
    StackIds known = new StackIds(ids, stacks, count + 1);
    for (int i = 0; i < count; i++) {
      assertThat(known.get(ids[i])).isEqualTo(stacks[i]);
    }
    assertThat(known.get(ids[count - 1] + step)).isEqualTo(-1);
    assertThat(known.get(-18)).isEqualTo(-1);
    assertThat(known.get(Long.MIN_VALUE)).isEqualTo(-1);
    assertThat(step == 1 ? -1 : known.get(-16)).isEqualTo(-1);
    assertThat(StackIds.NONE.get(0)).isEqualTo(-1);
  }
}
