package dev.backdraft.app.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment as people write it: ISO-8601 ({@code 2026-03-12T14:47:02Z}; without a zone it is the
 * machine's own), or an offset from the start of the recording ({@code +12.5s}, {@code +500ms}).
 */
final class Moment {
  private static final Pattern OFFSET =
      Pattern.compile("([+-])(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)?");

  private final String text;
  private final boolean relative;
  private final long nanos;

  private Moment(String text, boolean relative, long nanos) {
    this.text = text;
    this.relative = relative;
    this.nanos = nanos;
  }

  /** Epoch nanoseconds in a recording that starts there; as far as they go, where they end. */
  long nanosFrom(long startNanos) {
    if (!relative) {
      return nanos;
    }
    long at = startNanos + nanos;
    boolean beyond = ((startNanos ^ at) & (nanos ^ at)) < 0;
    return !beyond ? at : nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  static Moment parse(String text, ZoneId zone) {
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      return new Moment(text, true, offsetNanos(text, offset));
    }
    try {
      return new Moment(text, false, nanos(instant(text, zone)));
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: write 2026-03-12T14:47:02Z, or +12.5s from the start");
    }
  }

  private static Instant instant(String text, ZoneId zone) {
    int time = text.indexOf('T');
    boolean zoned =
        time > 0
            && (text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0);
    return zoned
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static long offsetNanos(String text, Matcher offset) {
    String unit = offset.group(3);
    long scale =
        switch (unit == null ? "s" : unit) {
          case "ns" -> 1L;
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 1_000_000_000L;
        };
    try {
      long nanos =
          new BigDecimal(offset.group(2))
              .multiply(BigDecimal.valueOf(scale))
              .toBigInteger()
              .longValueExact();
      return offset.group(1).equals("-") ? -nanos : nanos;
    } catch (ArithmeticException e) {
      throw new TypeConversionException("'" + text + "' is longer than any recording");
    }
  }

  /** For options. */
  static final class Converter implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      return parse(text, ZoneId.systemDefault());
    }
  }
}
