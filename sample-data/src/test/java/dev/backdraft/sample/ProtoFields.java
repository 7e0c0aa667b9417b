package dev.backdraft.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message as its fields by number, for what a test wants to know of a page. */
record ProtoFields(List<Field> fields) {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** One field; numbers as they stand, bytes for everything else. */
  record Field(int number, long value, byte[] bytes) {}

  /** Messages behind each other, each with its length. */
  static List<ProtoFields> delimited(byte[] page) {
    ByteBuffer in = ByteBuffer.wrap(page);
    List<ProtoFields> messages = new ArrayList<>();
    while (in.hasRemaining()) {
      messages.add(of(bytes(in, (int) varint(in))));
    }
    return messages;
  }

  static ProtoFields of(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      int number = (int) (key >>> 3);
      switch ((int) (key & 7)) {
        case VARINT -> fields.add(new Field(number, varint(in), new byte[0]));
        case FIXED64 -> fields.add(new Field(number, in.getLong(), new byte[0]));
        case FIXED32 -> fields.add(new Field(number, in.getInt(), new byte[0]));
        case BYTES -> fields.add(new Field(number, 0, bytes(in, (int) varint(in))));
        default -> throw new IllegalArgumentException("not protobuf: key " + key);
      }
    }
    return new ProtoFields(fields);
  }

  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  long number(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .findFirst()
        .orElseThrow()
        .value();
  }

  long zigzag(int number) {
    long value = number(number);
    return (value >>> 1) ^ -(value & 1);
  }

  String text(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> new String(field.bytes(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  List<ProtoFields> messages(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> of(field.bytes()))
        .toList();
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
