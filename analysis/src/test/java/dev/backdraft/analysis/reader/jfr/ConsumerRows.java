package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Writes each event as one line, from a Recording and from the JDK's consumer, to be compared. */
final class ConsumerRows {
  private static final String NONE = "-";

  private ConsumerRows() {}

  /** The lines of each type, in no particular order. */
  static Map<String, List<String>> consumer(Path file, Recording ours) throws IOException {
    Map<String, List<EventType.Field>> fields = new HashMap<>();
    for (EventType type : ours.eventTypes()) {
      fields.put(type.name(), type.fields());
    }
    Map<String, List<String>> rows = new TreeMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        String name = event.getEventType().getName();
        StringBuilder row = new StringBuilder();
        for (EventType.Field field : fields.getOrDefault(name, List.of())) {
          row.append(field.name()).append('=').append(value(event, field)).append(' ');
        }
        rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(row.toString());
      }
    }
    return rows;
  }

  private static String value(RecordedEvent event, EventType.Field field) {
    String name = field.name();
    Object value = get(event, name);
    if (value instanceof Object[]) {
      return NONE; // lists are shown as text; their form is ours
    }
    return switch (field.content()) {
      case TIMESTAMP -> value == null ? NONE : nanos(event.getInstant(name));
      case TIMESPAN -> value == null ? NONE : span(event.getDuration(name), value);
      case INTEGER, BYTES -> value == null ? NONE : Long.toString(event.getLong(name));
      case BOOLEAN -> value == null ? NONE : Boolean.TRUE.equals(value) ? "1" : "0";
      case REAL -> value == null ? NONE : Double.toString(((Number) value).doubleValue());
      case TEXT -> text(value);
      case THREAD -> value instanceof RecordedThread thread ? thread(thread) : NONE;
      case STACK -> value instanceof RecordedStackTrace stack ? stack(stack) : NONE;
    };
  }

  private static @Nullable Object get(RecordedObject event, String name) {
    try {
      return event.getValue(name);
    } catch (NullPointerException | IllegalArgumentException | ClassCastException e) {
      return null; // a part of something that is not there
    }
  }

  private static String nanos(Instant instant) {
    if (instant.equals(Instant.MIN)) {
      return NONE;
    }
    return instant.equals(Instant.MAX)
        ? "max"
        : Long.toString(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
  }

  private static String span(Duration duration, Object raw) {
    if (raw instanceof Long ticks && ticks == Long.MIN_VALUE) {
      return NONE;
    }
    if (raw instanceof Long ticks && ticks == Long.MAX_VALUE) {
      return Long.toString(Long.MAX_VALUE);
    }
    try {
      return Long.toString(duration.toNanos());
    } catch (ArithmeticException e) {
      return "far";
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case String text -> plain(text);
      case Character one -> String.valueOf(one);
      case RecordedClass type -> className(type.getName());
      case RecordedMethod method ->
          method.getType() == null
              ? method.getName()
              : className(method.getType().getName()) + '.' + method.getName();
      case RecordedThreadGroup group -> group.getName() == null ? NONE : group.getName();
      default -> NONE; // nested without end: shown as text in our own form
    };
  }

  private static String className(String name) {
    int depth = 0;
    while (depth < name.length() && name.charAt(depth) == '[') {
      depth++;
    }
    if (depth == 0) {
      return name;
    }
    String element = name.substring(depth);
    String plain =
        switch (element) {
          case "Z" -> "boolean";
          case "B" -> "byte";
          case "C" -> "char";
          case "S" -> "short";
          case "I" -> "int";
          case "J" -> "long";
          case "F" -> "float";
          case "D" -> "double";
          default -> element.substring(1, element.length() - 1);
        };
    return plain + "[]".repeat(depth);
  }

  private static String thread(RecordedThread thread) {
    return thread.getJavaThreadId() + "/" + thread.getOSThreadId() + "/" + thread.isVirtual();
  }

  private static String stack(RecordedStackTrace stack) {
    StringBuilder text = new StringBuilder();
    for (RecordedFrame frame : stack.getFrames()) {
      RecordedMethod method = frame.getMethod();
      String type = method == null || method.getType() == null ? "" : method.getType().getName();
      String name = method == null ? "[unknown]" : method.getName();
      text.append(type == null || type.isEmpty() ? "" : type + '.').append(name);
      text.append(':').append(Math.max(0, frame.getLineNumber())).append(';');
    }
    return text.isEmpty() ? NONE : text.append(stack.isTruncated() ? "[truncated]" : "").toString();
  }

  /** The same lines from a Recording. */
  static Map<String, List<String>> ours(Recording recording) {
    Map<String, List<String>> rows = new TreeMap<>();
    Map<Integer, String> stacks = new HashMap<>();
    for (EventType type : recording.eventTypes()) {
      EventTable table = recording.events(type.name());
      List<String> lines = new ArrayList<>();
      for (int row = 0; row < table.rows(); row++) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < type.fields().size(); c++) {
          EventType.Field field = type.fields().get(c);
          line.append(field.name()).append('=');
          line.append(cell(recording, table, c, field, row, stacks)).append(' ');
        }
        lines.add(line.toString());
      }
      rows.put(type.name(), lines);
    }
    return rows;
  }

  private static String cell(
      Recording recording,
      EventTable table,
      int column,
      EventType.Field field,
      int row,
      Map<Integer, String> stacks) {
    return switch (field.content()) {
      case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> {
        long value = table.longs(column)[row];
        yield value == EventTable.MISSING ? NONE : Long.toString(value);
      }
      case REAL -> {
        double value = table.reals(column)[row];
        yield field.type().equals("float")
            ? Double.toString((float) value)
            : Double.toString(value);
      }
      case TEXT -> {
        int id = table.ids(column)[row];
        String text = recording.strings().get(id);
        // Lists and what nests without end have a form of their own.
        yield id < 0 ? NONE : plain(text);
      }
      case THREAD -> {
        int id = table.ids(column)[row];
        yield id < 0
            ? NONE
            : recording.threads().javaId(id)
                + "/"
                + recording.threads().osId(id)
                + "/"
                + recording.threads().virtual(id);
      }
      case STACK -> {
        int id = table.ids(column)[row];
        yield id < 0 ? NONE : stacks.computeIfAbsent(id, stack -> stack(recording, stack));
      }
    };
  }

  /** Lists and structures that nest without end are shown in a form of our own. */
  private static String plain(String text) {
    return (text.startsWith("[") && text.endsWith("]"))
            || (text.startsWith("{") && text.endsWith("}"))
        ? NONE
        : text;
  }

  private static String stack(Recording recording, int stack) {
    StringBuilder text = new StringBuilder();
    for (int s = stack; s >= 0; s = recording.stacks().parent(s)) {
      int frame = recording.stacks().frame(s);
      int method = recording.frames().method(frame);
      if (recording.frames().kind(frame).label().equals("marker")) {
        text.append(recording.methods().display(method));
      } else {
        text.append(recording.methods().display(method)).append(':');
        text.append(Math.max(0, recording.frames().line(frame))).append(';');
      }
    }
    return text.toString();
  }
}
