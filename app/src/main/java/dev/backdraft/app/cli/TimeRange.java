package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.Recording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --from} and {@code --to}: the first belongs, the second no longer does. */
final class TimeRange {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "From this moment on: ISO-8601, or an offset such as +12.5s.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Up to this moment, which no longer belongs.")
  private @Nullable Moment to;

  /**
   * The first and the last moment of a recording, the last no longer belonging.
   *
   * @throws TypeConversionException if it would end before it begins
   */
  Span of(Recording recording) {
    long first = from == null ? Long.MIN_VALUE : from.nanosFrom(recording.startNanos());
    long end = to == null ? Long.MAX_VALUE : to.nanosFrom(recording.startNanos());
    if (first > end) {
      throw new TypeConversionException(
          "--from " + told(from, first) + " is later than --to " + told(to, end));
    }
    return new Span(first, end);
  }

  /**
   * Epoch nanoseconds.
   *
   * @param fromNanos the first that belongs
   * @param toNanos the first that no longer belongs
   */
  record Span(long fromNanos, long toNanos) {}

  /** What is selected of a recording's time, in words; "" if nothing was asked for. */
  String words(Recording recording) {
    Span span = of(recording);
    if (from == null && to == null) {
      return "";
    }
    if (!beside(recording).isEmpty()) {
      String after = from == null ? "" : " from " + from;
      return "nothing of the recording:" + after + (to == null ? "" : " up to " + to);
    }
    return Instant.ofEpochSecond(0, Math.max(recording.startNanos(), span.fromNanos()))
        + " – "
        + Instant.ofEpochSecond(0, Math.min(recording.endNanos(), span.toNanos()));
  }

  /** Why nothing of a recording can be in it, or "" if something can. */
  String beside(Recording recording) {
    Span span = of(recording);
    if (span.fromNanos() > recording.endNanos()) {
      return "--from "
          + told(from, span.fromNanos())
          + " is after the end of the recording, "
          + Instant.ofEpochSecond(0, recording.endNanos());
    }
    if (span.toNanos() <= recording.startNanos()) {
      return "--to "
          + told(to, span.toNanos())
          + " is not after the start of the recording, "
          + Instant.ofEpochSecond(0, recording.startNanos());
    }
    return "";
  }

  private static String told(@Nullable Moment moment, long nanos) {
    String text = String.valueOf(moment);
    String instant = Instant.ofEpochSecond(0, nanos).toString();
    return text.equals(instant) ? text : text + " (" + instant + ")";
  }
}
