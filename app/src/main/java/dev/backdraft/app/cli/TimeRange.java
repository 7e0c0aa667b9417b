package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.Recording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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

  /** True if neither is given. */
  boolean isAll() {
    return from == null && to == null;
  }

  long fromNanos(Recording recording) {
    return from == null ? Long.MIN_VALUE : from.nanosFrom(recording.startNanos());
  }

  long toNanos(Recording recording) {
    return to == null ? Long.MAX_VALUE : to.nanosFrom(recording.startNanos());
  }
}
