package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Jaeger's JSON, as its query service and its window export it. */
final class JaegerReader {
  private final SpanCollector spans;
  private final CaptureSink sink;

  JaegerReader(SpanCollector spans, CaptureSink sink) {
    this.spans = spans;
    this.sink = sink;
  }

  void read(InputStream in) throws IOException {
    JsonReader json = new JsonReader(in);
    try {
      for (JsonToken token = json.next(); token != JsonToken.END; token = json.next()) {
        if (token == JsonToken.OBJECT_START) {
          object(json);
        }
      }
    } catch (JsonSyntaxException broken) {
      sink.problem(Problem.Kind.TRUNCATED, broken.offset(), -1, broken.expected(), broken.found());
    }
  }

  /** Either the whole answer, with traces under "data", or one trace by itself. */
  private void object(JsonReader json) throws IOException {
    JsonNode traceSpans = JsonNode.MISSING;
    JsonNode processes = JsonNode.MISSING;
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      JsonToken value = json.next();
      if (name.equals("data") && value == JsonToken.ARRAY_START) {
        for (JsonToken t = json.next(); t != JsonToken.ARRAY_END; t = json.next()) {
          JsonNode trace = json.value(t, n -> !n.equals("logs"));
          trace(trace.get("spans"), trace.get("processes"));
        }
      } else if (name.equals("spans")) {
        traceSpans = json.value(value, n -> !n.equals("logs"));
      } else if (name.equals("processes")) {
        processes = json.value(value, n -> true);
      } else {
        json.skip(value);
      }
    }
    trace(traceSpans, processes);
  }

  private void trace(JsonNode traceSpans, JsonNode processes) throws IOException {
    for (JsonNode node : traceSpans.items()) {
      JsonNode process = node.get("process");
      if (!process.isThere()) {
        process = processes.get(node.get("processID").asText());
      }
      CapturedSpan span = new CapturedSpan();
      span.traceId = node.get("traceID").asText();
      span.spanId = node.get("spanID").asText();
      span.parentId = parent(node);
      span.name = node.get("operationName").asText();
      span.service = process.get("serviceName").asText();
      long start = node.get("startTime").asLong(-1);
      span.startNanos = start < 0 ? Times.NONE : start * 1_000;
      long duration = node.get("duration").asLong(-1);
      span.durationNanos = duration < 0 ? -1 : duration * 1_000;
      for (JsonNode tag : node.get("tags").items()) {
        String value = tag.get("value").asText();
        List<String> values = listed(value);
        span.attributes.put(tag.get("key").asText(), values);
      }
      span.server = span.first("span.kind").equals("server");
      spans.add(span);
    }
  }

  /** Exporters write lists as JSON text. */
  private static List<String> listed(String value) {
    if (!value.startsWith("[\"") || !value.endsWith("]")) {
      return List.of(value);
    }
    byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      return JsonReader.parse(bytes, 0, bytes.length).items().stream()
          .map(JsonNode::asText)
          .toList();
    } catch (JsonSyntaxException plainText) {
      return List.of(value);
    }
  }

  private static String parent(JsonNode node) {
    for (JsonNode reference : node.get("references").items()) {
      if (reference.get("refType").asText().equals("CHILD_OF")) {
        return reference.get("spanID").asText();
      }
    }
    return node.get("parentSpanID").asText();
  }
}
