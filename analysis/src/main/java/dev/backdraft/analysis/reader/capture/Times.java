package dev.backdraft.analysis.reader.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Points in time as captures write them, in epoch nanoseconds. */
final class Times {
  static final long NONE = Long.MIN_VALUE;
  static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  // Strict, or the 31st of February would be the 28th.
  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter COMPACT_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS]X")
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /** ISO-8601 with or without an offset (then UTC), a blank for the T too. */
  static long iso(String text) {
    String iso = text.strip();
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11).replace(" ", "");
    }
    if (iso.length() < 19 || iso.length() > 45 || !Character.isDigit(iso.charAt(0))) {
      return NONE;
    }
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              iso.replace(',', '.'), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          time instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : Instant.from(time);
      return nanos(instant);
    } catch (DateTimeException notUsual) {
      return compactOffset(iso);
    }
  }

  private static long compactOffset(String iso) {
    try {
      return nanos(OffsetDateTime.parse(iso, COMPACT_OFFSET).toInstant());
    } catch (DateTimeException notOne) {
      return NONE;
    }
  }

  /** As 17/May/2015:10:05:03 +0000. */
  static long commonLog(String text) {
    try {
      return nanos(OffsetDateTime.parse(text, COMMON_LOG).toInstant());
    } catch (DateTimeException notOne) {
      return NONE;
    }
  }

  /** A bare number: seconds, milli-, micro- or nanoseconds since 1970, told by its size. */
  static long epoch(String number) {
    double value = Numbers.toDouble(number, -1);
    if (value < 1e8) {
      return NONE;
    }
    long unit = value < 1e11 ? SECOND : value < 1e14 ? MILLI : value < 1e17 ? 1_000 : 1;
    return Numbers.nanos(number, unit, NONE);
  }

  private static long nanos(Instant instant) {
    try {
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    } catch (ArithmeticException outsideOfALong) {
      return NONE;
    }
  }
}
