package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;

/** Zipkin's JSON, versions 2 and 1: an array of spans, or an array of traces of them. */
final class ZipkinReader {
  private final SpanCollector spans;
  private final CaptureSink sink;

  ZipkinReader(SpanCollector spans, CaptureSink sink) {
    this.spans = spans;
    this.sink = sink;
  }

  void read(InputStream in) throws IOException {
    JsonReader json = new JsonReader(in);
    try {
      for (JsonToken token = json.next(); token != JsonToken.END; token = json.next()) {
        if (token == JsonToken.OBJECT_START) {
          span(json.value(token, name -> true));
        }
      }
    } catch (JsonSyntaxException broken) {
      sink.problem(Problem.Kind.TRUNCATED, broken.offset(), -1, broken.expected(), broken.found());
    }
  }

  private void span(JsonNode node) throws IOException {
    CapturedSpan span = new CapturedSpan();
    span.traceId = node.get("traceId").asText();
    span.spanId = node.get("id").asText();
    span.parentId = node.get("parentId").asText();
    span.name = node.get("name").asText();
    span.service = node.at("localEndpoint", "serviceName").asText();
    span.server = node.get("kind").asText().equals("SERVER");
    micros(span, node);
    node.get("tags").members().forEach((name, value) -> span.put(name, value.asText()));
    versionOne(span, node);
    spans.add(span);
  }

  private static void micros(CapturedSpan span, JsonNode node) {
    long start = node.get("timestamp").asLong(-1);
    long duration = node.get("duration").asLong(-1);
    span.startNanos = start < 0 ? Times.NONE : start * 1_000;
    span.durationNanos = duration < 0 ? -1 : duration * 1_000;
  }

  /** Version 1 says "server receive" in an annotation and has its tags in a list. */
  private static void versionOne(CapturedSpan span, JsonNode node) {
    for (JsonNode annotation : node.get("annotations").items()) {
      JsonNode endpoint = annotation.get("endpoint");
      if (annotation.get("value").asText().equals("sr") && endpoint.isThere()) {
        span.server = true;
        span.service = endpoint.get("serviceName").asText();
        long received = annotation.get("timestamp").asLong(-1);
        span.startNanos = received < 0 ? span.startNanos : received * 1_000;
      }
    }
    for (JsonNode tag : node.get("binaryAnnotations").items()) {
      span.put(tag.get("key").asText(), tag.get("value").asText());
      if (span.service.isEmpty()) {
        span.service = tag.at("endpoint", "serviceName").asText();
      }
    }
  }
}
