package dev.backdraft.replay.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What variables and flags are set to, as far as it may be told: a value whose name sounds of a
 * secret is replaced, as are those that the plan names as such and what stands in an address before
 * its host.
 */
final class ShownSettings {
  /** Stands for a value. */
  static final String HIDDEN = "(hidden)";

  private static final String SECRET =
      "pass|pwd|pw\\b|passwd|secret|token|key|credential|auth|private|cookie|session|salt|pin\\b";

  private static final Pattern NAME = Pattern.compile("(?i)" + SECRET);

  /** Within a longer value, as {@code -Ddb.password=x} or {@code ;password=x}. */
  private static final Pattern WITHIN =
      Pattern.compile("(?i)([\\w.-]*(?:" + SECRET + ")[\\w.-]*[\"']?\\s*[=:]\\s*)[^\\s&;,]+");

  private static final Pattern ADDRESS = Pattern.compile("(://)[^\\s/@]*(?:@[^\\s/@]*)*@");

  private final UnaryOperator<String> secrets;

  /** With what hides the plan's own secrets. */
  ShownSettings(UnaryOperator<String> secrets) {
    this.secrets = secrets;
  }

  /** As {@code NAME=value}. */
  String variable(String name, String value) {
    return name + "=" + (NAME.matcher(name).find() && !value.isEmpty() ? HIDDEN : text(value));
  }

  /** Words of a command line; a value with blanks goes on in words of its own. */
  String flags(List<String> words) {
    List<String> shown = new ArrayList<>();
    boolean hidden = false;
    for (String word : words) {
      boolean goesOn = hidden && !word.startsWith("-");
      if (!goesOn) {
        String text = text(word);
        hidden = text.endsWith(HIDDEN);
        shown.add(text);
      }
    }
    return String.join(" ", shown);
  }

  private String text(String value) {
    String known = secrets.apply(value);
    String within = WITHIN.matcher(known).replaceAll("$1" + HIDDEN);
    return ADDRESS.matcher(within).replaceAll("$1" + HIDDEN + "@");
  }
}
