package dev.backdraft.analysis.reader.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that stands inside another one, decoded, with the place of each of its characters in the
 * outermost. A secret found within is replaced out there, and all around it stays as it was
 * written:
 *
 * <pre>
 *   outermost   {"body":"{\"pin\":\"12\"}"}
 *   inner       {"pin":"12"}
 *   places      9 10 12 13 14 15 17 18 20 21 22 24
 * </pre>
 *
 * Bytes count as characters one to one: what is decoded to a character beyond ASCII is as many
 * characters as its UTF-8 has bytes.
 */
final class InnerText {
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private final String text;

  /** Null where each character stands {@code offset} behind its place here. */
  private final int @Nullable [] places;

  private final int offset;

  private InnerText(String text, int @Nullable [] places, int offset) {
    this.text = text;
    this.places = places;
    this.offset = offset;
  }

  static InnerText whole(String text) {
    return new InnerText(text, null, 0);
  }

  String text() {
    return text;
  }

  int place(int index) {
    return places == null ? offset + index : places[index];
  }

  InnerText part(int from, int end) {
    String part = text.substring(from, end);
    return places == null
        ? new InnerText(part, null, offset + from)
        : new InnerText(part, Arrays.copyOfRange(places, from, end + 1), 0);
  }

  /** Out of a JSON string. */
  InnerText unescaped(int from, int end) {
    if (text.indexOf('\\', from, end) < 0) {
      return part(from, end);
    }
    Decoding decoding = new Decoding(end - from);
    int i = from;
    while (i < end) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 >= end) {
        decoding.add(c, place(i));
        i++;
        continue;
      }
      char kind = text.charAt(i + 1);
      int code = kind == 'u' ? hex(i + 2, Math.min(end, i + 6), 4) : -1;
      if (code < 0) {
        int simple = "bfnrt".indexOf(kind);
        decoding.add(simple < 0 ? kind : "\b\f\n\r\t".charAt(simple), place(i));
        i += 2;
        continue;
      }
      int next = i + 6;
      boolean pair = Character.isHighSurrogate((char) code) && text.startsWith("\\u", next);
      int low = pair ? hex(next + 2, Math.min(end, next + 6), 4) : -1;
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        code = Character.toCodePoint((char) code, (char) low);
        next += 6;
      }
      decoding.code(code, place(i));
      i = next;
    }
    return decoding.done(place(end));
  }

  /** Out of a query or a form. */
  InnerText unpercented(int from, int end) {
    if (text.indexOf('%', from, end) < 0 && text.indexOf('+', from, end) < 0) {
      return part(from, end);
    }
    Decoding decoding = new Decoding(end - from);
    int i = from;
    while (i < end) {
      char c = text.charAt(i);
      int code = c == '%' ? hex(i + 1, Math.min(end, i + 3), 2) : -1;
      decoding.add(code >= 0 ? (char) code : c == '+' ? ' ' : c, place(i));
      i += code >= 0 ? 3 : 1;
    }
    return decoding.done(place(end));
  }

  /** Out of XML. */
  InnerText withoutEntities(int from, int end) {
    if (text.indexOf('&', from, end) < 0) {
      return part(from, end);
    }
    Decoding decoding = new Decoding(end - from);
    int i = from;
    while (i < end) {
      int close = text.charAt(i) == '&' ? text.indexOf(';', i, Math.min(end, i + 12)) : -1;
      String name = close < 0 ? "" : text.substring(i + 1, close);
      String known = ENTITIES.get(name);
      int code = known == null && name.startsWith("#") ? number(name.substring(1)) : -1;
      if (known != null) {
        decoding.add(known.charAt(0), place(i));
      } else if (code >= 0) {
        decoding.code(code, place(i));
      } else {
        decoding.add(text.charAt(i), place(i));
        close = i;
      }
      i = close + 1;
    }
    return decoding.done(place(end));
  }

  private static int number(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    try {
      int code = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      return Character.isValidCodePoint(code) ? code : -1;
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }

  /** -1 if these are not so many hexadecimal digits. */
  private int hex(int from, int end, int digits) {
    if (end - from < digits) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** No text gets longer by being decoded. */
  private static final class Decoding {
    private final StringBuilder text;
    private final int[] places;

    Decoding(int most) {
      text = new StringBuilder(most);
      places = new int[most + 1];
    }

    void add(char c, int place) {
      places[text.length()] = place;
      text.append(c);
    }

    void code(int code, int place) {
      if (code < 0x80) {
        add((char) code, place);
        return;
      }
      for (byte b : Character.toString(code).getBytes(StandardCharsets.UTF_8)) {
        add((char) (b & 0xff), place);
      }
    }

    InnerText done(int end) {
      places[text.length()] = end;
      return new InnerText(text.toString(), Arrays.copyOf(places, text.length() + 1), 0);
    }
  }
}
