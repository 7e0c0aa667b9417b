package dev.backdraft.analysis.recording;

import java.util.Arrays;

/**
 * All events of one type as typed columns, sorted by start time.
 *
 * <p>A field of content INTEGER, BOOLEAN (0 or 1), TIMESTAMP (epoch nanoseconds), TIMESPAN
 * (nanoseconds) or BYTES is a {@code long[]}; REAL a {@code double[]}; TEXT an {@code int[]} of
 * string ids; THREAD and STACK an {@code int[]} of ids of their tables. {@link #MISSING} stands in
 * a {@code long[]} where the file has no value.
 */
public final class EventTable {
  public static final long MISSING = Long.MIN_VALUE;

  private final EventType type;
  private final int rows;
  private final Object[] columns;

  /** Takes the columns over, one a field of {@code type}, each of the array type named above. */
  public EventTable(EventType type, int rows, Object[] columns) {
    if (columns.length != type.fields().size()) {
      throw new IllegalArgumentException(
          columns.length + " columns for " + type.fields().size() + " fields of " + type.name());
    }
    this.type = type;
    this.rows = rows;
    this.columns = columns;
  }

  /** No events of a type. */
  public static EventTable empty(EventType type) {
    Object[] columns = new Object[type.fields().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (type.fields().get(i).content()) {
            case TEXT, THREAD, STACK -> new int[0];
            case REAL -> new double[0];
            case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> new long[0];
          };
    }
    return new EventTable(type, 0, columns);
  }

  public EventType type() {
    return type;
  }

  public int rows() {
    return rows;
  }

  /** The index of a field, or -1. */
  public int field(String name) {
    for (int i = 0; i < columns.length; i++) {
      if (type.fields().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public long[] longs(int field) {
    return (long[]) columns[field];
  }

  public double[] reals(int field) {
    return (double[]) columns[field];
  }

  /** Ids: of strings, threads or stacks, as the field's content says. */
  public int[] ids(int field) {
    return (int[]) columns[field];
  }

  /** The same events, only the given rows. */
  public EventTable pick(int[] wanted) {
    Object[] picked = new Object[columns.length];
    for (int c = 0; c < columns.length; c++) {
      picked[c] = pick(columns[c], wanted);
    }
    return new EventTable(type, wanted.length, picked);
  }

  private static Object pick(Object column, int[] wanted) {
    return switch (column) {
      case long[] longs -> Arrays.stream(wanted).mapToLong(row -> longs[row]).toArray();
      case double[] reals -> Arrays.stream(wanted).mapToDouble(row -> reals[row]).toArray();
      case int[] ids -> Arrays.stream(wanted).map(row -> ids[row]).toArray();
      default -> throw new IllegalStateException(column.getClass().getName());
    };
  }
}
