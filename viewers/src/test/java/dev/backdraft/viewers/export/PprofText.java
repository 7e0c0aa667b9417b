package dev.backdraft.viewers.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a pprof profile as far as the tests need: an own reader, by the format's description. */
final class PprofText {
  private final byte[] bytes;
  private int at;

  private PprofText(byte[] bytes) {
    this.bytes = bytes;
  }

  private record Field(int number, long value, byte[] content) {}

  private static List<Field> fields(byte[] message) {
    PprofText reader = new PprofText(message);
    List<Field> fields = new ArrayList<>();
    while (reader.at < message.length) {
      long key = reader.varint();
      if ((key & 7) == 0) {
        fields.add(new Field((int) (key >> 3), reader.varint(), new byte[0]));
      } else {
        int length = (int) reader.varint();
        byte[] content = new byte[length];
        System.arraycopy(message, reader.at, content, 0, length);
        reader.at += length;
        fields.add(new Field((int) (key >> 3), 0, content));
      }
    }
    return fields;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static List<Long> packed(byte[] content) {
    PprofText reader = new PprofText(content);
    List<Long> values = new ArrayList<>();
    while (reader.at < content.length) {
      values.add(reader.varint());
    }
    return values;
  }

  /** Stacks with the file and line of each frame that has them. */
  static String lined(byte[] profile) {
    return text(profile, true);
  }

  static String collapsed(byte[] profile) {
    return text(profile, false);
  }

  private static String text(byte[] profile, boolean lined) {
    List<String> strings = new ArrayList<>();
    Map<Long, Long> nameOfFunction = new HashMap<>();
    Map<Long, Long> fileOfFunction = new HashMap<>();
    Map<Long, List<Field>> linesOfLocation = new HashMap<>();
    for (Field field : fields(profile)) {
      switch (field.number()) {
        case 6 -> strings.add(new String(field.content(), StandardCharsets.UTF_8));
        case 5 -> {
          List<Field> function = fields(field.content());
          nameOfFunction.put(function.get(0).value(), function.get(1).value());
          function.stream()
              .filter(one -> one.number() == 4)
              .forEach(file -> fileOfFunction.put(function.get(0).value(), file.value()));
        }
        case 4 -> {
          List<Field> location = fields(field.content());
          linesOfLocation.put(location.get(0).value(), fields(location.get(1).content()));
        }
        default -> {}
      }
    }
    StringBuilder text = new StringBuilder();
    for (Field field : fields(profile)) {
      if (field.number() == 2) {
        List<Field> sample = fields(field.content());
        List<String> frames = new ArrayList<>();
        for (long location : packed(sample.get(0).content()).reversed()) {
          List<Field> line = linesOfLocation.get(location);
          long function = line.getFirst().value();
          String frame = strings.get(nameOfFunction.get(function).intValue());
          if (lined && fileOfFunction.containsKey(function)) {
            frame += " " + strings.get(fileOfFunction.get(function).intValue());
          }
          frames.add(lined && line.size() > 1 ? frame + ":" + line.get(1).value() : frame);
        }
        text.append(String.join(";", frames)).append(' ');
        text.append(packed(sample.get(1).content()).getFirst()).append('\n');
      }
    }
    return text.toString();
  }
}
