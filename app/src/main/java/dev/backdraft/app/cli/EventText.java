package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EventType.Content;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.StackTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Events as text and as JSON. */
final class EventText {
  private static final int BUFFER_CHARS = 1 << 16;

  /** The key of an event's type, and that of a field of this name: no key stands twice. */
  private static final String TYPE = "type";

  private static final String TYPE_FIELD = "type:field";

  private final Recording recording;

  EventText(Recording recording) {
    this.recording = recording;
  }

  /** One block an event: its type and time, then a line a field. */
  void plain(EventStream stream, OutputStream into) throws IOException {
    StringBuilder out = new StringBuilder();
    stream.forEach((table, row) -> {
      out.append(table.type().name()).append(" {\n");
      for (int f = 0; f < table.type().fields().size(); f++) {
        EventType.Field field = table.type().fields().get(f);
        out.append("  ").append(field.name()).append(" = ");
        if (field.content() == Content.STACK) {
          plainStack(table.ids(f)[row], out);
        } else {
          out.append(text(table, f, row));
        }
        out.append('\n');
      }
      out.append("}\n\n");
      if (out.length() > BUFFER_CHARS) {
        into.write(out.toString().getBytes(StandardCharsets.UTF_8));
        out.setLength(0);
      }
    });
    into.write(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** {@code {"events": [{"type": ..., field: value ...}]}}. */
  void json(EventStream stream, OutputStream into) throws IOException {
    Json json = new Json().object().array("events");
    stream.forEach((table, row) -> {
      json.object().field(TYPE, table.type().name());
      for (int f = 0; f < table.type().fields().size(); f++) {
        field(json, table, f, row);
      }
      json.end();
      if (json.length() > BUFFER_CHARS) {
        into.write(json.take().getBytes(StandardCharsets.UTF_8));
      }
    });
    into.write(json.end().end().toString().getBytes(StandardCharsets.UTF_8));
  }

  private void field(Json json, EventTable table, int f, int row) {
    EventType.Field field = table.type().fields().get(f);
    String name = field.name().equals(TYPE) ? TYPE_FIELD : field.name();
    switch (field.content()) {
      case INTEGER, BYTES, TIMESPAN -> {
        long value = table.longs(f)[row];
        if (value == EventTable.MISSING) {
          json.nothing(name);
        } else {
          json.field(name, value);
        }
      }
      case TIMESTAMP -> {
        long value = table.longs(f)[row];
        if (value == EventTable.MISSING) {
          json.nothing(name);
        } else {
          json.field(name, Instant.ofEpochSecond(0, value).toString());
        }
      }
      case BOOLEAN -> json.field(name, table.longs(f)[row] == 1);
      case REAL -> json.field(name, table.reals(f)[row]);
      case TEXT, THREAD -> {
        if (table.ids(f)[row] < 0) {
          json.nothing(name);
        } else {
          json.field(name, text(table, f, row));
        }
      }
      case STACK -> {
        if (table.ids(f)[row] < 0) {
          json.nothing(name);
        } else {
          stack(json, name, table.ids(f)[row]);
        }
      }
    }
  }

  private void stack(Json json, String name, int stack) {
    json.array(name);
    for (int s = stack; s != StackTable.NONE; s = recording.stacks().parent(s)) {
      json.value(frame(s));
    }
    json.end();
  }

  /** Leaf first, as a stack trace is read. */
  private void plainStack(int stack, StringBuilder out) {
    if (stack == StackTable.NONE) {
      out.append("none");
      return;
    }
    for (int s = stack; s != StackTable.NONE; s = recording.stacks().parent(s)) {
      out.append("\n    ").append(frame(s));
    }
  }

  private String frame(int stack) {
    int frame = recording.stacks().frame(stack);
    int line = recording.frames().line(frame);
    String method = recording.methods().display(recording.frames().method(frame));
    return line < 0 ? method : method + ":" + line;
  }

  /** A field's value as people read it and as a regular expression sees it. */
  String text(EventTable table, int f, int row) {
    Content content = table.type().fields().get(f).content();
    return switch (content) {
      case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> number(content, table.longs(f)[row]);
      case REAL -> Double.toString(table.reals(f)[row]);
      case TEXT -> table.ids(f)[row] < 0 ? "null" : recording.strings().get(table.ids(f)[row]);
      case THREAD -> table.ids(f)[row] < 0 ? "null" : recording.threads().name(table.ids(f)[row]);
      case STACK -> table.ids(f)[row] < 0 ? "null" : frame(table.ids(f)[row]);
    };
  }

  private static String number(Content content, long value) {
    if (value == EventTable.MISSING) {
      return "null";
    }
    return switch (content) {
      case BOOLEAN -> value == 1 ? "true" : "false";
      case TIMESTAMP -> Instant.ofEpochSecond(0, value).toString();
      case TIMESPAN -> duration(value);
      case BYTES -> String.format(Locale.ROOT, "%,d bytes", value);
      case INTEGER, REAL, TEXT, THREAD, STACK -> Long.toString(value);
    };
  }

  private static String duration(long nanos) {
    long size = Math.abs(nanos);
    if (size < 1_000) {
      return nanos + " ns";
    }
    if (size < 1_000_000) {
      return String.format(Locale.ROOT, "%.3f us", nanos / 1e3);
    }
    return size < 1_000_000_000
        ? String.format(Locale.ROOT, "%.6f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.9f s", nanos / 1e9);
  }
}
