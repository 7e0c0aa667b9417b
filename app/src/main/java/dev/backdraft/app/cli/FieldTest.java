package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A test of one field: {@code duration>20ms}, {@code eventThread~http-.*}, {@code gcId=7}. Sizes
 * may end in kB, MB or GB, times in ns, us, ms, s or m; a type without the field passes no event.
 */
final class FieldTest {
  private static final Pattern FORM =
      Pattern.compile("([\\w.$\\[\\]]+)\\s*(!=|<=|>=|=|<|>|~)\\s*(.*)");
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?[0-9.eE+-]*[0-9.])\\s*(ns|us|ms|s|m|h|kB|MB|GB|B)?");

  private final String field;
  private final String operator;
  private final String value;

  private FieldTest(String field, String operator, String value) {
    this.field = field;
    this.operator = operator;
    this.value = value;
  }

  static FieldTest parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no test: write field=value, field>20ms or field~regex");
    }
    FieldTest test = new FieldTest(form.group(1), form.group(2), form.group(3));
    if (test.operator.equals("~")) {
      test.pattern();
    }
    return test;
  }

  /** The test, ready for one table. */
  @FunctionalInterface
  interface Bound {
    boolean passes(int row);
  }

  Bound bind(Recording recording, EventTable table) {
    int f = table.field(field);
    if (f < 0) {
      return row -> false;
    }
    EventText text = new EventText(recording);
    EventType.Content content = table.type().fields().get(f).content();
    if (operator.equals("~")) {
      Pattern pattern = pattern();
      return row -> pattern.matcher(text.text(table, f, row)).find();
    }
    return switch (content) {
      case INTEGER, BYTES, TIMESPAN -> {
        BigDecimal wanted = number();
        long floor = wanted.setScale(0, RoundingMode.FLOOR).longValue();
        boolean whole = wanted.compareTo(BigDecimal.valueOf(floor)) == 0;
        yield row -> {
          long found = table.longs(f)[row];
          int comparison = found == floor && !whole ? -1 : Long.compare(found, floor);
          return found != EventTable.MISSING && holds(comparison);
        };
      }
      case TIMESTAMP -> {
        long wanted = Moment.parse(value, ZoneId.systemDefault()).nanosFrom(recording.startNanos());
        yield row -> {
          long found = table.longs(f)[row];
          return found != EventTable.MISSING && holds(Long.compare(found, wanted));
        };
      }
      case REAL -> {
        double wanted = number().doubleValue();
        yield row -> holds(Double.compare(table.reals(f)[row], wanted));
      }
      case BOOLEAN, TEXT, THREAD, STACK -> row -> holds(text.text(table, f, row).compareTo(value));
    };
  }

  private boolean holds(int comparison) {
    return switch (operator) {
      case "=" -> comparison == 0;
      case "!=" -> comparison != 0;
      case "<" -> comparison < 0;
      case "<=" -> comparison <= 0;
      case ">" -> comparison > 0;
      default -> comparison >= 0;
    };
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new TypeConversionException(
          "'" + value + "' is no regular expression: " + e.getDescription());
    }
  }

  private BigDecimal number() {
    Matcher number = NUMBER.matcher(value.strip());
    if (!number.matches()) {
      throw notANumber();
    }
    String unit = number.group(2);
    long scale =
        switch (unit == null ? "" : unit) {
          case "us", "kB" -> 1_000L;
          case "ms", "MB" -> 1_000_000L;
          case "s", "GB" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 1L;
        };
    try {
      return new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(scale));
    } catch (NumberFormatException e) {
      throw notANumber();
    }
  }

  private TypeConversionException notANumber() {
    return new TypeConversionException(
        "'" + value + "' is no number, but the field '" + field + "' holds numbers");
  }

  /** For options. */
  static final class Converter implements ITypeConverter<FieldTest> {
    @Override
    public FieldTest convert(String text) {
      return parse(text);
    }
  }
}
