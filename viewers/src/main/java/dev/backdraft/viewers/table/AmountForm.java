package dev.backdraft.viewers.table;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.recording.WeightUnit;
import dev.backdraft.viewers.scale.Format;
import java.util.function.ToDoubleFunction;

/**
 * How amounts are told in a table of some width. Names need their room, amounts are never cut: in a
 * narrow table the head says the unit, in a narrower one the share is left out.
 *
 * <pre>
 *   12,408 samples  18.4 %      12,408  18.4 %      12,408
 * </pre>
 *
 * @param words the unit stands behind each amount
 * @param share the share stands behind the amount
 * @param amountPx the room of an amount
 * @param columnPx the width of a column of amounts
 */
record AmountForm(boolean words, boolean share, double amountPx, double columnPx) {
  static final double SHARE_PX = 56;
  static final double GAP_PX = 4;
  static final double EDGE_PX = 8;

  /** A name of a class and a method, as most are. */
  private static final double NAME_PX = 200;

  /** A title with its arrow. */
  private static final double TITLE_PX = 62;

  private static final double WIDEST_PX = 190;
  private static final double WIDE_SHARE = 0.2;

  /**
   * The most that leaves names their room.
   *
   * @param width how wide words are in a cell
   */
  static AmountForm of(TopMethods rows, double tablePx, ToDoubleFunction<String> width) {
    AmountForm form = form(rows, true, true, width);
    if (tablePx - 2 * form.columnPx < NAME_PX) {
      form = form(rows, false, true, width);
    }
    if (tablePx - 2 * form.columnPx < NAME_PX) {
      form = form(rows, false, false, width);
    }
    double wide = Math.clamp(tablePx * WIDE_SHARE, form.columnPx, WIDEST_PX);
    return form.share ? new AmountForm(form.words, true, form.amountPx, wide) : form;
  }

  private static AmountForm form(
      TopMethods rows, boolean words, boolean share, ToDoubleFunction<String> width) {
    double amount = width.applyAsDouble(longest(rows, words));
    double column = 2 * EDGE_PX + GAP_PX + amount + (share ? GAP_PX + SHARE_PX : 0);
    return new AmountForm(words, share, amount, Math.max(TITLE_PX, Math.ceil(column)));
  }

  /** No amount is written longer: all of them are at most the whole. */
  private static String longest(TopMethods rows, boolean words) {
    String whole = text(rows, rows.all(), words);
    String usual =
        switch (rows.unit()) {
          case BYTES -> "88.8 MB";
          case NANOSECONDS -> rows.all() < 60_000_000_000L ? "88.8 ms" : "58 min 58 s";
          case SAMPLES, EVENTS -> whole;
        };
    return (usual.length() > whole.length() ? usual : whole).replaceAll("[0-9]", "8");
  }

  /** What is counted, if the cells do not say it; else "". */
  String unitElsewhere(WeightUnit unit) {
    return words || !counts(unit) ? "" : unit == WeightUnit.EVENTS ? "events" : "samples";
  }

  String text(TopMethods rows, long weight) {
    return text(rows, weight, words);
  }

  private static String text(TopMethods rows, long weight, boolean words) {
    WeightUnit unit = rows.unit();
    return words ? Format.weight(weight, unit) : Format.bare(weight, unit);
  }

  private static boolean counts(WeightUnit unit) {
    return unit == WeightUnit.SAMPLES || unit == WeightUnit.EVENTS;
  }
}
