package dev.backdraft.viewers.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.recording.WeightUnit;
import dev.backdraft.viewers.Trees;
import org.junit.jupiter.api.Test;

class AmountFormTest {
  private static final TopMethods ROWS = TopMethods.of(Trees.of("a.A.b;a.C.d 12408\na.E.f 1"));

  private static AmountForm form(double tablePx) {
    return AmountForm.of(ROWS, tablePx, words -> 7.0 * words.length());
  }

  @Test
  void theWordGoesFirstThenTheShareAndNeverAPartOfTheAmount() {
    assertThat(form(700).text(ROWS, 12_408)).isEqualTo("12,408 samples");
    assertThat(form(700).share()).isTrue();
    assertThat(form(500).text(ROWS, 12_408)).isEqualTo("12,408");
    assertThat(form(500).unitElsewhere(WeightUnit.SAMPLES)).isEqualTo("samples");
    assertThat(form(500).share()).isTrue();
    assertThat(form(300).share()).isFalse();
    for (int width = 100; width < 1200; width += 7) {
      AmountForm form = form(width);
      double needed = 7.0 * form.text(ROWS, ROWS.all()).length();
      double shared = form.share() ? AmountForm.SHARE_PX + AmountForm.GAP_PX : 0;
      assertThat(form.columnPx() - AmountForm.EDGE_PX - shared)
          .as("at " + width)
          .isGreaterThanOrEqualTo(needed);
    }
  }

  @Test
  void wideTablesHaveWideBars() {
    assertThat(form(1200).columnPx()).isEqualTo(190);
  }
}
