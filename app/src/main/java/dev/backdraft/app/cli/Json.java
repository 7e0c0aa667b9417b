package dev.backdraft.app.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the stable JSON forms, two spaces deep, keys in the order of the calls.
 *
 * <pre>
 *   json.object().field("format", "JFR 2.1").array("problems").end().end();
 * </pre>
 */
public final class Json {
  private enum Place {
    OBJECT,
    ARRAY,
    /** An array on one line, for columns of numbers. */
    LINE
  }

  private final StringBuilder out = new StringBuilder();
  private final Deque<Place> open = new ArrayDeque<>();
  private boolean first = true;

  public Json object() {
    return open(Place.OBJECT, '{');
  }

  public Json object(String key) {
    key(key);
    return enter(Place.OBJECT, '{');
  }

  public Json array(String key) {
    key(key);
    return enter(Place.ARRAY, '[');
  }

  public Json array() {
    return open(Place.ARRAY, '[');
  }

  /** An array whose values stand on one line. */
  public Json line(String key) {
    key(key);
    return enter(Place.LINE, '[');
  }

  public Json end() {
    Place place = open.pop();
    if (!first && place != Place.LINE) {
      newLine();
    }
    out.append(place == Place.OBJECT ? '}' : ']');
    first = false;
    return this;
  }

  public Json field(String key, String value) {
    key(key);
    quote(value);
    return this;
  }

  public Json field(String key, long value) {
    key(key);
    out.append(value);
    return this;
  }

  public Json field(String key, boolean value) {
    key(key);
    out.append(value);
    return this;
  }

  public Json field(String key, double value) {
    key(key);
    number(value);
    return this;
  }

  public Json nothing(String key) {
    key(key);
    out.append("null");
    return this;
  }

  public Json value(String value) {
    separate();
    quote(value);
    return this;
  }

  public Json value(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** How much is written and not yet taken. */
  int length() {
    return out.length();
  }

  /** What is written so far; the rest goes on behind it. */
  String take() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  @Override
  public String toString() {
    return out + "\n";
  }

  private Json open(Place place, char bracket) {
    if (!open.isEmpty()) {
      separate();
    }
    return enter(place, bracket);
  }

  private Json enter(Place place, char bracket) {
    out.append(bracket);
    open.push(place);
    first = true;
    return this;
  }

  private void key(String key) {
    separate();
    quote(key);
    out.append(": ");
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
    if (open.peek() != Place.LINE) {
      newLine();
    }
  }

  private void newLine() {
    out.append('\n').repeat("  ", open.size());
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      // JSON has no word for it; null says "not a number" to every reader.
      out.append("null");
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || (Character.isSurrogate(c) && lonely(text, i))) {
            out.append("\\u").append(Character.forDigit(c >> 12, 16));
            out.append(Character.forDigit(c >> 8 & 15, 16));
            out.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean lonely(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}
