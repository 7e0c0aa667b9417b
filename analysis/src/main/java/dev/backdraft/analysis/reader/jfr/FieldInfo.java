package dev.backdraft.analysis.reader.jfr;

import org.jspecify.annotations.Nullable;

/**
 * A field as a chunk's metadata describes it.
 *
 * @param name as in the file
 * @param type what it holds
 * @param constant true if the event holds the id of a constant
 * @param array true if it holds many
 * @param label for people, or ""
 * @param unit what its annotations say of its number
 * @param unsigned true if its number has no sign
 */
record FieldInfo(
    String name,
    TypeInfo type,
    boolean constant,
    boolean array,
    String label,
    Unit unit,
    boolean unsigned) {

  /**
   * What is written in the field's place: a structure of a single number or text, as native-image
   * has for its ticks, is written as that alone.
   */
  TypeInfo written() {
    TypeInfo inner = type;
    for (int depth = 0; depth < 4 && !constant; depth++) {
      if (inner.basic != TypeInfo.Basic.STRUCT || inner.fields.size() != 1) {
        return inner;
      }
      FieldInfo only = inner.fields.getFirst();
      if (only.constant || only.array) {
        return inner;
      }
      inner = only.type;
    }
    return inner;
  }

  /** What a number means. */
  enum Unit {
    NONE,
    TICKS_SINCE_START,
    MILLIS_SINCE_EPOCH,
    SPAN_TICKS,
    SPAN_NANOS,
    SPAN_MICROS,
    SPAN_MILLIS,
    SPAN_SECONDS,
    BYTES,
    BITS,
    HERTZ,
    ADDRESS,
    PERCENTAGE
  }

  static Unit unitOf(String annotation, @Nullable String value) {
    return switch (annotation) {
      case "jdk.jfr.Timestamp" ->
          "MILLISECONDS_SINCE_EPOCH".equals(value)
              ? Unit.MILLIS_SINCE_EPOCH
              : Unit.TICKS_SINCE_START;
      case "jdk.jfr.Timespan" ->
          switch (value == null ? "" : value) {
            case "NANOSECONDS" -> Unit.SPAN_NANOS;
            case "MICROSECONDS" -> Unit.SPAN_MICROS;
            case "MILLISECONDS" -> Unit.SPAN_MILLIS;
            case "SECONDS" -> Unit.SPAN_SECONDS;
            default -> Unit.SPAN_TICKS;
          };
      case "jdk.jfr.DataAmount" -> "BITS".equals(value) ? Unit.BITS : Unit.BYTES;
      case "jdk.jfr.Frequency" -> Unit.HERTZ;
      case "jdk.jfr.MemoryAddress" -> Unit.ADDRESS;
      case "jdk.jfr.Percentage" -> Unit.PERCENTAGE;
      default -> Unit.NONE;
    };
  }
}
