package dev.backdraft.analysis.reader.capture;

import java.util.Arrays;

/**
 * Finds the values of secret members in JSON, and in what is close to it: GraphQL, and text that is
 * not quite JSON. Pairs as {@code {"name":"pin","value":"1"}} count as members.
 */
final class JsonSecrets {
  /** Pairs deeper than this are not put together. */
  private static final int MAX_DEPTH = 200;

  private final InnerText inner;
  private final String text;
  private final TextSecrets secrets;
  private final SecretEdits edits;
  private final int depth;

  /** Of each object that is open: whether a member named a secret, and where its value stands. */
  private boolean[] named = new boolean[16];

  private int[] valueFrom = new int[16];
  private int[] valueEnd = new int[16];
  private int level;

  JsonSecrets(InnerText inner, TextSecrets secrets, int depth) {
    this.inner = inner;
    this.text = inner.text();
    this.secrets = secrets;
    this.edits = secrets.edits();
    this.depth = depth;
  }

  void scan() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        i = string(i);
      } else if (isWord(c)) {
        i = word(i);
      } else {
        if (c == '{') {
          open();
        } else if (c == '}') {
          level = Math.max(0, level - 1);
        }
        i++;
      }
    }
  }

  private void open() {
    level++;
    if (level < MAX_DEPTH) {
      if (level == named.length) {
        named = Arrays.copyOf(named, 2 * level);
        valueFrom = Arrays.copyOf(valueFrom, 2 * level);
        valueEnd = Arrays.copyOf(valueEnd, 2 * level);
      }
      named[level] = false;
      valueEnd[level] = 0;
    }
  }

  private int string(int quote) {
    int end = stringEnd(quote);
    int colon = blanks(end);
    if (colon < text.length() && text.charAt(colon) == ':') {
      String name = inner.unescaped(quote + 1, inside(quote, end)).text();
      return member(secrets.name(name), blanks(colon + 1));
    }
    within(quote, end);
    return end;
  }

  /** GraphQL's arguments have no quotes around their names. */
  private int word(int from) {
    int end = from;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    int colon = blanks(end);
    if (colon >= text.length() || text.charAt(colon) != ':') {
      return end;
    }
    int value = blanks(colon + 1);
    boolean given = value < text.length() && "\"{[-0123456789".indexOf(text.charAt(value)) >= 0;
    return given ? member(secrets.name(text.substring(from, end)), value) : end;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Where to go on behind a name whose value begins at {@code from}. */
  private int member(SecretName name, int from) {
    boolean tracked = level > 0 && level < MAX_DEPTH;
    boolean paired = tracked && name == SecretName.VALUE && named[level];
    if (name == SecretName.SECRET || paired) {
      return hideValue(from);
    }
    if (from >= text.length() || text.charAt(from) != '"') {
      return from;
    }
    int end = stringEnd(from);
    int inside = inside(from, end);
    if (name == SecretName.ORDINARY) {
      within(from, end);
      return end;
    }
    String value = inner.unescaped(from + 1, inside).text();
    if (name.hidesInData(value)) {
      edits.hide(inner, from + 1, inside, value);
      return end;
    }
    if (tracked && name.names() && secrets.name(value) == SecretName.SECRET) {
      named[level] = true;
      if (valueEnd[level] > 0) {
        hideString(valueFrom[level], valueEnd[level]);
      }
    } else if (tracked && name == SecretName.VALUE) {
      valueFrom[level] = from + 1;
      valueEnd[level] = inside;
    }
    within(from, end);
    return end;
  }

  /** A string may hold JSON, XML or GraphQL in its turn. */
  private void within(int quote, int end) {
    int inside = inside(quote, end);
    if (inside - quote > 8 && depth < TextSecrets.MAX_DEPTH) {
      boolean escapes = text.indexOf('\\', quote, inside) >= 0;
      if (escapes || "{[<".indexOf(text.charAt(quote + 1)) >= 0) {
        secrets.scan(inner.unescaped(quote + 1, inside), depth + 1);
      }
    }
  }

  /** Hides the value at {@code from}, all texts in it if it is an object or an array. */
  private int hideValue(int from) {
    int i = from;
    int open = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = stringEnd(i);
        int after = blanks(end);
        if (open == 0 || after >= text.length() || text.charAt(after) != ':') {
          hideString(i + 1, inside(i, end));
        }
        i = end;
      } else if (c == '{' || c == '[') {
        open++;
        i++;
      } else if (c == '}' || c == ']') {
        if (open == 0) {
          return i;
        }
        open--;
        i++;
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        i = number(i);
      } else {
        if (open == 0 && c == ',') {
          return i;
        }
        i++;
        continue;
      }
      if (open == 0) {
        return i;
      }
    }
    return i;
  }

  private void hideString(int from, int end) {
    edits.hide(inner, from, end, inner.unescaped(from, end).text());
  }

  private int number(int from) {
    int end = from;
    while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    edits.hideNumber(inner, from, end);
    return end;
  }

  /** Where the text of a string ends, before its closing quote if it has one. */
  private int inside(int quote, int end) {
    boolean closed = end - 1 > quote && text.charAt(end - 1) == '"';
    return closed ? end - 1 : Math.max(quote + 1, end);
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
