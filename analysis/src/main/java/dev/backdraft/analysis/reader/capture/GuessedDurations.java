package dev.backdraft.analysis.reader.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Durations of a log whose unit nothing tells. It is chosen when all were seen, one for each name:
 * the largest by which they look like requests, neither so long as no client waits nor so many at a
 * time as no service has.
 */
final class GuessedDurations {
  /** Half of the requests took no longer. */
  private static final double LONGEST = 10e9;

  /** So many in flight all the time are taken for a wrong unit, where there are requests enough. */
  private static final double IN_FLIGHT = 200;

  private static final int ENOUGH = 20;

  /** Whole numbers this much larger than those with a fraction count something else. */
  private static final double SAME = 10;

  private static final long[] FRACTIONS = {
    LoggedDuration.SECOND, LoggedDuration.MILLI, LoggedDuration.MICRO
  };
  private static final long[] WHOLE = {
    LoggedDuration.MILLI, LoggedDuration.MICRO, LoggedDuration.NANO
  };

  private final List<String> names = new ArrayList<>();
  private int[] rows = new int[64];
  private double[] values = new double[64];

  /** Twice the number of its name, and one more for a fraction. */
  private byte[] groups = new byte[64];

  private int size;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void add(int row, long timeNanos, LoggedDuration duration) {
    double value = Numbers.toDouble(duration.number(), -1);
    if (row < 0 || value < 0) {
      return;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      groups = Arrays.copyOf(groups, 2 * size);
    }
    if (!names.contains(duration.name())) {
      names.add(duration.name());
    }
    boolean fraction = duration.number().contains(".") || duration.number().contains("e");
    rows[size] = row;
    values[size] = value;
    groups[size] = (byte) (2 * names.indexOf(duration.name()) + (fraction ? 1 : 0));
    size++;
    first = Math.min(first, timeNanos);
    last = Math.max(last, timeNanos);
  }

  /** Gives each request its duration, and says what was taken for granted. */
  void finish(CaptureSink sink) {
    for (int name = 0; name < names.size(); name++) {
      double[] whole = sorted(2 * name);
      double[] fractions = sorted(2 * name + 1);
      boolean same =
          fractions.length > 0
              && whole.length > 0
              && whole[whole.length / 2] <= SAME * fractions[fractions.length - 1];
      if (same) {
        long unit = unit(joined(whole, fractions), FRACTIONS);
        apply(sink, name, "", unit, 2 * name, 2 * name + 1);
      } else {
        if (whole.length > 0) {
          String which = fractions.length > 0 ? " (whole numbers)" : "";
          apply(sink, name, which, unit(whole, WHOLE), 2 * name, 2 * name);
        }
        if (fractions.length > 0) {
          String which = whole.length > 0 ? " (with a fraction)" : "";
          apply(sink, name, which, unit(fractions, FRACTIONS), 2 * name + 1, 2 * name + 1);
        }
      }
    }
  }

  private double[] sorted(int group) {
    double[] found = new double[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (groups[i] == group) {
        found[count++] = values[i];
      }
    }
    found = Arrays.copyOf(found, count);
    Arrays.sort(found);
    return found;
  }

  private static double[] joined(double[] some, double[] others) {
    double[] all = Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, all, some.length, others.length);
    Arrays.sort(all);
    return all;
  }

  private long unit(double[] sorted, long[] units) {
    double median = sorted[(sorted.length - 1) / 2];
    double sum = Arrays.stream(sorted).sum();
    double span = last - first;
    for (long unit : units) {
      boolean crowded = sorted.length >= ENOUGH && span > 0 && sum * unit / span > IN_FLIGHT;
      if (median * unit <= LONGEST && !crowded) {
        return unit;
      }
    }
    return units[units.length - 1];
  }

  private void apply(CaptureSink sink, int name, String which, long unit, int from, int to) {
    for (int i = 0; i < size; i++) {
      if (groups[i] >= from && groups[i] <= to) {
        sink.builder().duration(rows[i], (long) Math.min(values[i] * unit, Long.MAX_VALUE));
      }
    }
    sink.note(
        "the log does not say what \""
            + names.get(name)
            + "\""
            + which
            + " counts: taken for "
            + title(unit)
            + ", by how long and how close the requests would be");
  }

  private static String title(long unit) {
    return unit == LoggedDuration.SECOND
        ? "seconds"
        : unit == LoggedDuration.MILLI
            ? "milliseconds"
            : unit == LoggedDuration.MICRO ? "microseconds" : "nanoseconds";
  }
}
