package dev.backdraft.viewers.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that grow: numbers of seven bits a byte, lowest first, the eighth set while more follow.
 */
final class ByteColumn {
  private byte[] bytes;
  private int size;

  ByteColumn(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  int size() {
    return size;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Not negative. */
  void number(long value) {
    reserve(10);
    long rest = value;
    while (rest >= 128) {
      bytes[size++] = (byte) (rest | 128);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** The part of a text from a character on, as UTF-8 behind its length in bytes. */
  void text(String text, int from) {
    int length = text.length() - from;
    boolean plain = length < 128;
    for (int i = from; plain && i < text.length(); i++) {
      plain = text.charAt(i) < 128;
    }
    if (!plain) {
      byte[] encoded = text.substring(from).getBytes(StandardCharsets.UTF_8);
      number(encoded.length);
      reserve(encoded.length);
      System.arraycopy(encoded, 0, bytes, size, encoded.length);
      size += encoded.length;
      return;
    }
    reserve(length + 1);
    bytes[size++] = (byte) length;
    for (int i = from; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** The other's length and the other. */
  void section(ByteColumn other) {
    number(other.size);
    reserve(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  byte[] array() {
    return bytes;
  }
}
