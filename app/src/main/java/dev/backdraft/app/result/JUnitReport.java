package dev.backdraft.app.result;

import dev.backdraft.app.result.VerdictPage.Row;
import dev.backdraft.replay.verdict.Verdict;
import java.util.Locale;

/** A verdict as JUnit's XML, for the pages of Jenkins and GitLab. */
public final class JUnitReport {
  private JUnitReport() {}

  /** One test case for the verdict, and one for each figure that was judged. */
  public static String of(VerdictPage page, String plan) {
    StringBuilder cases = new StringBuilder();
    int tests = 1;
    int failures = page.answer() == Verdict.Answer.DOES_NOT_HOLD ? 1 : 0;
    int errors = page.answer() == Verdict.Answer.UNCLEAR ? 1 : 0;
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
    for (Row row : page.rows().stream().filter(Row::judged).toList()) {
      String text =
          "before " + row.before() + ", after " + row.after() + ", change " + row.change();
      tests++;
      failures += row.tone() == VerdictPage.Tone.BAD ? 1 : 0;
      String what = row.label() + ": " + row.call();
      testCase(
          cases,
          plan,
          (row.symptom() ? "symptom: " : "guard: ") + row.label(),
          switch (row.tone()) {
            case BAD -> problem("failure", what, text);
            case DOUBT -> "      <skipped message=\"" + escaped(what + ", " + text) + "\"/>\n";
            case GOOD, PLAIN -> "";
          });
    }
    return String.format(
        Locale.ROOT,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="backdraft replay" tests="%1$d" failures="%2$d" errors="%3$d">
          <testsuite name="%4$s" tests="%1$d" failures="%2$d" errors="%3$d">
        %5$s    <system-out>%6$s</system-out>
          </testsuite>
        </testsuites>
        """,
        tests,
        failures,
        errors,
        escaped(plan),
        cases,
        escaped(page.headline() + "\n" + reasons + "\n" + page.about()));
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
