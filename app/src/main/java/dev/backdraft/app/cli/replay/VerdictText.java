package dev.backdraft.app.cli.replay;

import dev.backdraft.replay.verdict.Verdict;
import java.util.Locale;

/** A verdict in words, for the terminal. */
final class VerdictText {
  private VerdictText() {}

  static String of(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (verdict.answer()) {
          case HOLDS -> "The fix holds.\n";
          case DOES_NOT_HOLD -> "The fix does not hold.\n";
          case UNCLEAR -> "Unclear.\n";
        });
    verdict.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
    if (verdict.morePairs() > 0) {
      text.append("  About ")
          .append(verdict.morePairs())
          .append(" more pairs would likely settle it.\n");
    }
    for (Verdict.Check check : verdict.checks()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %-6s  %-32s %s, limit %s",
              switch (check.state()) {
                case PASSED -> "ok";
                case BROKEN -> "broken";
                case OPEN -> "open";
              },
              check.label(),
              check.interval().asChange(),
              check.limit()));
    }
    return text.append("\n\n  ").append(verdict.rule()).append('\n').toString();
  }
}
