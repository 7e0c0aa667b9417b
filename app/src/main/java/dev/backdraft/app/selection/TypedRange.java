package dev.backdraft.app.selection;

import dev.backdraft.viewers.timeline.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of time as a person types it: two moments, each an offset from the start of the recording
 * or a time of day.
 *
 * <pre>
 *   +10s +20s       10 20       1.5 2.25       14:47:02 14:47:38       +500ms - 2min
 * </pre>
 */
public final class TypedRange {
  private static final Pattern OFFSET = Pattern.compile("\\+?(\\d+(?:\\.\\d+)?)(ms|s|min|m|h)?");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
  private static final long SECOND = 1_000_000_000L;

  private TypedRange() {}

  /**
   * @param whole the recording's own range
   * @param zone in which times of day are read
   */
  public static Optional<TimeRange> parse(String typed, TimeRange whole, ZoneId zone) {
    String[] words = typed.replaceAll("\\s+(to|-|–|\\.\\.)\\s+", " ").strip().split("\\s+");
    if (words.length != 2) {
      return Optional.empty();
    }
    Optional<Long> from = moment(words[0], whole, zone);
    Optional<Long> to = moment(words[1], whole, zone);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    long first = Math.max(whole.fromNanos(), Math.min(from.get(), to.get()));
    long last = Math.min(whole.toNanos(), Math.max(from.get(), to.get()));
    return last > first ? Optional.of(new TimeRange(first, last)) : Optional.empty();
  }

  private static Optional<Long> moment(String word, TimeRange whole, ZoneId zone) {
    Matcher offset = OFFSET.matcher(word);
    if (offset.matches()) {
      double nanos = Double.parseDouble(offset.group(1)) * unit(offset.group(2));
      return Optional.of(whole.fromNanos() + Math.round(Math.min(nanos, 1e18)));
    }
    return CLOCK.matcher(word).matches() ? clock(word, whole, zone) : Optional.empty();
  }

  private static double unit(@Nullable String word) {
    return switch (word == null ? "s" : word) {
      case "ms" -> 1e6;
      case "min", "m" -> 60e9;
      case "h" -> 3_600e9;
      default -> 1e9;
    };
  }

  /** A time of day of the day the recording began, or of the next one if that is past. */
  private static Optional<Long> clock(String word, TimeRange whole, ZoneId zone) {
    try {
      String two = word.indexOf(':') == 1 ? "0" + word : word;
      LocalDate day =
          Instant.ofEpochSecond(Math.floorDiv(whole.fromNanos(), SECOND))
              .atZone(zone)
              .toLocalDate();
      Instant at = day.atTime(LocalTime.parse(two)).atZone(zone).toInstant();
      long nanos = at.getEpochSecond() * SECOND + at.getNano();
      boolean nextDay = nanos + 12 * 3_600 * SECOND < whole.fromNanos();
      return Optional.of(nextDay ? nanos + 24 * 3_600 * SECOND : nanos);
    } catch (DateTimeException e) {
      return Optional.empty(); // 25:00
    }
  }
}
