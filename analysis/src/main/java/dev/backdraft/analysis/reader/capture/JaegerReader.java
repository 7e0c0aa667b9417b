package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
          answer(json);
        }
      }
    } catch (JsonSyntaxException broken) {
      sink.problem(Problem.Kind.TRUNCATED, broken.offset(), -1, broken.expected(), broken.found());
    }
  }

  /** Either the whole answer, with traces under "data", or one trace by itself. */
  private void answer(JsonReader json) throws IOException {
    Trace alone = new Trace();
    try {
      while (json.next() == JsonToken.NAME) {
        String name = json.text();
        JsonToken value = json.next();
        if (name.equals("data") && value == JsonToken.ARRAY_START) {
          for (JsonToken t = json.next(); t != JsonToken.ARRAY_END; t = json.next()) {
            trace(json, t);
          }
        } else {
          alone.member(json, name, value);
        }
      }
    } finally {
      add(alone);
    }
  }

  private void trace(JsonReader json, JsonToken first) throws IOException {
    if (first != JsonToken.OBJECT_START) {
      json.skip(first);
      return;
    }
    Trace trace = new Trace();
    try {
      while (json.next() == JsonToken.NAME) {
        String name = json.text();
        trace.member(json, name, json.next());
      }
    } finally {
      // Of a trace that was cut the whole spans count, if without the names of their services.
      add(trace);
    }
  }

  /** What was read of a trace so far: the names of its services come last. */
  private static final class Trace {
    final List<JsonNode> spans = new ArrayList<>();
    JsonNode processes = JsonNode.MISSING;

    void member(JsonReader json, String name, JsonToken value) throws IOException {
      if (name.equals("spans") && value == JsonToken.ARRAY_START) {
        for (JsonToken t = json.next(); t != JsonToken.ARRAY_END; t = json.next()) {
          spans.add(json.value(t, n -> !n.equals("logs")));
        }
      } else if (name.equals("processes")) {
        processes = json.value(value, n -> true);
      } else {
        json.skip(value);
      }
    }
  }

  private void add(Trace trace) throws IOException {
    for (JsonNode node : trace.spans) {
      JsonNode process = node.get("process");
      if (!process.isThere()) {
        process = trace.processes.get(node.get("processID").asText());
      }
      CapturedSpan span = new CapturedSpan();
      span.traceId = node.get("traceID").asText();
      span.spanId = node.get("spanID").asText();
      span.parentId = parent(node);
      span.name = node.get("operationName").asText();
      // Where the names are cut off, a trace's own ids still tell its services apart.
      span.service =
          process.isThere() ? process.get("serviceName").asText() : node.get("processID").asText();
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
