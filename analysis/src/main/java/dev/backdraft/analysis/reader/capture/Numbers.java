package dev.backdraft.analysis.reader.capture;

import java.math.BigDecimal;

/** Numbers out of files, with a fallback instead of an exception. */
final class Numbers {
  private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  static double toDouble(String text, double fallback) {
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? value : fallback;
    } catch (NumberFormatException notOne) {
      return fallback;
    }
  }

  static long toLong(String text, long fallback) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notWhole) {
      double value = toDouble(text, Double.NaN);
      return Double.isNaN(value) || Math.abs(value) >= 0x1p63 ? fallback : (long) value;
    }
  }

  /**
   * {@code amount} units of so many nanoseconds, exact for a decimal such as 1711741827.9626286.
   */
  static long nanos(String amount, long unitNanos, long fallback) {
    String text = amount.strip();
    if (text.isEmpty() || text.length() > 40) {
      return fallback;
    }
    try {
      BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(unitNanos));
      return nanos.compareTo(MIN) < 0 || nanos.compareTo(MAX) > 0 || nanos.scale() > 400
          ? fallback
          : nanos.longValue();
    } catch (NumberFormatException notOne) {
      return fallback;
    }
  }
}
