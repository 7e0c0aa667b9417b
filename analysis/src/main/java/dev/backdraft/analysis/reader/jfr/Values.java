package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Constants of a chunk beyond those of the tables, decoded type by type when an event first refers
 * to them. They are few, so they may be objects: a Long, a Double, a String, a {@link Ref}, or a
 * {@link Row} of such for a structure or a list.
 */
final class Values {
  private static final int MAX_DEPTH = 8;
  private static final int AHEAD = 1 << 13;
  private static final int SHOWN_ELEMENTS = 1000;

  /** Of one value so many cells are shown, and so many characters of each text in a structure. */
  private static final int SHOWN_CELLS = 10_000;

  private static final int SHOWN_CHARS = 100_000;

  /** Constants that name each other may be shown so many cells in all, and more in large chunks. */
  private static final long SHOWN_AT_LEAST = 20_000_000;

  private static final long SHOWN_AT_MOST = 200_000_000;

  /** Structures of nothing take no byte, so bytes alone do not bound what is read. */
  private static final long READ_AT_LEAST = 1_000_000;

  /** The fields of a structure, or the elements of a list. */
  record Row(@Nullable Object[] cells) {}

  /** The id of a constant of a type. */
  record Ref(TypeInfo type, long id) {}

  private final Chunk chunk;
  private final Cursor in;
  private final Map<TypeInfo, Map<Long, @Nullable Object>> pools = new HashMap<>();
  private final Map<TypeInfo, Constants.OtherPools> places = new HashMap<>();
  private long readable;
  private long showable;
  private int shownCells;

  Values(Chunk chunk) {
    this.chunk = chunk;
    this.in = chunk.cursor();
    long bytes = chunk.end - chunk.header.at();
    this.readable = READ_AT_LEAST + 4 * bytes;
    this.showable = Math.min(SHOWN_AT_MOST, SHOWN_AT_LEAST + 16 * bytes);
  }

  /** The value of a constant: an array of its fields, or a text; null if there is none. */
  @Nullable Object get(Ref ref) {
    Map<Long, @Nullable Object> pool = pools.get(ref.type());
    if (pool == null) {
      pool = new HashMap<>();
      pools.put(ref.type(), pool);
      load(ref.type(), pool);
    }
    return pool.get(ref.id());
  }

  private void load(TypeInfo type, Map<Long, @Nullable Object> pool) {
    Constants.OtherPools others = placesOf(type);
    for (int i = 0; i < others.size(); i++) {
      long at = others.offset(i);
      for (int n = 0; n < others.count(i); n++) {
        long next = entry(at, others.stop(i), type, pool);
        if (next < 0) {
          break; // the scan has told of it
        }
        at = next;
      }
    }
  }

  /** The pools of a type; all are sorted at once, for there may be very many of both. */
  private Constants.OtherPools placesOf(TypeInfo type) {
    Constants.OtherPools all = chunk.others;
    if (places.isEmpty()) {
      for (int i = 0; i < all.size(); i++) {
        places
            .computeIfAbsent(chunk.metadata.type(all.type(i)), _ -> new Constants.OtherPools())
            .add(all.offset(i), all.type(i), all.count(i), all.stop(i));
      }
    }
    return places.getOrDefault(type, Constants.OtherPools.NONE);
  }

  private long entry(long at, long stop, TypeInfo type, Map<Long, @Nullable Object> pool) {
    for (long ahead = AHEAD; ; ahead *= 8) {
      int need = (int) Math.min(Math.min(ahead, stop - at), Cursor.LARGEST_WINDOW);
      if (need <= 0 || !in.at(at, need)) {
        return -1;
      }
      try {
        long id = in.varlong();
        Object value = written(in, type, 0);
        if (!in.overrun()) {
          pool.putIfAbsent(id, value);
          return in.offset();
        }
      } catch (IndexOutOfBoundsException e) {
        if (need < ahead) {
          return -1;
        }
      }
      if (need < ahead) {
        return -1;
      }
    }
  }

