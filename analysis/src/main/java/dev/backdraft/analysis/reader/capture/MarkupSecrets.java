package dev.backdraft.analysis.reader.capture;

/**
 * Finds the values of secret elements and attributes in XML and HTML, also where one attribute
 * names what another holds: {@code <add key="pin" value="1"/>}, {@code <param
 * name="pin">1</param>}.
 */
final class MarkupSecrets {
  private final InnerText inner;
  private final String text;
  private final TextSecrets secrets;
  private final int depth;

  /** How many elements are open from a secret one on; 0 outside of secrets. */
  private int open;

  /** The next text is the value of a secret that an attribute named. */
  private boolean named;

  MarkupSecrets(InnerText inner, TextSecrets secrets, int depth) {
    this.inner = inner;
    this.text = inner.text();
    this.secrets = secrets;
    this.depth = depth;
  }

  void scan() {
    int i = text.indexOf('<');
    while (i >= 0 && i < text.length()) {
      i = markup(i);
      int next = text.indexOf('<', i);
      next = next < 0 ? text.length() : next;
      if (open > 0 || (named && text.startsWith("</", next))) {
        hide(i, next);
      }
      boolean raw = text.startsWith("<![CDATA[", next);
      named &= raw;
      i = next;
    }
  }

  /** Where the text begins behind the markup at {@code from}. */
  private int markup(int from) {
    if (text.startsWith("<!--", from)) {
      return behind("-->", from + 4);
    }
    if (text.startsWith("<![CDATA[", from)) {
      int end = text.indexOf("]]>", from);
      end = end < 0 ? text.length() : end;
      if (open > 0 || named) {
        secrets.edits().hide(inner, from + 9, end, text.substring(from + 9, end));
      } else if (depth < TextSecrets.MAX_DEPTH) {
        secrets.scan(inner.part(from + 9, end), depth + 1);
      }
      named = false;
      return Math.min(text.length(), end + 3);
    }
    if (text.startsWith("</", from)) {
      open = Math.max(0, open - 1);
      return behind(">", from);
    }
    char next = from + 1 < text.length() ? text.charAt(from + 1) : 0;
    if (next == '!' || next == '?') {
      return behind(">", from);
    }
    return isName(next) ? tag(from + 1) : from + 1;
  }

  private int behind(String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }

  private int tag(int from) {
    int i = nameEnd(from);
    SecretName element = secrets.name(text.substring(from, i));
    boolean pair = false;
    int valueFrom = -1;
    int valueEnd = -1;
    while (i < text.length() && text.charAt(i) != '>' && text.charAt(i) != '<') {
      if (!isName(text.charAt(i))) {
        i++;
        continue;
      }
      int nameFrom = i;
      int nameEnd = nameEnd(i);
      SecretName name = secrets.name(text.substring(i, nameEnd));
      i = blanks(nameEnd);
      if (i >= text.length() || text.charAt(i) != '=') {
        continue;
      }
      int start = blanks(i + 1);
      boolean quoted = start < text.length() && "\"'".indexOf(text.charAt(start)) >= 0;
      int begin = quoted ? start + 1 : start;
      int end = quoted ? text.indexOf(text.charAt(start), begin) : bareEnd(begin);
      end = end < 0 ? text.length() : end;
      i = quoted ? Math.min(text.length(), end + 1) : end;
      String value = inner.withoutEntities(begin, end).text();
      if (text.startsWith("xmlns", nameFrom)) {
        continue;
      }
      if (name.hidesInData(value)) {
        secrets.edits().hide(inner, begin, end, value);
      } else if (name.names()) {
        pair |= secrets.name(value) == SecretName.SECRET;
      } else if (name == SecretName.VALUE) {
        valueFrom = begin;
        valueEnd = end;
      }
    }
    if (pair && valueFrom >= 0) {
      String value = inner.withoutEntities(valueFrom, valueEnd).text();
      secrets.edits().hide(inner, valueFrom, valueEnd, value);
    }
    boolean closed = i > 0 && i < text.length() && text.charAt(i - 1) == '/';
    if (!closed && (open > 0 || element == SecretName.SECRET)) {
      open++;
    }
    named = pair && valueFrom < 0 && !closed;
    return i < text.length() && text.charAt(i) == '>' ? i + 1 : i;
  }

  /** The blanks around it are layout. */
  private void hide(int from, int end) {
    int first = blanks(from);
    int last = end;
    while (last > first && text.charAt(last - 1) <= ' ') {
      last--;
    }
    if (last > first) {
      String value = inner.withoutEntities(first, last).text();
      secrets.edits().hide(inner, first, last, value);
    }
  }

  private int bareEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '>') {
      end++;
    }
    return end;
  }

  private int blanks(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == ':';
  }
}
