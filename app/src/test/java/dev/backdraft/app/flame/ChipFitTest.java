package dev.backdraft.app.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChipFitTest {
  private static final ChipFit FIT = new ChipFit(6, 100, 280);
  private static final double NUMBER = 40;

  private static double[] widths(double room, double... natural) {
    return FIT.widths(natural, room, NUMBER);
  }

  @Test
  void allStandWholeWhereThereIsRoom() {
    assertThat(widths(500, 90, 200)).containsExactly(90, 200);
    assertThat(widths(296, 90, 200)).containsExactly(90, 200);
  }

  @Test
  void theLongSharesWhatTheShortLeave() {
    assertThat(widths(500, 260, 260, 80)).containsExactly(204, 204, 80);
    assertThat(widths(450, 130, 260, 80)).as("one is cut only").containsExactly(130, 228, 80);
  }

  @Test
  void whatDoesNotFitStandsBehindANumber() {
    assertThat(widths(300, 250, 250, 250)).containsExactly(124, 124);
    assertThat(widths(150, 250, 250, 250)).containsExactly(104);
    assertThat(widths(90, 250, 250)).as("the number alone").isEmpty();
    assertThat(widths(0, 250)).isEmpty();
  }

  @Test
  void noneIsWiderThanAnyMayBe() {
    assertThat(widths(2000, 900)).containsExactly(280);
  }

  @Test
  void theRowIsNeverLeft() {
    for (int room = 0; room < 900; room++) {
      double[] shown = widths(room, 150, 60, 400, 210, 90, 280);
      double taken = Arrays.stream(shown).sum() + 6 * Math.max(0, shown.length - 1);
      double number = shown.length == 6 ? 0 : NUMBER + (shown.length > 0 ? 6 : 0);
      if (shown.length > 0) {
        assertThat(taken + number).as("in %d", room).isLessThanOrEqualTo(room);
      }
    }
  }
}
