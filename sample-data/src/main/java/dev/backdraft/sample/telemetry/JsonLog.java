package dev.backdraft.sample.telemetry;

import io.opentelemetry.api.trace.Span;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line, with the trace that it belongs to. */
public final class JsonLog {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FRAMES = 6;

  private final OutputStream out;
  private final boolean debug;

  JsonLog(OutputStream out) {
    this.out = out;
    this.debug = Boolean.getBoolean("checkout.debug");
  }

  /** Something that happened, with its details. */
  public void info(String message, Map<String, String> details) {
    write("INFO", message, Span.current(), details);
  }

  public boolean debugging() {
    return debug;
  }

  /** Details for an engineer; nothing is written unless debugging. */
  public void debug(String message) {
    if (debug) {
      write("DEBUG", message, Span.current(), Map.of());
    }
  }

  /** A request that could not be answered. */
  public void failed(Span span, String path, Throwable cause) {
    StringBuilder stack = new StringBuilder(cause.toString());
    Throwable reason = cause.getCause();
    if (reason != null) {
      stack.append("; ").append(reason);
    }
    Throwable deepest = reason == null ? cause : reason;
    StackTraceElement[] frames = deepest.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      stack.append("\n\tat ").append(frames[i]);
    }
    write("ERROR", "request failed", span, Map.of("path", path, "error", stack.toString()));
  }

  void slow(Span span, String route, long nanos) {
    write(
        "WARN",
        "slow request",
        span,
        Map.of("route", route, "millis", Long.toString(nanos / 1_000_000)));
  }

  private void write(String level, String message, Span span, Map<String, String> details) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.now().toString());
      json.writeStringProperty("level", level);
      json.writeStringProperty("thread", Thread.currentThread().getName());
      if (span.getSpanContext().isValid()) {
        json.writeStringProperty("trace_id", span.getSpanContext().getTraceId());
        json.writeStringProperty("span_id", span.getSpanContext().getSpanId());
      }
      json.writeStringProperty("message", message);
      details.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    byte[] bytes = (line.toString(StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      try {
        out.write(bytes);
        out.flush();
      } catch (java.io.IOException gone) {
        // Nobody reads the log any more: the service goes on.
        return;
      }
    }
  }
}
