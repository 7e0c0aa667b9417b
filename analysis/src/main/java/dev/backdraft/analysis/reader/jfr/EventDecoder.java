package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.jfr.EventSchema.Column;
import dev.backdraft.analysis.reader.jfr.EventSchema.Form;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType.Content;
import dev.backdraft.analysis.recording.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes every field of some events of one type in one chunk. */
final class EventDecoder {
  private final Chunk chunk;
  private final EventSchema schema;
  private final @Nullable Plan plan;
  private final Values values;
  private final long[] slots;
  final NewTexts texts = new NewTexts();

  /** Columns in the order of the schema; see {@link EventTable}. */
  final Object[] columns;

  int rows;

  /** Events that turned out not to be whole. */
  int broken;

  /** What a constant's part is, by column and id: looked up once. */
  private final List<Map<Long, Long>> longs = new ArrayList<>();

  EventDecoder(Chunk chunk, EventSchema schema, int capacity) {
    this.chunk = chunk;
    this.schema = schema;
    this.plan = schema.plan(!chunk.header.packed());
    this.values = new Values(chunk);
    this.slots = new long[schema.slots];
    this.columns = new Object[schema.columns.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(schema.columns.get(i).content(), capacity);
      longs.add(new HashMap<>());
    }
  }

  /** An empty column of a content: "no value" in each row. */
  static Object column(Content content, int rows) {
    return switch (content) {
      case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> {
        long[] column = new long[rows];
        Arrays.fill(column, EventTable.MISSING);
        yield column;
      }
      case REAL -> {
        double[] column = new double[rows];
        Arrays.fill(column, Double.NaN);
        yield column;
      }
      case TEXT, THREAD, STACK -> {
        int[] column = new int[rows];
        Arrays.fill(column, StringTable.NONE);
        yield column;
      }
    };
  }

  void decode(Places places, int from, int to) {
    Plan fields = plan;
    if (fields == null) {
      return;
    }
    Cursor in = chunk.cursor();
    Places.Walk walk = places.from(from);
    for (int i = from; i < to; i++) {
      try {
        int stop = EventPlaces.enter(in, walk.next());
        if (stop >= 0 && fields.run(in, slots) && in.pos <= stop) {
          row(in);
          rows++;
        } else {
          broken++;
        }
      } catch (IndexOutOfBoundsException e) {
        broken++; // fields that reach beyond the file: not a whole event
      }
    }
  }

  private void row(Cursor in) {
    for (int c = 0; c < columns.length; c++) {
      Column column = schema.columns.get(c);
      long slot = slots[column.slot()];
      switch (columns[c]) {
        case long[] into -> into[rows] = number(c, column, slot);
        case double[] into -> into[rows] = real(c, column, slot);
        case int[] into -> into[rows] = id(in, c, column, slot);
        default -> throw new IllegalStateException(columns[c].getClass().getName());
      }
    }
  }

  private long number(int c, Column column, long slot) {
    if (column.form() == Form.PLAIN) {
      return Values.converted(column.field(), slot, chunk);
    }
    Long known = longs.get(c).get(slot);
    if (known == null) {
      Object value = values.part(new Values.Ref(column.field().type(), slot), column.part());
      known =
          value instanceof Long number
              ? Values.converted(column.last(), number, chunk)
              : EventTable.MISSING;
      longs.get(c).put(slot, known);
    }
    return known;
  }

  private double real(int c, Column column, long slot) {
    if (column.form() == Form.PLAIN) {
      return column.field().written().basic == TypeInfo.Basic.FLOAT
          ? Float.intBitsToFloat((int) slot)
          : Double.longBitsToDouble(slot);
    }
    Long known = longs.get(c).get(slot);
    if (known == null) {
      Object value = values.part(new Values.Ref(column.field().type(), slot), column.part());
      known = Double.doubleToLongBits(value instanceof Double real ? real : Double.NaN);
      longs.get(c).put(slot, known);
    }
    return Double.longBitsToDouble(known);
  }

  private int id(Cursor in, int c, Column column, long slot) {
    List<FieldInfo> part = column.part();
    if (column.form() == Form.PLAIN) {
      return plainText(in, column, slot);
    }
    if (column.form() == Form.ARRAY) {
      int back = in.pos;
      in.pos = (int) slot;
      Object many = values.read(in, column.field(), 0);
      in.pos = back;
      return texts.add(values.shown(many, column.field(), 0));
    }
    if (part.isEmpty() && column.form() != Form.CONSTANT && column.form() != Form.METHOD) {
      int direct = direct(column.form(), slot);
      if (direct != StringTable.NONE || column.form() != Form.SYMBOL) {
        return direct;
      }
    }
    Long known = longs.get(c).get(slot);
    if (known == null) {
      known = (long) constantText(column, slot);
      longs.get(c).put(slot, known);
    }
    return known.intValue();
  }

  private int plainText(Cursor in, Column column, long slot) {
    if (column.field().written().basic == TypeInfo.Basic.CHAR) {
      return texts.add(String.valueOf((char) slot));
    }
    long constant = in.textConstant((int) slot);
    return constant >= 0 ? chunk.texts.get(constant) : texts.add(in.text((int) slot));
  }

  private int direct(Form form, long id) {
    return switch (form) {
      case THREAD -> chunk.threads.get(id);
      case STACK -> chunk.stacks.get(id);
      case CLASS -> chunk.classes.get(id);
      case TEXT -> chunk.texts.get(id);
      case GROUP -> chunk.groups.get(id);
      default -> StringTable.NONE;
    };
  }

  private int constantText(Column column, long slot) {
    Values.Ref ref = new Values.Ref(column.field().type(), slot);
    Object value = column.part().isEmpty() ? ref : values.part(ref, column.part());
    if (value instanceof Values.Ref inner && column.form() != Form.CONSTANT) {
      int direct = direct(column.form(), inner.id());
      if (direct != StringTable.NONE || column.content() != Content.TEXT) {
        return direct;
      }
    }
    return texts.add(values.shown(value, column.last(), 0));
  }
}
