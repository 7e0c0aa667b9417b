package dev.backdraft.replay.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The headers of one response that were chosen to be compared, as lines of {@code name: value}. One
 * of these is used for all responses of a connection.
 */
final class ChosenHead {
  /** A head that holds more of them is not kept. */
  static final int MOST_BYTES = 16 << 10;

  private static final byte[] COLON = {':', ' '};
  private static final byte[] LINE_END = {'\n'};

  private final byte[][] names;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean tooLong;
  private boolean lastChosen;

  /** Of names in lower case. */
  ChosenHead(List<String> names) {
    this.names =
        names.stream()
            .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
  }

  boolean any() {
    return names.length > 0;
  }

  void begin() {
    length = 0;
    tooLong = false;
    lastChosen = false;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** There was more than is kept of one response. */
  boolean tooLong() {
    return tooLong;
  }

  /** A line of an HTTP/1.x head, its end left out. */
  void line(byte[] line, int size) {
    if (line[0] == ' ' || line[0] == '\t') {
      // A folded line goes on with the value before it.
      if (lastChosen && length > 0) {
        bytes[length - 1] = ' ';
        value(line, 0, size);
      }
      return;
    }
    lastChosen = false;
    for (byte[] name : names) {
      if (name.length < size && line[name.length] == ':' && same(name, line)) {
        lastChosen = true;
        begin(name);
        value(line, name.length + 1, size);
        return;
      }
    }
  }

  /** A header that came in a frame of HTTP/2. */
  void field(String name, String value) {
    for (byte[] one : names) {
      if (one.length == name.length() && same(one, name.getBytes(StandardCharsets.ISO_8859_1))) {
        // HTTP/2 lets line ends through, which end a header here.
        byte[] text = value.replace('\n', ' ').getBytes(StandardCharsets.ISO_8859_1);
        begin(one);
        value(text, 0, text.length);
        return;
      }
    }
  }

  private static boolean same(byte[] lower, byte[] name) {
    for (int i = 0; i < lower.length; i++) {
      int c = name[i];
      if (lower[i] != (c >= 'A' && c <= 'Z' ? c | 0x20 : c)) {
        return false;
      }
    }
    return true;
  }

  private void begin(byte[] name) {
    append(name, 0, name.length);
    append(COLON, 0, COLON.length);
  }

  private void value(byte[] text, int from, int end) {
    int start = from;
    int stop = end;
    while (start < stop && blank(text[start])) {
      start++;
    }
    while (stop > start && blank(text[stop - 1])) {
      stop--;
    }
    append(text, start, stop);
    append(LINE_END, 0, LINE_END.length);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private void append(byte[] text, int from, int end) {
    int size = end - from;
    if (tooLong || length + size > MOST_BYTES) {
      tooLong = true;
      length = 0;
      return;
    }
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + size, Math.max(128, 2 * bytes.length)));
    }
    System.arraycopy(text, from, bytes, length, size);
    length += size;
  }
}
