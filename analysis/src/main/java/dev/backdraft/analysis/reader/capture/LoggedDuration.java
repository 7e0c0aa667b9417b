package dev.backdraft.analysis.reader.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How long a request took, as one line of a JSON log says it.
 *
 * @param name of the member
 * @param number as it is written, without a unit; empty if there is none
 * @param unitNanos what it counts, or {@link #UNCLEAR}
 */
record LoggedDuration(String name, String number, long unitNanos) {
  /** Neither the name nor the product tells. */
  static final long UNCLEAR = 0;

  static final long SECOND = Times.SECOND;
  static final long MILLI = 1_000_000L;
  static final long MICRO = 1_000L;
  static final long NANO = 1L;

  private static final LoggedDuration NONE = new LoggedDuration("", "", UNCLEAR);

  private static final List<String> STEMS =
      List.of(
          "duration",
          "latency",
          "elapsed",
          "elapsed_time",
          "response_time",
          "request_duration",
          "processing_time",
          "took");

  private static final Map<String, Long> ENDINGS =
      Map.ofEntries(
          Map.entry("ms", MILLI),
          Map.entry("msec", MILLI),
          Map.entry("millis", MILLI),
          Map.entry("milliseconds", MILLI),
          Map.entry("us", MICRO),
          Map.entry("usec", MICRO),
          Map.entry("micros", MICRO),
          Map.entry("microseconds", MICRO),
          Map.entry("ns", NANO),
          Map.entry("nsec", NANO),
          Map.entry("nanos", NANO),
          Map.entry("nanoseconds", NANO),
          Map.entry("s", SECOND),
          Map.entry("sec", SECOND),
          Map.entry("secs", SECOND),
          Map.entry("seconds", SECOND));

  /** What members are called, by which of two counts, and their units. */
  private record Known(int rank, long unitNanos) {}

  private static final Map<String, Known> NAMES = names();

  private static Map<String, Known> names() {
    Map<String, Known> names = new HashMap<>();
    names.put("request_time", new Known(0, SECOND));
    names.put("event.duration", new Known(1, NANO));
    names.put("time-taken", new Known(2, MILLI));
    names.put("responsetime", new Known(3, MILLI));
    List<String> stems = new ArrayList<>(STEMS);
    stems.add("request_time");
    for (String stem : stems) {
      ENDINGS.forEach((ending, unit) -> {
        Known known = new Known(4 + stems.indexOf(stem), unit);
        names.put(stem + "_" + ending, known);
        if (ending.length() > 1) {
          names.put(stem.replace("_", "") + ending, known);
        }
      });
    }
    names.put("took", new Known(20, MILLI));
    for (String stem : STEMS) {
      names.putIfAbsent(stem, new Known(21 + STEMS.indexOf(stem), UNCLEAR));
    }
    names.put("httprequest.latency", new Known(40, SECOND));
    return names;
  }

  boolean isThere() {
    return !number.isEmpty();
  }

  boolean isClear() {
    return unitNanos != UNCLEAR;
  }

  /** Nanoseconds, or -1 for no number. */
  long nanos() {
    return Numbers.nanos(number, unitNanos, -1);
  }

  /** Of the members of one line, by their names in lower case. */
  static LoggedDuration of(Map<String, JsonNode> fields) {
    String best = "";
    Known known = null;
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      Known candidate = NAMES.get(field.getKey());
      boolean better = candidate != null && (known == null || candidate.rank() < known.rank());
      if (better && !field.getValue().asText().isEmpty()) {
        best = field.getKey();
        known = candidate;
      }
    }
    if (known == null) {
      return NONE;
    }
    JsonNode node = fields.getOrDefault(best, JsonNode.MISSING);
    LoggedDuration written = written(best, node.asText().strip().toLowerCase(Locale.ROOT));
    if (written.isClear()) {
      return written;
    }
    long unit = known.unitNanos() == UNCLEAR ? product(fields) : known.unitNanos();
    return new LoggedDuration(best, written.number(), unit);
  }

  /** A unit behind the number goes before anything else. */
  private static LoggedDuration written(String name, String value) {
    int end = value.length();
    while (end > 0 && !isDigit(value.charAt(end - 1)) && value.charAt(end - 1) != '.') {
      end--;
    }
    String ending = value.substring(end).strip().replace('µ', 'u').replace('μ', 'u');
    long unit = ENDINGS.getOrDefault(ending, UNCLEAR);
    return new LoggedDuration(name, value.substring(0, end).strip(), unit);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Products that are known by what else they write. */
  private static long product(Map<String, JsonNode> fields) {
    Predicate<String> has = fields::containsKey;
    if (has.test("downstreamstatus")) {
      return NANO;
    }
    JsonNode logger = fields.getOrDefault("logger", JsonNode.MISSING);
    if (logger.asText().startsWith("http.log.access")) {
      return SECOND;
    }
    boolean rails =
        has.test("controller")
            && (has.test("action") || has.test("format") || has.test("view") || has.test("db"));
    boolean serilog = has.test("requestpath") && has.test("requestmethod");
    boolean envoy =
        has.test("response_code") && (has.test("bytes_received") || has.test("response_flags"));
    return rails || serilog || envoy ? MILLI : UNCLEAR;
  }
}
