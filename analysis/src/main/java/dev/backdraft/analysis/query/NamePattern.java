package dev.backdraft.analysis.query;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a person types to find names: plain text that occurs somewhere in the name, or a regular
 * expression. Capitals count only where the text has some.
 */
public final class NamePattern {
  private final String text;
  private final boolean regex;
  private final boolean ignoreCase;
  private final @Nullable Pattern compiled;

  private NamePattern(String text, boolean regex) {
    this.text = text;
    this.regex = regex;
    this.ignoreCase = text.equals(text.toLowerCase(Locale.ROOT));
    this.compiled = regex ? Pattern.compile(text, ignoreCase ? Pattern.CASE_INSENSITIVE : 0) : null;
  }

  public static NamePattern plain(String text) {
    return new NamePattern(text, false);
  }

  /**
   * A regular expression, found anywhere in the name.
   *
   * @throws PatternSyntaxException if it is not one; the message is fit to be shown
   */
  public static NamePattern regex(String text) {
    return new NamePattern(text, true);
  }

  /**
   * What a person has typed so far: plain text, or an expression that begins with a slash. Null for
   * nothing, and for an expression that is not one yet.
   */
  public static @Nullable NamePattern typed(String text) {
    if (text.isBlank()) {
      return null;
    }
    if (!text.startsWith("/") || text.length() == 1) {
      return plain(text);
    }
    String expression = text.substring(1, text.endsWith("/") ? text.length() - 1 : text.length());
    try {
      return expression.isEmpty() ? null : regex(expression);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  public String text() {
    return text;
  }

  public boolean isRegex() {
    return regex;
  }

  public boolean matches(String name) {
    if (compiled != null) {
      return compiled.matcher(name).find();
    }
    return ignoreCase ? containsIgnoringCase(name) : name.contains(text);
  }

  /** Without a lower-case copy of every name: a search visits all of them at each key press. */
  private boolean containsIgnoringCase(String name) {
    int last = name.length() - text.length();
    for (int at = 0; at <= last; at++) {
      if (name.regionMatches(true, at, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamePattern that && regex == that.regex && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 2 + (regex ? 1 : 0);
  }

  @Override
  public String toString() {
    return regex ? "/" + text + "/" : text;
  }
}
