package dev.backdraft.app.result;

import dev.backdraft.app.result.VerdictPage.Judged;
import dev.backdraft.app.result.VerdictPage.Row;
import dev.backdraft.app.result.VerdictPage.Tone;
import dev.backdraft.replay.verdict.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A verdict as JUnit's XML, for the pages of Jenkins and GitLab. */
public final class JUnitReport {
  private JUnitReport() {}

  /** One test case for the verdict, and one for each symptom and guard that was judged. */
  public static String of(VerdictPage page, String plan) {
    StringBuilder cases = new StringBuilder();
    Map<Tone, Integer> count = new EnumMap<>(Tone.class);
    String reasons = String.join("\n", page.reasons());
    testCase(
        cases,
        plan,
        "verdict",
        switch (page.answer()) {
          case HOLDS -> "";
          case DOES_NOT_HOLD -> problem("failure", page.headline(), reasons);
          case UNCLEAR -> problem("error", page.headline(), reasons);
        });
    for (Row row : page.rows()) {
      for (Judged judged : row.judged()) {
        count.merge(judged.tone(), 1, Integer::sum);
        judged(cases, plan, row, judged);
      }
    }
    int tests = 1 + count.values().stream().mapToInt(Integer::intValue).sum();
    int failures =
        count.getOrDefault(Tone.BAD, 0) + (page.answer() == Verdict.Answer.DOES_NOT_HOLD ? 1 : 0);
    int errors = page.answer() == Verdict.Answer.UNCLEAR ? 1 : 0;
    int skipped = count.getOrDefault(Tone.DOUBT, 0);
    return String.format(
        Locale.ROOT,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="backdraft replay" tests="%1$d" failures="%2$d" errors="%3$d">
          <testsuite name="%4$s" tests="%1$d" failures="%2$d" errors="%3$d" skipped="%7$d">
        %5$s    <system-out>%6$s</system-out>
          </testsuite>
        </testsuites>
        """,
        tests,
        failures,
        errors,
        escaped(plan),
        cases,
        escaped(page.headline() + "\n" + reasons + "\n" + page.about()),
        skipped);
  }

  private static void judged(StringBuilder into, String plan, Row row, Judged judged) {
    String what = row.label() + ": " + judged.call();
    String seen =
        row.before().isEmpty()
            ? row.after() + ", " + row.change()
            : "before " + row.before() + ", after " + row.after() + ", change " + row.change();
    testCase(
        into,
        plan,
        judged.as() + ": " + row.label(),
        switch (judged.tone()) {
          case BAD -> problem("failure", what, seen);
          case DOUBT -> "      <skipped message=\"" + escaped(what + ", " + seen) + "\"/>\n";
          case GOOD, PLAIN -> "";
        });
  }

  private static void testCase(StringBuilder into, String plan, String name, String inside) {
    into.append("    <testcase classname=\"replay.").append(escaped(plan)).append("\" name=\"");
    into.append(escaped(name)).append('"');
    into.append(inside.isEmpty() ? "/>\n" : ">\n" + inside + "    </testcase>\n");
  }

  private static String problem(String element, String message, String text) {
    return "      <"
        + element
        + " message=\""
        + escaped(message)
        + "\">"
        + escaped(text)
        + "</"
        + element
        + ">\n";
  }

  /** XML 1.0 has no place at all for most control characters. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            default -> {
              boolean allowed =
                  c == '\n' || c == '\t' || (c >= 0x20 && !(c >= 0xd800 && c < 0xe000));
              safe.appendCodePoint(allowed && c != 0xfffe && c != 0xffff ? c : 0xfffd);
            }
          }
        });
    return safe.toString();
  }
}
