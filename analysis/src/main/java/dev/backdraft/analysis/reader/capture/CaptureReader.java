package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.analysis.recording.RequestsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one way to open captured requests: recognises each file by its content and reads it. */
public final class CaptureReader {
  private CaptureReader() {}

  /**
   * Opens the files as one capture, in the order of time.
   *
   * @throws EvidenceException if a file is no capture at all
   * @throws java.util.concurrent.CancellationException if {@code progress} says so
   */
  public static Requests open(List<Path> files, CaptureOptions options, Progress progress)
      throws EvidenceException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no files");
    }
    RequestsBuilder builder = new RequestsBuilder();
    CaptureSink sink = new CaptureSink(builder, options);
    SpanCollector spans = new SpanCollector(sink);
    GorPairs pairs = new GorPairs(sink);
    boolean done = false;
    try {
      for (Path file : files) {
        read(file, sink, spans, pairs, progress);
      }
      spans.finish();
      pairs.finish();
      if (options.redactor().replaced() > 0) {
        builder.note(
            options.redactor().replaced()
                + " secrets (authorization, cookies, tokens) were replaced when reading; a replay"
                + " needs them again from the environment");
      }
      if (options.redactor().unread() > 0) {
        builder.note(
            options.redactor().unread()
                + " packed bodies were left out: they are broken or too large to be searched for"
                + " secrets");
      }
      done = true;
      return builder.build(options.seed());
    } finally {
      if (!done) {
        discard(builder);
      }
    }
  }

  private static void discard(RequestsBuilder builder) {
    try {
      builder.discard();
    } catch (IOException leftBehind) {
      // The file is marked to vanish with the process; the first fault is the one to report.
      builder.note("a temporary file could not be removed");
    }
  }

  /** The format of a file, {@link CaptureFormat#UNKNOWN} if it is no capture. */
  public static CaptureFormat formatOf(Path file) throws EvidenceException {
    check(file);
    try (CaptureInput in = CaptureInput.open(file, Progress.NONE)) {
      return CaptureFormat.of(in.prefix());
    } catch (IOException failed) {
      throw new EvidenceException.Failed(file, failed);
    }
  }

  private static void check(Path file) throws EvidenceException {
    if (!Files.exists(file)) {
      throw new EvidenceException.Missing(file);
    }
    if (Files.isDirectory(file)) {
      throw new EvidenceException.Folder(file);
    }
    if (!Files.isReadable(file)) {
      throw new EvidenceException.Forbidden(file);
    }
    try {
      if (Files.size(file) == 0) {
        throw new EvidenceException.Empty(file);
      }
    } catch (IOException failed) {
      throw new EvidenceException.Failed(file, failed);
    }
  }

  private static void read(
      Path file, CaptureSink sink, SpanCollector spans, GorPairs pairs, Progress progress)
      throws EvidenceException {
    check(file);
    String name = String.valueOf(file.getFileName());
    sink.file(name);
    try (CaptureInput in = CaptureInput.open(file, progress)) {
      int before = sink.builder().size();
      switch (CaptureFormat.of(in.prefix())) {
        case HAR -> new HarReader(sink).read(in);
        case GOREPLAY -> new GorReader(sink, pairs).read(in);
        case BACKDRAFT -> new BackdraftLinesReader(sink).read(in);
        case OTLP -> new OtlpReader(spans, sink).read(in);
        case JAEGER -> new JaegerReader(spans, sink).read(in);
        case ZIPKIN -> new ZipkinReader(spans, sink).read(in);
        case JSON_LOG, COMMON_LOG -> new AccessLogReader(sink).read(in);
        case UNKNOWN ->
            throw new EvidenceException.Unknown(
                file,
                in.damage().isEmpty()
                    ? "no HAR, GoReplay, access log, spans or Backdraft requests"
                    : in.damage());
      }
      if (!in.damage().isEmpty()) {
        sink.problem(
            Problem.Kind.BROKEN_COMPRESSION, in.offset(), -1, "a whole packed file", in.damage());
      }
      if (sink.builder().size() == before) {
        sink.note(name + " holds no request");
      }
    } catch (IOException failed) {
      throw new EvidenceException.Failed(file, failed);
    } catch (OutOfMemoryError e) {
      throw new EvidenceException.Nothing(
          file, "it needs more memory than there is; give it more with -Xmx");
    }
  }
}