  /** Reads what a field holds at the cursor. */
  @Nullable Object read(Cursor in, FieldInfo field, int depth) {
    if (!field.array()) {
      return one(in, field, depth);
    }
    int count = in.varint();
    if (count < 0 || count > in.left()) {
      throw new IndexOutOfBoundsException(count);
    }
    @Nullable Object[] many = new Object[count];
    for (int i = 0; i < count; i++) {
      many[i] = one(in, field, depth + 1);
    }
    return new Row(many);
  }

  private @Nullable Object one(Cursor in, FieldInfo field, int depth) {
    if (--readable < 0) {
      throw new IndexOutOfBoundsException("more cells than there are bytes");
    }
    if (field.constant()) {
      return new Ref(field.type(), in.varlong());
    }
    Object value = written(in, field.type(), depth);
    return value instanceof Long number ? (Object) signed(field, number) : value;
  }

  private @Nullable Object written(Cursor in, TypeInfo type, int depth) {
    return switch (type.basic) {
      case BOOLEAN, BYTE -> (long) in.int1();
      case CHAR, SHORT -> in.raw() ? (long) in.int2() : in.varlong();
      case INT -> in.raw() ? (long) in.int4() : in.varlong();
      case LONG -> in.varlong();
      case FLOAT -> (double) Float.intBitsToFloat(in.int4());
      case DOUBLE -> Double.longBitsToDouble(in.int8());
      case TEXT -> text(in, type);
      case STRUCT -> {
        if (depth > MAX_DEPTH) {
          throw new IndexOutOfBoundsException("nested too deeply");
        }
        @Nullable Object[] fields = new Object[type.fields.size()];
        for (int i = 0; i < fields.length; i++) {
          fields[i] = read(in, type.fields.get(i), depth + 1);
        }
        yield new Row(fields);
      }
    };
  }

  private static @Nullable Object text(Cursor in, TypeInfo type) {
    int at = in.pos;
    if (!in.skipText()) {
      throw new IndexOutOfBoundsException("no text");
    }
    if (in.overrun()) {
      return null;
    }
    long constant = in.textConstant(at);
    return constant >= 0 ? new Ref(type, constant) : in.text(at);
  }

  /** The number that a field means, from the bits that are written. */
  static long signed(FieldInfo field, long bits) {
    return switch (field.written().basic) {
      case BOOLEAN -> bits != 0 ? 1 : 0;
      case BYTE -> field.unsigned() ? bits & 0xff : (byte) bits;
      case SHORT -> field.unsigned() ? bits & 0xffff : (short) bits;
      case CHAR -> bits & 0xffff;
      case INT -> field.unsigned() ? bits & 0xffffffffL : (int) bits;
      default -> bits;
    };
  }

  /** A number of a field in the units of the model: nanoseconds for times. */
  static long converted(FieldInfo field, long bits, Chunk chunk) {
    long value = signed(field, bits);
    return switch (field.unit()) {
      case TICKS_SINCE_START -> value == Long.MIN_VALUE ? EventTable.MISSING : chunk.nanosAt(value);
      case MILLIS_SINCE_EPOCH -> scaled(value, 1_000_000);
      case SPAN_TICKS -> chunk.spanNanos(value);
      case SPAN_NANOS -> value;
      case SPAN_MICROS -> scaled(value, 1_000);
      case SPAN_MILLIS -> scaled(value, 1_000_000);
      case SPAN_SECONDS -> scaled(value, 1_000_000_000);
      case NONE, BYTES, BITS, HERTZ, ADDRESS, PERCENTAGE -> value;
    };
  }

  /** Times the factor; what would not fit, and the two ends of a long, stay at the ends. */
  private static long scaled(long value, long factor) {
    if (value > Long.MAX_VALUE / factor) {
      return Long.MAX_VALUE;
    }
    return value < Long.MIN_VALUE / factor ? Long.MIN_VALUE : value * factor;
  }

