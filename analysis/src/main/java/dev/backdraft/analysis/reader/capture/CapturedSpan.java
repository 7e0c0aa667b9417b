package dev.backdraft.analysis.reader.capture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A span of any tracing format, as far as a replay needs it. */
final class CapturedSpan {
  String traceId = "";
  String spanId = "";
  String parentId = "";
  String service = "";
  String name = "";
  boolean server;
  long startNanos = Times.NONE;
  long durationNanos = -1;

  /** How many spans this one stands for by its sampling, or 0 if unknown. */
  double oneIn;

  final Map<String, List<String>> attributes = new HashMap<>();

  void put(String name, String value) {
    attributes.put(name, List.of(value));
  }

  /** The first of these attributes that is there, or empty. */
  String first(String... names) {
    for (String wanted : names) {
      List<String> values = attributes.get(wanted);
      if (values != null && !values.isEmpty() && !values.getFirst().isEmpty()) {
        return values.getFirst();
      }
    }
    return "";
  }
}
