package dev.backdraft.viewers.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FlameViewTest {
  private static final long STEP = 16_000_000L;

  @Test
  void zoomKeepsThePlaceUnderThePointerAndStaysInside() {
    FlameView view = FlameView.WHOLE.zoomed(0.8, 0.5);
    assertThat(view.width()).isCloseTo(0.5, within(1e-12));
    assertThat(view.from() + 0.8 * view.width()).isCloseTo(0.8, within(1e-12));
    assertThat(view.zoomed(0.1, 100).isWhole()).isTrue();
    assertThat(view.panned(5).to()).isCloseTo(1, within(1e-12));
    assertThat(view.panned(-5).from()).isZero();
  }

  @Test
  void zoomEndsBeforeDoublesDo() {
    FlameView view = FlameView.WHOLE;
    for (int i = 0; i < 200; i++) {
      view = view.zoomed(0.3, 0.5);
    }
    assertThat(view.to()).isGreaterThan(view.from());
  }

  @Test
  void aMotionArrivesAndCanBeInterruptedWithoutAJump() {
    FlameMotion motion = new FlameMotion();
    FlameView goal = new FlameView(0.4, 0.5, 0, 3);
    motion.moveTo(goal, 0);
    double last = 1;
    for (long now = STEP; motion.moving(); now += STEP) {
      FlameView at = motion.at(now);
      assertThat(at.width()).isLessThanOrEqualTo(last);
      assertThat(at.from()).isBetween(0.0, 0.4 + 1e-9);
      assertThat(at.to()).isBetween(0.5 - 1e-9, 1.0);
      last = at.width();
    }
    assertThat(motion.at(10 * STEP)).isEqualTo(goal);
    motion.moveTo(FlameView.WHOLE, 0);
    FlameView halfway = motion.at(4 * STEP);
    motion.moveTo(goal, 4 * STEP);
    assertThat(motion.at(4 * STEP).width()).isCloseTo(halfway.width(), within(1e-12));
  }

  @Test
  void historyGoesBackAndForwardAndForgetsWhatWasLeft() {
    FlameHistory history = new FlameHistory();
    FlameView a = new FlameView(0, 0.5, 0, 1);
    FlameView b = new FlameView(0, 0.25, 0, 2);
    history.add(a, FlameHistory.Step.JUMP);
    history.add(b, FlameHistory.Step.JUMP);
    assertThat(history.back()).isEqualTo(a);
    assertThat(history.back()).isEqualTo(FlameView.WHOLE);
    assertThat(history.back()).isEqualTo(FlameView.WHOLE);
    assertThat(history.forward()).isEqualTo(a);
    history.add(new FlameView(0.1, 0.2, 0, 4), FlameHistory.Step.JUMP);
    assertThat(history.canGoForward()).isFalse();
    assertThat(history.back()).isEqualTo(a);
  }

  @Test
  void wheelStepsOfOneGestureAreOneEntry() {
    FlameHistory history = new FlameHistory();
    for (int i = 1; i < 20; i++) {
      history.add(FlameView.WHOLE.zoomed(0.5, 1.0 / i - 0.001), FlameHistory.Step.WHEEL);
    }
    assertThat(history.back()).isEqualTo(FlameView.WHOLE);
    assertThat(history.canGoBack()).isFalse();
  }
}
