package dev.backdraft.app.cli.replay;

import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.replay.verdict.Verdict;
import java.util.Locale;

/** A verdict in words, for the terminal. */
public final class VerdictText {
  private VerdictText() {}

  public static String of(VerdictPage page) {
    StringBuilder text = new StringBuilder(page.headline()).append('\n');
    page.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
    if (!page.advice().isEmpty()) {
      text.append("  ").append(page.advice()).append('\n');
    }
    if (!page.rows().isEmpty()) {
      text.append(
          String.format(
              "%n  %-26s %12s %12s  %-18s %s%n", "", "before", "after", "change, 95 %", "call"));
    }
    for (VerdictPage.Row row : page.rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-26s %12s %12s  %-18s %s%n",
              row.label(),
              row.before(),
              row.after(),
              row.change(),
              row.call()));
    }
    return text.append("\n  ").append(page.about()).append('\n').toString();
  }

  /** Where no result could be kept to make a page of. */
  public static String of(Verdict verdict) {
    return verdict.answer().id() + "\n  " + String.join("\n  ", verdict.reasons()) + "\n";
  }
}