  /** Goes down from a constant to a part of it. */
  @Nullable Object part(Ref from, List<FieldInfo> path) {
    Object value = get(from);
    TypeInfo type = from.type();
    for (FieldInfo step : path) {
      if (value instanceof Ref ref) {
        type = ref.type();
        value = get(ref);
      }
      if (!(value instanceof Row row)) {
        return null;
      }
      int index = type.fields.indexOf(step);
      if (index < 0 || index >= row.cells().length) {
        return null;
      }
      value = row.cells()[index];
      type = step.type();
    }
    return value;
  }

  /** A value as text; null for none. */
  @Nullable String shown(@Nullable Object value, FieldInfo field, int depth) {
    if (depth == 0) {
      shownCells = 0;
    }
    if (value instanceof Ref || value instanceof Row) {
      shownCells++;
      if (shownCells > SHOWN_CELLS || --showable < 0) {
        return "...";
      }
    }
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Long number -> shownNumber(field, number);
      case Double real -> real.toString();
      case Ref ref -> shownRef(ref, depth);
      case Row row -> field.array() ? list(row, field, depth) : struct(row, field.type(), depth);
      default -> value.toString();
    };
  }

  private static String shownNumber(FieldInfo field, long number) {
    return switch (field.written().basic) {
      case BOOLEAN -> number != 0 ? "true" : "false";
      case CHAR -> String.valueOf((char) number);
      default -> Long.toString(number);
    };
  }

  private String list(Row row, FieldInfo field, int depth) {
    FieldInfo one =
        new FieldInfo(
            field.name(),
            field.type(),
            field.constant(),
            false,
            "",
            field.unit(),
            field.unsigned());
    @Nullable Object[] many = row.cells();
    StringBuilder text = new StringBuilder("[");
    int shown = 0;
    while (shown < many.length && shown < SHOWN_ELEMENTS && text.length() < SHOWN_CHARS) {
      text.append(shown == 0 ? "" : ", ").append(cut(shown(many[shown], one, depth + 1)));
      shown++;
    }
    return text.append(many.length > shown ? ", ...]" : "]").toString();
  }

  private String struct(Row row, TypeInfo type, int depth) {
    @Nullable Object[] values = row.cells();
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < values.length && text.length() < SHOWN_CHARS; i++) {
      FieldInfo field = type.fields.get(i);
      String part = depth > MAX_DEPTH ? "..." : shown(values[i], field, depth + 1);
      if (values.length == 1) {
        return part == null ? "" : part;
      }
      if (part != null) {
        text.append(text.length() == 1 ? "" : ", ").append(cut(field.name()));
        text.append('=').append(cut(part));
      }
    }
    return text.append('}').toString();
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, SHOWN_CHARS) + "...";
  }

  private @Nullable String shownRef(Ref ref, int depth) {
    if (depth > MAX_DEPTH) {
      return "...";
    }
    Object value = get(ref);
    if (value instanceof Row fields) {
      return switch (EventSchema.formOf(ref.type())) {
        case CLASS -> ClassNames.dotted(named(fields, ref.type(), "name", depth));
        case METHOD -> {
          String type = named(fields, ref.type(), "type", depth);
          String name = named(fields, ref.type(), "name", depth);
          yield type == null || type.isEmpty() ? name : type + '.' + name;
        }
        case THREAD -> {
          String name = named(fields, ref.type(), "javaName", depth);
          yield name == null || name.isEmpty() ? named(fields, ref.type(), "osName", depth) : name;
        }
        case GROUP -> named(fields, ref.type(), "name", depth);
        default -> struct(fields, ref.type(), depth + 1);
      };
    }
    return value == null ? null : value.toString();
  }

  private @Nullable String named(Row row, TypeInfo type, String name, int depth) {
    @Nullable Object[] values = row.cells();
    for (int i = 0; i < values.length; i++) {
      FieldInfo field = type.fields.get(i);
      if (field.name().equals(name)) {
        return shown(values[i], field, depth + 1);
      }
    }
    return null;
  }
}
