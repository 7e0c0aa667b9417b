package dev.backdraft.app.cli.replay;

import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.replay.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A verdict in words, for the terminal. */
public final class VerdictText {
  /** Fields that differ; the report holds all of them. */
  private static final int MOST_FIELDS = 8;

  private VerdictText() {}

  public static String of(VerdictPage page) {
    StringBuilder text = new StringBuilder(page.headline()).append('\n');
    page.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
    if (!page.advice().isEmpty()) {
      text.append("  ").append(page.advice()).append('\n');
    }
    figures(text, page.rows());
    fields(text, page.fields());
    return text.append("\n  ").append(page.about()).append('\n').toString();
  }

  private static void figures(StringBuilder text, List<VerdictPage.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("mean of the blocks", "before", "after", "change (95 %)", "call"));
    for (VerdictPage.Row row : rows) {
      lines.add(List.of(row.label(), row.before(), row.after(), row.change(), row.call()));
    }
    columns(text.append('\n'), lines, List.of(1, 2));
  }

  private static void fields(StringBuilder text, List<VerdictPage.Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("responses that differ", "", "seen", "means"));
    for (VerdictPage.Field field : fields.stream().limit(MOST_FIELDS).toList()) {
      lines.add(List.of(field.endpoint(), field.path(), field.seen(), field.meaning()));
    }
    columns(text.append('\n'), lines, List.of());
    if (fields.size() > MOST_FIELDS) {
      text.append("  and ").append(fields.size() - MOST_FIELDS).append(" more in the report\n");
    }
  }

  /** Each as wide as its widest cell, the last as it comes. */
  private static void columns(StringBuilder text, List<List<String>> lines, List<Integer> right) {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder shown = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(Math.max(0, widths[i] - line.get(i).length()));
        boolean atRight = right.contains(i);
        shown.append("  ").append(atRight ? pad + line.get(i) : line.get(i) + pad);
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
  }

  /** Where no result could be kept to make a page of. */
  public static String of(Verdict verdict) {
    return verdict.answer().id() + "\n  " + String.join("\n  ", verdict.reasons()) + "\n";
  }
}
