package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** OTLP's JSON: one object, an array, or one object a line as the file exporter writes it. */
final class OtlpReader {
  private static final Set<String> SCOPES =
      Set.of("scopeSpans", "instrumentationLibrarySpans", "scope_spans");
  private static final Set<String> UNUSED = Set.of("events", "links");
  private static final int SERVER = 2;

  /** So many spans wait for the name of their service. */
  private static final int MOST_WAITING = 200_000;

  private final SpanCollector spans;
  private final CaptureSink sink;

  OtlpReader(SpanCollector spans, CaptureSink sink) {
    this.spans = spans;
    this.sink = sink;
  }

  void read(InputStream in) throws IOException {
    JsonReader json = new JsonReader(in);
    while (true) {
      long offset = json.offset();
      try {
        JsonToken token = json.next();
        if (token == JsonToken.END) {
          return;
        }
        if (token == JsonToken.OBJECT_START) {
          root(json);
        }
      } catch (JsonSyntaxException broken) {
        json.nextLine();
        sink.problem(
            Problem.Kind.BROKEN_EVENT,
            broken.offset(),
            json.offset() - offset,
            broken.expected(),
            broken.found());
      }
    }
  }

  private void root(JsonReader json) throws IOException {
    while (json.next() == JsonToken.NAME) {
      boolean wanted = json.text().equals("resourceSpans") || json.text().equals("resource_spans");
      JsonToken value = json.next();
      if (wanted && value == JsonToken.ARRAY_START) {
        for (JsonToken t = json.next(); t == JsonToken.OBJECT_START; t = json.next()) {
          resource(json);
        }
      } else {
        json.skip(value);
      }
    }
  }

  /**
   * The resource usually stands first, and its spans pass at once; where it does not, they wait for
   * it, in a file that was cut until its end.
   */
  private void resource(JsonReader json) throws IOException {
    OneResource one = new OneResource();
    try {
      while (json.next() == JsonToken.NAME) {
        String name = json.text();
        JsonToken value = json.next();
        if (name.equals("resource")) {
          one.named(service(json.value(value, n -> true)));
        } else if (SCOPES.contains(name) && value == JsonToken.ARRAY_START) {
          for (JsonToken t = json.next(); t == JsonToken.OBJECT_START; t = json.next()) {
            scope(json, one);
          }
        } else {
          json.skip(value);
        }
      }
    } finally {
      one.passWaiting();
    }
  }

  /** The spans of one resource on their way. */
  private final class OneResource {
    private final List<CapturedSpan> waiting = new ArrayList<>();
    private String service = "";
    private boolean known;

    void named(String name) throws IOException {
      service = name;
      known = true;
      passWaiting();
    }

    void add(CapturedSpan span) throws IOException {
      if (known) {
        span.service = service;
        spans.add(span);
      } else {
        waiting.add(span);
        if (waiting.size() == MOST_WAITING) {
          passWaiting();
        }
      }
    }

    void passWaiting() throws IOException {
      for (CapturedSpan span : waiting) {
        span.service = service;
        spans.add(span);
      }
      waiting.clear();
    }
  }

  private static String service(JsonNode resource) {
    CapturedSpan attributes = new CapturedSpan();
    attributes(resource.get("attributes"), attributes);
    return attributes.first("service.name");
  }

  private static void scope(JsonReader json, OneResource into) throws IOException {
    while (json.next() == JsonToken.NAME) {
      boolean wanted = json.text().equals("spans");
      JsonToken value = json.next();
      if (wanted && value == JsonToken.ARRAY_START) {
        for (JsonToken t = json.next(); t != JsonToken.ARRAY_END; t = json.next()) {
          into.add(span(json.value(t, name -> !UNUSED.contains(name))));
        }
      } else {
        json.skip(value);
      }
    }
  }

  private static CapturedSpan span(JsonNode node) {
    CapturedSpan span = new CapturedSpan();
    span.traceId = node.get("traceId").asText();
    span.spanId = node.get("spanId").asText();
    span.parentId = node.get("parentSpanId").asText();
    span.name = node.get("name").asText();
    JsonNode kind = node.get("kind");
    span.server = kind.asLong(0) == SERVER || kind.asText().equals("SPAN_KIND_SERVER");
    span.oneIn = oneIn(node.get("traceState").asText());
    long start = node.get("startTimeUnixNano").asLong(0);
    long end = node.get("endTimeUnixNano").asLong(0);
    if (start > 0) {
      span.startNanos = start;
      span.durationNanos = end >= start ? end - start : -1;
    }
    attributes(node.get("attributes"), span);
    return span;
  }

  private static void attributes(JsonNode list, CapturedSpan into) {
    for (JsonNode attribute : list.items()) {
      List<String> values = new ArrayList<>();
      values(attribute.get("value"), values);
      into.attributes.put(attribute.get("key").asText(), values);
    }
  }

  private static void values(JsonNode value, List<String> into) {
    for (String type : List.of("stringValue", "intValue", "boolValue", "doubleValue")) {
      if (value.get(type).isThere()) {
        into.add(value.get(type).asText());
        return;
      }
    }
    value.at("arrayValue", "values").items().forEach(item -> values(item, into));
  }

  /**
   * The sampling threshold of "ot=th:8": the hexadecimal fraction of traces that were refused, here
   * one half.
   */
  static double oneIn(String traceState) {
    for (String member : traceState.split(",")) {
      if (member.strip().startsWith("ot=")) {
        for (String field : member.strip().substring(3).split(";")) {
          if (field.startsWith("th:") && field.length() > 3 && field.length() <= 17) {
            return kept(field.substring(3));
          }
        }
      }
    }
    return 0;
  }

  private static double kept(String hex) {
    double refused = 0;
    double place = 1 / 16.0;
    for (int i = 0; i < hex.length(); i++) {
      int digit = Character.digit(hex.charAt(i), 16);
      if (digit < 0) {
        return 0;
      }
      refused += digit * place;
      place /= 16;
    }
    return 1 / (1 - refused);
  }
}
