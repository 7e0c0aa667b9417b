package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A block's latencies in HdrHistogram's log format, one tag each for response, service, lag. */
final class HistogramFile {
  private HistogramFile() {}

  static void write(Path file, EngineResults results, ReplayPlan plan) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(bytes, false, StandardCharsets.US_ASCII)) {
      HistogramLogWriter writer = new HistogramLogWriter(print);
      writer.outputComment("nanoseconds; seed " + plan.seed());
      writer.outputLogFormatVersion();
      writer.outputLegend();
      write(writer, "response", results, results.responseHistogram());
      write(writer, "service", results, results.serviceHistogram());
      write(writer, "lag", results, results.lagHistogram());
    }
    Files.write(file, bytes.toByteArray());
  }

  private static void write(
      HistogramLogWriter writer, String tag, EngineResults results, Histogram histogram) {
    histogram.setTag(tag);
    histogram.setStartTimeStamp(0);
    histogram.setEndTimeStamp(results.elapsedNanos() / 1_000_000);
    writer.outputIntervalHistogram(histogram);
  }
}
