package dev.backdraft.analysis.reader.jfr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes chunks of JFR by hand, so that a test can say in a few lines what a file holds, also what
 * no JVM would write.
 */
final class JfrWriter {
  static final long START_NANOS = 1_700_000_000_000_000_000L;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> textIds = new LinkedHashMap<>();
  private final List<Type> types = new ArrayList<>();
  private int checkpoint;
  private int metadata;

  /** A type and its fields, each as "name type" with "id" (constant) or "[]" (many) behind. */
  record Type(long id, String name, String superType, List<String> fields) {}

  /** A value of these is what their one field is. */
  private static final Set<String> SIMPLE =
      Set.of("jdk.types.FrameType", "jdk.types.ThreadState", "jdk.types.Symbol");

  private final boolean fullWidth;

  JfrWriter() {
    this(false);
  }

  /**
   * @param fullWidth true to write each number in as many bytes as its type has
   */
  JfrWriter(boolean fullWidth) {
    this.fullWidth = fullWidth;
    size = ChunkHeader.SIZE;
  }

  JfrWriter type(long id, String name, String superType, String... fields) {
    types.add(new Type(id, name, superType, List.of(fields)));
    return this;
  }

  /** The types that every producer has, and a sample of the processor's time. */
  JfrWriter usualTypes() {
    String event = "jdk.jfr.Event";
    return type(4, "boolean", "")
        .type(5, "int", "")
        .type(6, "long", "")
        .type(7, "java.lang.String", "")
        .type(10, "jdk.jfr.Timestamp", "java.lang.annotation.Annotation", "value 7")
        .type(11, "jdk.jfr.Timespan", "java.lang.annotation.Annotation", "value 7")
        .type(
            20, "java.lang.Thread", "", "osName 7", "osThreadId 6", "javaName 7", "javaThreadId 6")
        .type(21, "java.lang.Class", "", "classLoader 6", "name 22 id", "package 6", "modifiers 5")
        .type(22, "jdk.types.Symbol", "", "string 7")
        .type(
            23,
            "jdk.types.Method",
            "",
            "type 21 id",
            "name 22 id",
            "descriptor 22 id",
            "modifiers 5",
            "hidden 4")
        .type(24, "jdk.types.FrameType", "", "description 7")
        .type(
            25,
            "jdk.types.StackFrame",
            "",
            "method 23 id",
            "lineNumber 5",
            "bytecodeIndex 5",
            "type 24 id")
        .type(26, "jdk.types.StackTrace", "", "truncated 4", "frames 25 []")
        .type(27, "jdk.types.ThreadState", "", "name 7")
        .type(90, "jdk.GarbageCollection", event, "startTime 6 @10")
        .type(91, "jdk.ClassLoad", event, "startTime 6 @10")
        .type(
            101,
            "jdk.ExecutionSample",
            event,
            "startTime 6 @10",
            "sampledThread 20 id",
            "stackTrace 26 id",
            "state 27 id");
  }

  void raw(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) b;
  }

  /** A number whose type is int. */
  void integer(long value) {
    if (!fullWidth) {
      number(value);
      return;
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      raw((int) (value >> shift));
    }
  }

  /** A long, or the id of a constant. */
  void number(long value) {
    if (fullWidth) {
      integer(value >> 32);
      integer(value);
      return;
    }
    long rest = value;
    for (int i = 0; i < 8; i++) {
      if ((rest & ~0x7fL) == 0) {
        raw((int) rest);
        return;
      }
      raw((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    raw((int) rest);
  }

  void text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    raw(Cursor.TEXT_UTF8);
    integer(encoded.length);
    for (byte b : encoded) {
      raw(b);
    }
  }

  int size() {
    return size;
  }

  /** Begins an event; {@link #end} fills its size in. */
  int begin(long type) {
    int at = size;
    for (int i = 0; i < 4; i++) {
      raw(0);
    }
    number(type);
    return at;
  }

  void end(int at) {
    int length = size - at;
    if (fullWidth) {
      ByteBuffer.wrap(bytes).putInt(at, length);
      return;
    }
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (((length >>> (7 * i)) & 0x7f) | (i < 3 ? 0x80 : 0));
    }
  }

  /** An event of numbers only. */
  JfrWriter event(long type, long... values) {
    int at = begin(type);
    for (long value : values) {
      number(value);
    }
    end(at);
    return this;
  }

  /** Begins a checkpoint of so many pools; {@link #end} ends it. */
  int beginCheckpoint(int pools) {
    int at = begin(1);
    number(0);
    number(0);
    number(checkpoint == 0 ? 0 : checkpoint - at);
    raw(1);
    integer(pools);
    checkpoint = at;
    return at;
  }

  void pool(long type, int count) {
    number(type);
    integer(count);
  }

  private int textId(String text) {
    return textIds.computeIfAbsent(
        text,
        added -> {
          texts.add(added);
          return texts.size() - 1;
        });
  }

  private record Element(String name, List<String> attributes, List<Element> children) {}

  private static Element element(String name, List<Element> children, String... attributes) {
    return new Element(name, List.of(attributes), children);
  }

  JfrWriter metadata() {
    List<Element> classes = new ArrayList<>();
    for (Type type : types) {
      List<Element> fields = new ArrayList<>();
      for (String field : type.fields()) {
        String[] words = field.split(" ");
        List<String> attributes = new ArrayList<>(List.of("name", words[0], "class", words[1]));
        List<Element> annotations = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
          switch (words[i].charAt(0)) {
            case 'i' -> attributes.addAll(List.of("constantPool", "true"));
            case '[' -> attributes.addAll(List.of("dimension", "1"));
            default ->
                annotations.add(
                    element(
                        "annotation", List.of(), "class", words[i].substring(1), "value", "TICKS"));
          }
        }
        fields.add(new Element("field", attributes, annotations));
      }
      List<String> attributes =
          new ArrayList<>(List.of("id", Long.toString(type.id()), "name", type.name()));
      if (!type.superType().isEmpty()) {
        attributes.addAll(List.of("superType", type.superType()));
      }
      if (SIMPLE.contains(type.name())) {
        attributes.addAll(List.of("simpleType", "true"));
      }
      classes.add(new Element("class", attributes, fields));
    }
    Element root =
        element(
            "root",
            List.of(element("metadata", classes), element("region", List.of(), "gmtOffset", "0")));
    collect(root);
    int at = begin(0);
    metadata = at;
    number(0);
    number(0);
    number(1);
    integer(texts.size());
    for (String text : texts) {
      text(text);
    }
    write(root);
    end(at);
    return this;
  }

  private void collect(Element element) {
    textId(element.name());
    element.attributes().forEach(this::textId);
    element.children().forEach(this::collect);
  }

  private void write(Element element) {
    integer(textId(element.name()));
    integer(element.attributes().size() / 2);
    for (String attribute : element.attributes()) {
      integer(textId(attribute));
    }
    integer(element.children().size());
    element.children().forEach(this::write);
  }

  /** The chunk, finished; ticks are nanoseconds since its start. */
  byte[] chunk() {
    return chunk(START_NANOS, size);
  }

  byte[] chunk(long startNanos, long declaredSize) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, ChunkHeader.SIZE);
    header.put(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 0});
    header.putLong(declaredSize).putLong(checkpoint).putLong(metadata);
    header.putLong(startNanos).putLong(60_000_000_000L).putLong(0).putLong(1_000_000_000L);
    header.putInt(fullWidth ? 0 : 1);
    return Arrays.copyOf(bytes, size);
  }
}
