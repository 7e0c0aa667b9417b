package dev.backdraft.viewers.scale;

import dev.backdraft.analysis.recording.WeightUnit;

/**
 * Numbers as people read them: three significant digits, the unit that fits, a narrow decimal point
 * and a space before the unit. Never in the language of the machine: pictures must not differ.
 *
 * <pre>
 *   1.21 s   18.4 %   61.4 kB   12,408   3 min 12 s
 * </pre>
 */
public final class Format {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Format() {}

  /** With a comma between thousands. */
  public static String count(long value) {
    String digits = Long.toString(value);
    int sign = value < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + 6);
    for (int i = 0; i < digits.length(); i++) {
      if (i > sign && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** A share of 0 to 1, with one decimal; what is there but rounds to nothing is "<0.1 %". */
  public static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.05) {
      return "<0.1 %";
    }
    return decimals(percent, 1) + " %";
  }

  public static String bytes(double value) {
    double size = Math.abs(value);
    int unit = 0;
    while (size >= 999.5 && unit < BYTE_UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    String number = unit == 0 ? decimals(size, 0) : significant(size);
    return (value < 0 ? "-" : "") + number + " " + BYTE_UNITS[unit];
  }

  public static String duration(double nanos) {
    double size = Math.abs(nanos);
    String sign = nanos < 0 ? "-" : "";
    if (size < 999.5) {
      return sign + decimals(size, 0) + " ns";
    }
    if (size < 999.5e3) {
      return sign + significant(size / 1e3) + " µs";
    }
    if (size < 999.5e6) {
      return sign + significant(size / 1e6) + " ms";
    }
    if (size < 59.95e9) {
      return sign + significant(size / 1e9) + " s";
    }
    long seconds = Math.round(size / 1e9);
    if (seconds < 3600) {
      return sign + seconds / 60 + " min " + seconds % 60 + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return sign + minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** A weight in its unit. */
  public static String weight(long value, WeightUnit unit) {
    return switch (unit) {
      case NANOSECONDS -> duration((double) value);
      case BYTES -> bytes((double) value);
      case SAMPLES -> count(value) + (value == 1 ? " sample" : " samples");
      case EVENTS -> count(value) + (value == 1 ? " event" : " events");
    };
  }

  /** A weight where something else says what is counted: times and bytes keep their unit. */
  public static String bare(long value, WeightUnit unit) {
    return switch (unit) {
      case NANOSECONDS, BYTES -> weight(value, unit);
      case SAMPLES, EVENTS -> count(value);
    };
  }

  /** Three significant digits, for 0 to 999. */
  static String significant(double value) {
    if (value >= 99.95) {
      return decimals(value, 0);
    }
    return decimals(value, value >= 9.995 ? 1 : 2);
  }

  static String decimals(double value, int places) {
    long scale = places == 0 ? 1 : places == 1 ? 10 : 100;
    long rounded = Math.round(value * scale);
    String sign = rounded < 0 ? "-" : "";
    rounded = Math.abs(rounded);
    String whole = sign + count(rounded / scale);
    if (places == 0) {
      return whole;
    }
    String rest = Long.toString(rounded % scale);
    return whole + "." + "0".repeat(places - rest.length()) + rest;
  }
}
