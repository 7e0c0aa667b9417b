package dev.backdraft.analysis.recording;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the variable part of a request lies in the spool.
 *
 * <pre>
 * target          length, UTF-8
 * headers         count, then each name and value: length, UTF-8
 * body            length + 1 (0: none), bytes
 * </pre>
 *
 * <p>Numbers are seven bits a byte, the high bit says that more follow.
 */
final class RequestCodec {
  private byte[] bytes = new byte[1024];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Begins a new record in the same buffer, letting go of an overly large one. */
  RequestCodec begin() {
    length = 0;
    if (bytes.length > 1 << 20) {
      bytes = new byte[1024];
    }
    return this;
  }

  RequestCodec text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    raw(utf8);
    return this;
  }

  RequestCodec headers(RequestHeaders headers) {
    number(headers.flat().size());
    headers.flat().forEach(this::text);
    return this;
  }

  RequestCodec body(byte @Nullable [] body) {
    if (body == null) {
      number(0);
    } else {
      number(body.length + 1);
      raw(body);
    }
    return this;
  }

  private void number(int value) {
    ensure(5);
    int rest = value;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void raw(byte[] data) {
    ensure(data.length);
    System.arraycopy(data, 0, bytes, length, data.length);
    length += data.length;
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      long wanted = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }

  /** Reads a record back in the order it was written. */
  static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    String text() {
      int size = number();
      String text = new String(bytes, position, size, StandardCharsets.UTF_8);
      position += size;
      return text;
    }

    RequestHeaders headers() {
      int count = number();
      if (count == 0) {
        return RequestHeaders.NONE;
      }
      List<String> flat = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        flat.add(text());
      }
      return new RequestHeaders(flat);
    }

    byte @Nullable [] body() {
      int size = number() - 1;
      if (size < 0) {
        return null;
      }
      byte[] body = Arrays.copyOfRange(bytes, position, position + size);
      position += size;
      return body;
    }

    private int number() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        value |= (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
