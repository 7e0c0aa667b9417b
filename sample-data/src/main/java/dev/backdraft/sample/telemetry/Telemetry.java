package dev.backdraft.sample.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Everything that the service says of itself. */
public final class Telemetry {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SERVER_FAULT = 500;

  private final Metrics metrics = new Metrics();
  private final JsonLog log;
  private final Spans spans;

  /** With spans in {@code folder}/spans.jsonl and logs on standard output. */
  public Telemetry(Path folder) throws IOException {
    this.log = new JsonLog(System.out);
    this.spans = new Spans(folder.resolve("spans.jsonl"));
  }

  public Metrics metrics() {
    return metrics;
  }

  public JsonLog log() {
    return log;
  }

  public Spans spans() {
    return spans;
  }

  /** A request has ended; status 0 says that its connection was closed without an answer. */
  public void ended(Span span, String method, String route, int status, long beganNanos) {
    long took = System.nanoTime() - beganNanos;
    metrics.request(method, route, status, took);
    span.setAttribute(STATUS, (long) status);
    if (status >= SERVER_FAULT) {
      span.setStatus(StatusCode.ERROR);
    }
    if (took >= SLOW_NANOS) {
      log.slow(span, route, took);
    }
    span.end();
  }

  /** Writes what is still held. */
  public void close() {
    spans.close();
  }
}
