package dev.backdraft.app.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.timeline.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChipTest {
  private static final long NOON =
      Instant.parse("2026-03-12T12:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final Look PLAIN = Look.at(SampleKind.CPU);
  private static final Look NARROW =
      PLAIN
          .withTime(new TimeRange(NOON, NOON + 36_000_000_000L))
          .withThreads(ThreadChoice.only(List.of("http-worker-*"), List.of()))
          .withStates(Set.of(ThreadState.RUNNABLE))
          .withFrames("price")
          .withWeighing(Weighing.COUNT)
          .withBy(By.CLASS)
          .with(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart.price"))
          .with(Transform.of(Transform.Kind.INVERT));

  @Test
  void whatDoesNotNarrowHasNoChip() {
    assertThat(Chip.of(PLAIN, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void eachPartIsAChipInItsOrder() {
    assertThat(Chip.of(NARROW, ZoneOffset.UTC))
        .extracting(Chip::text)
        .containsExactly(
            "12:00:00 – 12:00:36",
            "Threads: http-worker-*",
            "Running",
            "Stacks with: price",
            "Counted",
            "By class",
            "Focus: Cart.price",
            "Bottom-up");
  }

  @Test
  void removingEveryChipLeavesNothing() {
    Look look = NARROW;
    for (Chip chip : Chip.of(NARROW, ZoneOffset.UTC)) {
      look = chip.removed().apply(look);
    }
    assertThat(look).isEqualTo(PLAIN);
  }

  @Test
  void aChipOfAStepThatIsGoneRemovesNothingElse() {
    Chip focus = Chip.of(NARROW, ZoneOffset.UTC).get(6);
    Look without = focus.removed().apply(NARROW);
    assertThat(focus.removed().apply(without)).isEqualTo(without);
  }

  @Test
  void whatWasFocusedOnBottomUpHasOneChipEitherWay() {
    Transform turn = Transform.of(Transform.Kind.INVERT);
    Look up = PLAIN.with(turn).with(new Transform(Transform.Kind.FOCUS_SUBTREE, "a.B.c;a.D.d"));
    assertThat(texts(up)).containsExactly("Bottom-up", "Subtree: D.d");
    Look down = up.with(turn);
    assertThat(texts(down)).containsExactly("Subtree: D.d, bottom-up");
    assertThat(Chip.of(up, ZoneOffset.UTC).getFirst().removed().apply(up)).isEqualTo(down);
    assertThat(Chip.of(down, ZoneOffset.UTC).getFirst().removed().apply(down)).isEqualTo(PLAIN);
  }

  @Test
  void aStepThatFindsNothingIsMarked() {
    List<Transform> idle =
        List.of(new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart.price"));
    assertThat(Chip.of(NARROW, ZoneOffset.UTC, idle).get(6).text())
        .isEqualTo("Focus: Cart.price (finds nothing)");
  }

  private static List<String> texts(Look look) {
    return Chip.of(look, ZoneOffset.UTC).stream().map(Chip::text).toList();
  }

  @Test
  void aLookInOneLineNamesItsKindAndItsChips() {
    assertThat(LookText.line(PLAIN.withBy(By.CLASS), ZoneOffset.UTC))
        .isEqualTo("CPU by class, By class");
  }
}
