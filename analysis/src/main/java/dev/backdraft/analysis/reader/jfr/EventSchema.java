package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EventType.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a type's fields become: structures are flattened, threads, stacks, classes and
 * methods stay one column each, and what nests in itself ends as text.
 */
final class EventSchema {
  private static final int MAX_COLUMNS = 1000;
  private static final int MAX_DEPTH = 4;

  /** Types that nest in each other could be gone through for ever without giving a column. */
  private static final int STEPS_PER_COLUMN = 20;

  private static final int MAX_NAME = 1000;

  /** How a column's value is found. */
  enum Form {
    /** Written in the event. */
    PLAIN,
    /** Id of a thread, a stack, a class, a method, a symbol, a text, a group. */
    THREAD,
    STACK,
    CLASS,
    METHOD,
    SYMBOL,
    TEXT,
    GROUP,
    /** Id of some other constant, of which the path names a part. */
    CONSTANT,
    /** Many, shown as one text. */
    ARRAY
  }

  /**
   * A column.
   *
   * @param name as {@code module.name}
   * @param content what it holds
   * @param form how its value is found
   * @param slot which value of the event it is made of: columns of one constant share it
   * @param field the field of the event (or of an inline structure) that is read
   * @param part fields to go down from the constant
   */
  record Column(
      String name, Content content, Form form, int slot, FieldInfo field, List<FieldInfo> part) {
    /** The field whose value it is in the end. */
    FieldInfo last() {
      return part.isEmpty() ? field : part.getLast();
    }
  }

  final TypeInfo type;
  final List<Column> columns = new ArrayList<>();
  final int slots;
  private final int most;
  private int nextSlot;
  private int steps;

  EventSchema(TypeInfo type) {
    this.type = type;
    this.most = Math.min(MAX_COLUMNS, type.mostColumns);
    this.steps = most * STEPS_PER_COLUMN;
    for (FieldInfo field : type.fields) {
      inline("", field, 0);
    }
    this.slots = nextSlot;
  }

  private void inline(String prefix, FieldInfo field, int depth) {
    if (columns.size() >= most || --steps < 0) {
      return;
    }
    String name = joined(prefix, field.name());
    int slot = nextSlot;
    if (field.array()) {
      nextSlot++;
      columns.add(new Column(name, Content.TEXT, Form.ARRAY, slot, field, List.of()));
    } else if (field.constant()) {
      nextSlot++;
      constant(name, slot, field, field, List.of());
    } else if (field.written().basic != TypeInfo.Basic.STRUCT) {
      nextSlot++;
      columns.add(new Column(name, content(field), Form.PLAIN, slot, field, List.of()));
    } else if (depth < MAX_DEPTH) {
      for (FieldInfo inner : field.type().fields) {
        inline(name + '.', inner, depth + 1);
      }
    }
  }

  private static String joined(String prefix, String name) {
    String all = prefix + name;
    return all.length() > MAX_NAME ? all.substring(0, MAX_NAME) : all;
  }

  private void constant(
      String name, int slot, FieldInfo outer, FieldInfo field, List<FieldInfo> part) {
    if (columns.size() >= most) {
      return;
    }
    Form form = formOf(field.type());
    if (form != Form.CONSTANT) {
      Content content =
          form == Form.THREAD ? Content.THREAD : form == Form.STACK ? Content.STACK : Content.TEXT;
      columns.add(new Column(name, content, form, slot, outer, part));
      return;
    }
    List<FieldInfo> fields = field.type().fields;
    boolean single = fields.size() == 1;
    for (FieldInfo inner : fields) {
      if (columns.size() >= most || --steps < 0) {
        return;
      }
      List<FieldInfo> path = new ArrayList<>(part);
      path.add(inner);
      String innerName = single ? name : joined(name + '.', inner.name());
      if (inner.array() || nests(outer, path) || path.size() > MAX_DEPTH) {
        columns.add(new Column(innerName, Content.TEXT, Form.CONSTANT, slot, outer, path));
      } else if (inner.constant() || inner.written().basic == TypeInfo.Basic.STRUCT) {
        constant(innerName, slot, outer, inner, path);
      } else {
        columns.add(new Column(innerName, content(inner), Form.CONSTANT, slot, outer, path));
      }
    }
  }

  /** True if the last type of the path has been passed before. */
  private static boolean nests(FieldInfo outer, List<FieldInfo> path) {
    TypeInfo last = path.getLast().type();
    boolean nests = outer.type() == last;
    for (int i = 0; i + 1 < path.size(); i++) {
      nests |= path.get(i).type() == last;
    }
    return nests;
  }

  static Form formOf(TypeInfo type) {
    return switch (type.name.substring(type.name.lastIndexOf('.') + 1)) {
      case "Thread" -> Form.THREAD;
      case "StackTrace" -> Form.STACK;
      case "Class" -> Form.CLASS;
      case "Method" -> Form.METHOD;
      case "Symbol" -> Form.SYMBOL;
      case "String" -> Form.TEXT;
      case "ThreadGroup" -> Form.GROUP;
      default -> Form.CONSTANT;
    };
  }

  static Content content(FieldInfo field) {
    return switch (field.written().basic) {
      case BOOLEAN -> Content.BOOLEAN;
      case FLOAT, DOUBLE -> Content.REAL;
      case TEXT, CHAR, STRUCT -> Content.TEXT;
      case BYTE, SHORT, INT, LONG ->
          switch (field.unit()) {
            case TICKS_SINCE_START, MILLIS_SINCE_EPOCH -> Content.TIMESTAMP;
            case SPAN_TICKS, SPAN_NANOS, SPAN_MICROS, SPAN_MILLIS, SPAN_SECONDS -> Content.TIMESPAN;
            case BYTES -> Content.BYTES;
            case NONE, BITS, HERTZ, ADDRESS, PERCENTAGE -> Content.INTEGER;
          };
    };
  }

  List<EventType.Field> fields() {
    List<EventType.Field> fields = new ArrayList<>(columns.size());
    for (Column column : columns) {
      FieldInfo last = column.last();
      fields.add(
          new EventType.Field(column.name(), last.label(), last.type().name, column.content()));
    }
    return fields;
  }

  /** A plan that puts every value into its slot. */
  @Nullable Plan plan(boolean raw) {
    Plan.Builder builder = new Plan.Builder(raw);
    int[] slot = new int[1];
    int[] left = {most * STEPS_PER_COLUMN};
    for (FieldInfo field : type.fields) {
      if (!keep(builder, field, slot, left, 0)) {
        return null;
      }
    }
    return builder.build();
  }

  private boolean keep(Plan.Builder builder, FieldInfo field, int[] slot, int[] left, int depth) {
    if (slot[0] >= slots || --left[0] < 0) {
      return builder.skip(field);
    }
    if (field.array()) {
      return builder.keepArray(field, slot[0]++);
    }
    if (field.constant() || field.written().basic != TypeInfo.Basic.STRUCT) {
      builder.keep(field, slot[0]++);
      return true;
    }
    if (depth >= MAX_DEPTH) {
      return builder.skip(field);
    }
    for (FieldInfo inner : field.type().fields) {
      if (!keep(builder, inner, slot, left, depth + 1)) {
        return false;
      }
    }
    return true;
  }
}
