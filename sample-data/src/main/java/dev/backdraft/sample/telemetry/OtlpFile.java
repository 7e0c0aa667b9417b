package dev.backdraft.sample.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Spans as OTLP JSON, one batch a line, as the collector's file exporter writes them. Calls to
 * partners that took a usual time are left out: they would be most of the file and say nothing.
 */
final class OtlpFile implements SpanExporter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final OutputStream out;

  OtlpFile(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> kept = spans.stream().filter(OtlpFile::says).toList();
    if (kept.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("resourceSpans");
      json.writeStartObject();
      json.writeObjectPropertyStart("resource");
      attributes(json, kept.getFirst().getResource().getAttributes());
      json.writeEndObject();
      json.writeArrayPropertyStart("scopeSpans");
      json.writeStartObject();
      json.writeObjectPropertyStart("scope");
      json.writeStringProperty("name", "checkout");
      json.writeEndObject();
      json.writeArrayPropertyStart("spans");
      kept.forEach(span -> span(json, span));
      json.writeEndArray().writeEndObject().writeEndArray().writeEndObject();
      json.writeEndArray().writeEndObject();
    }
    line.write('\n');
    try {
      line.writeTo(out);
      return CompletableResultCode.ofSuccess();
    } catch (IOException full) {
      return CompletableResultCode.ofFailure();
    }
  }

  private static boolean says(SpanData span) {
    return span.getKind() != SpanKind.CLIENT
        || span.getEndEpochNanos() - span.getStartEpochNanos() > USUAL_NANOS;
  }

  private static void span(JsonGenerator json, SpanData span) {
    json.writeStartObject();
    json.writeStringProperty("traceId", span.getTraceId());
    json.writeStringProperty("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      json.writeStringProperty("parentSpanId", span.getParentSpanId());
    }
    json.writeStringProperty("name", span.getName());
    json.writeNumberProperty("kind", span.getKind() == SpanKind.CLIENT ? 3 : 2);
    json.writeStringProperty("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    json.writeStringProperty("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
    attributes(json, span.getAttributes());
    if (!span.getEvents().isEmpty()) {
      json.writeArrayPropertyStart("events");
      span.getEvents().forEach(event -> event(json, event));
      json.writeEndArray();
    }
    json.writeObjectPropertyStart("status");
    json.writeNumberProperty("code", code(span.getStatus().getStatusCode()));
    if (!span.getStatus().getDescription().isEmpty()) {
      json.writeStringProperty("message", span.getStatus().getDescription());
    }
    json.writeEndObject().writeEndObject();
  }

  private static int code(StatusCode code) {
    return switch (code) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  private static void event(JsonGenerator json, EventData event) {
    json.writeStartObject();
    json.writeStringProperty("name", event.getName());
    json.writeStringProperty("timeUnixNano", Long.toString(event.getEpochNanos()));
    attributes(json, event.getAttributes());
    json.writeEndObject();
  }

  private static void attributes(JsonGenerator json, Attributes attributes) {
    json.writeArrayPropertyStart("attributes");
    attributes.forEach((key, value) -> attribute(json, key, value));
    json.writeEndArray();
  }

  private static void attribute(JsonGenerator json, AttributeKey<?> key, Object value) {
    json.writeStartObject();
    json.writeStringProperty("key", key.getKey());
    json.writeObjectPropertyStart("value");
    switch (value) {
      // 64-bit numbers are texts in this format.
      case Long number -> json.writeStringProperty("intValue", number.toString());
      case Double number -> json.writeNumberProperty("doubleValue", number);
      case Boolean flag -> json.writeBooleanProperty("boolValue", flag);
      default -> json.writeStringProperty("stringValue", value.toString());
    }
    json.writeEndObject().writeEndObject();
  }

  @Override
  public CompletableResultCode flush() {
    try {
      out.flush();
      return CompletableResultCode.ofSuccess();
    } catch (IOException full) {
      return CompletableResultCode.ofFailure();
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      out.close();
      return CompletableResultCode.ofSuccess();
    } catch (IOException full) {
      return CompletableResultCode.ofFailure();
    }
  }
}
