package dev.backdraft.viewers.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A buffer before a stream: texts, numbers and JSON strings straight into bytes. */
final class ByteSink {
  private static final int SIZE = 1 << 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int length;

  ByteSink(OutputStream out) {
    this.out = out;
  }

  void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  void put(int oneByte) throws IOException {
    if (length == SIZE) {
      flush();
    }
    buffer[length++] = (byte) oneByte;
  }

  void put(byte[] bytes) throws IOException {
    put(bytes, bytes.length);
  }

  void put(byte[] bytes, int count) throws IOException {
    if (count > SIZE - length) {
      flush();
      if (count > SIZE) {
        out.write(bytes, 0, count);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, length, count);
    length += count;
  }

  /** As UTF-8. */
  void text(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        put(c);
      } else {
        i = wide(text, i);
      }
    }
  }

  /** One character that is not ASCII; gives the index of its last unit. */
  private int wide(String text, int at) throws IOException {
    int code = text.codePointAt(at);
    put(Character.toString(code).getBytes(StandardCharsets.UTF_8));
    return code > 0xffff ? at + 1 : at;
  }

  void number(long value) throws IOException {
    if (value >= 0 && value < 10) {
      put('0' + (int) value);
      return;
    }
    text(Long.toString(value));
  }

  /** The inside of a JSON string; safe within a script element of HTML too. */
  void json(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20 || c == 0x7f || c == '\u2028' || c == '\u2029' || c == '&') {
        escape(c);
      } else if (c == '<' && endsScript(text, i)) {
        escape(c);
      } else if (c < 0x80) {
        put(c);
      } else {
        i = wide(text, i);
      }
    }
  }

  private static boolean endsScript(String text, int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '/';
    return next == '/' || next == '!' || next == 's' || next == 'S';
  }

  private void escape(char c) throws IOException {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[(c >> shift) & 15]);
    }
  }

  /** The inside of an XML text or attribute; what XML cannot hold becomes a question mark. */
  void xml(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> text("&lt;");
        case '>' -> text("&gt;");
        case '&' -> text("&amp;");
        case '"' -> text("&quot;");
        default -> {
          if (c >= 0x80) {
            i = wideXml(text, i);
          } else {
            put(c < 0x20 && c != '\n' && c != '\t' ? '?' : c);
          }
        }
      }
    }
  }

  private int wideXml(String text, int at) throws IOException {
    char c = text.charAt(at);
    boolean paired =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if ((Character.isSurrogate(c) && !paired) || c >= '\ufffe') {
      put('?');
      return at;
    }
    return wide(text, at);
  }
}
