package dev.backdraft.analysis.reader.capture;

/**
 * Hides the values of secret members in JSON text and leaves every other character as it was: a
 * body with an unusual layout, or one that is not quite JSON, must still be sent as it was sent.
 */
final class JsonSecrets {
  private final String text;
  private final RedactionRules rules;
  private final Redactor redactor;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  private JsonSecrets(String text, RedactionRules rules, Redactor redactor) {
    this.text = text;
    this.rules = rules;
    this.redactor = redactor;
  }

  static String hide(String text, RedactionRules rules, Redactor redactor) {
    JsonSecrets secrets = new JsonSecrets(text, rules, redactor);
    secrets.scan();
    return secrets.copied == 0
        ? text
        : secrets.out.append(text, secrets.copied, text.length()).toString();
  }

  private void scan() {
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) != '"') {
        i++;
        continue;
      }
      int end = stringEnd(i);
      int colon = blanks(end);
      boolean name = colon < text.length() && text.charAt(colon) == ':';
      if (name && rules.secretField(text.substring(i + 1, Math.max(i + 1, end - 1)))) {
        i = hideValue(blanks(colon + 1));
      } else {
        i = end;
      }
    }
  }

  /** Hides the value at {@code from}, all texts in it if it is an object or an array. */
  private int hideValue(int from) {
    int i = from;
    int depth = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = stringEnd(i);
        int after = blanks(end);
        if (after >= text.length() || text.charAt(after) != ':') {
          replace(i + 1, Math.max(i + 1, end - 1));
        }
        i = end;
      } else if (c == '{' || c == '[') {
        depth++;
        i++;
      } else if (c == '}' || c == ']') {
        depth--;
        i++;
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        i = number(i);
      } else {
        i++;
        if (depth > 0 || c != ',') {
          continue;
        }
      }
      if (depth <= 0) {
        return i;
      }
    }
    return i;
  }

  /** A secret number stays a number of the same length. */
  private int number(int from) {
    int end = from;
    while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    String token = redactor.token(text.substring(from, end));
    out.append(text, copied, from);
    for (int i = from; i < end; i++) {
      char mask = token.charAt(Redactor.MARK.length() + (i - from) % 16);
      out.append((char) ('1' + mask % 9));
    }
    copied = end;
    return end;
  }

  private void replace(int from, int end) {
    if (end <= from) {
      return;
    }
    out.append(text, copied, from).append(redactor.token(text.substring(from, end)));
    copied = end;
  }

  private int stringEnd(int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), i + 1);
  }

  private int blanks(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }
}
