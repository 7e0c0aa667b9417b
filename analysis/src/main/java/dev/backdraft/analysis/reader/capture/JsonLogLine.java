package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of an access log. There is no standard: nginx, Caddy, Traefik, Envoy, ECS and
 * load balancers each have their names; the known ones are tried in order. Members of members count
 * with a dot between the names.
 */
final class JsonLogLine {
  private static final List<String> METHOD =
      List.of(
          "method",
          "request_method",
          "http.request.method",
          "http.method",
          "request.method",
          "requestmethod",
          "http_method",
          "httprequest.requestmethod",
          "verb",
          "req.method",
          "cs-method");
  private static final List<String> PATH =
      List.of(
          "request_uri",
          "uri",
          "path",
          "url.original",
          "url.full",
          "url.path",
          "request.uri",
          "request.url",
          "request.path",
          "requestpath",
          "requesturi",
          "request_path",
          "http.target",
          "http.url",
          "httprequest.requesturl",
          "x-envoy-original-path",
          "x-envoy-origin-path",
          ":path",
          "req.url",
          "url",
          "target",
          "cs-uri-stem");

  /** Of these, the ones that hold the query too. */
  private static final Set<String> WHOLE = Set.of("request_uri", "url.original", "url.full");

  private static final List<String> QUERY =
      List.of("url.query", "query_string", "querystring", "query", "args", "cs-uri-query");
  private static final List<String> LINE = List.of("request", "request_line", "requestline");
  private static final List<String> STATUS =
      List.of(
          "status",
          "http.response.status_code",
          "response_code",
          "downstreamstatus",
          "status_code",
          "http.status_code",
          "response.status",
          "res.statuscode",
          "statuscode",
          "httprequest.status",
          "http_status",
          "sc-status");
  private static final List<String> START =
      List.of("start_time", "startutc", "startlocal", "event.start", "start");
  private static final List<String> TIME =
      List.of(
          "msec",
          "time_iso8601",
          "@timestamp",
          "timestamp",
          "time",
          "ts",
          "time_local",
          "datetime",
          "date",
          "eventtime");
  private static final List<String> DURATION =
      List.of(
          "request_time",
          "duration_ms",
          "latency_ms",
          "duration",
          "elapsed",
          "elapsed_ms",
          "responsetime",
          "response_time",
          "event.duration",
          "httprequest.latency",
          "latency",
          "duration_us",
          "duration_ns");
  private static final List<String> HOST =
      List.of(
          "http_host",
          "request.host",
          "requesthost",
          ":authority",
          "authority",
          "host",
          "url.domain",
          "http.host",
          "vhost",
          "server.address",
          "server_name");
  private static final List<String> SCHEME =
      List.of("scheme", "url.scheme", "requestscheme", "request.scheme", "http.scheme");
  private static final List<String> VERSION =
      List.of(
          "server_protocol",
          "protocol",
          "proto",
          "request.proto",
          "requestprotocol",
          "http.version",
          "http.flavor");
  private static final List<String> BODY_SIZE =
      List.of(
          "bytes_received",
          "bytes_read",
          "requestcontentsize",
          "http.request.body.bytes",
          "request_body_size",
          "content_length",
          "httprequest.requestsize");
  private static final List<String> AGENT =
      List.of(
          "http_user_agent",
          "user_agent",
          "user_agent.original",
          "user-agent",
          "agent",
          "useragent",
          "httprequest.useragent");
  private static final List<String> REFERER =
      List.of("http_referer", "referer", "referrer", "http.request.referrer");
  private static final List<String> CLIENT =
      List.of("clientaddr", "downstream_remote_address", "connection");

  private boolean finishTimes;

  boolean finishTimes() {
    return finishTimes;
  }

  /** True if these names, in lower case and without their parents, make up a request. */
  static boolean isRequest(Set<String> names) {
    boolean line = names.contains("request") && names.contains("status");
    return line || (any(names, METHOD) && any(names, PATH));
  }

  private static boolean any(Set<String> names, List<String> wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  boolean isRequest(JsonNode value) {
    return parse(value) != null;
  }

  /** Null if the object speaks of no request. */
  @Nullable CaptureDraft parse(JsonNode value) {
    Map<String, JsonNode> fields = new HashMap<>();
    flatten(value, "", fields, 0);
    CaptureDraft draft = new CaptureDraft();
    if (!asked(fields, draft)) {
      return null;
    }
    draft.host = dash(first(fields, HOST));
    draft.scheme = first(fields, SCHEME).toLowerCase(Locale.ROOT);
    draft.version = draft.version.isEmpty() ? first(fields, VERSION) : draft.version;
    draft.bodyKnown = Numbers.toLong(first(fields, BODY_SIZE), -1) == 0;
    draft.session = session(fields, draft.version);
    draft.headers = headers(value, fields);
    draft.response = response(fields);
    times(draft, fields);
    return draft.timeNanos == Times.NONE ? null : draft;
  }

  /**
   * What the client asked for. Its own request line goes before anything else: a server that
   * rewrites addresses logs what it made of them under the other names, query included.
   */
  private static boolean asked(Map<String, JsonNode> fields, CaptureDraft draft) {
    String line = first(fields, LINE);
    if (HttpMessage.isRequestLine(line)) {
      int blank = line.indexOf(' ');
      draft.method = line.substring(0, blank);
      draft.target = line.substring(blank + 1, line.lastIndexOf(' '));
      draft.version = line.substring(line.lastIndexOf(' ') + 1);
      return true;
    }
    draft.method = first(fields, METHOD);
    String path = firstName(fields, PATH);
    draft.target = text(fields, path);
    if (draft.method.isEmpty() || draft.target.isEmpty()) {
      return false;
    }
    String query = first(fields, QUERY);
    // Apache's query has its mark, and its path never has one.
    boolean apart = !WHOLE.contains(path) || query.startsWith("?");
    if (apart && !query.isEmpty() && !query.equals("-") && draft.target.indexOf('?') < 0) {
      draft.target += (query.startsWith("?") ? "" : "?") + query;
    }
    return true;
  }

  private static String session(Map<String, JsonNode> fields, String version) {
    String plain = CaptureSink.version(version);
    if (plain.equals("2") || plain.equals("3")) {
      return "";
    }
    String port = text(fields, "request.remote_port");
    if (!port.isEmpty()) {
      return text(fields, "request.remote_ip") + ":" + port;
    }
    return first(fields, CLIENT);
  }

  private static RequestResponse response(Map<String, JsonNode> fields) {
    long status = Numbers.toLong(first(fields, STATUS), -1);
    if (status >= 100 && status <= 999 && status != 499) {
      return new RequestResponse((int) status, RequestHeaders.NONE, null);
    }
    boolean gone = status == 0 || status == 499;
    return gone
        ? new RequestResponse(RequestResponse.NO_RESPONSE, RequestHeaders.NONE, null)
        : RequestResponse.NOT_KNOWN;
  }

  private void times(CaptureDraft draft, Map<String, JsonNode> fields) {
    String durationName = firstName(fields, DURATION);
    if (!durationName.isEmpty()) {
      draft.durationNanos = duration(durationName, text(fields, durationName), fields);
    }
    String start = first(fields, START);
    draft.timeNanos = time(start);
    if (draft.timeNanos != Times.NONE) {
      draft.wholeSeconds = wholeSeconds(start);
      return;
    }
    String text = first(fields, TIME);
    draft.timeNanos = time(text);
    draft.wholeSeconds = wholeSeconds(text);
    boolean nginx = durationName.equals("request_time");
    boolean caddy = text(fields, "logger").startsWith("http.log.access");
    if ((nginx || caddy) && draft.timeNanos != Times.NONE && draft.durationNanos > 0) {
      long known = draft.durationNanos;
      draft.timeNanos -= draft.wholeSeconds ? known / Times.SECOND * Times.SECOND : known;
      finishTimes = true;
    }
  }

  /** As it is written: neither a fraction nor so many digits that they count parts of a second. */
  private static boolean wholeSeconds(String text) {
    boolean finer = text.length() > 11 && text.chars().allMatch(Character::isDigit);
    return !text.contains(".") && !text.contains(",") && !finer;
  }

  private static long time(String text) {
    if (text.isEmpty()) {
      return Times.NONE;
    }
    long time = Times.iso(text);
    time = time == Times.NONE ? Times.commonLog(text) : time;
    return time == Times.NONE ? Times.epoch(text) : time;
  }

  /** Units by the name, else by the product that writes so, else by the look of the number. */
  private static long duration(String name, String text, Map<String, JsonNode> fields) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    if (value.endsWith("ms")) {
      return Numbers.nanos(value.substring(0, value.length() - 2), 1_000_000, -1);
    }
    if (value.endsWith("us") || value.endsWith("µs")) {
      return Numbers.nanos(value.substring(0, value.length() - 2), 1_000, -1);
    }
    if (value.endsWith("s")) {
      return Numbers.nanos(value.substring(0, value.length() - 1), Times.SECOND, -1);
    }
    boolean traefik = fields.containsKey("downstreamstatus");
    long unit;
    if (name.endsWith("_ns") || name.equals("event.duration") || traefik) {
      unit = 1;
    } else if (name.endsWith("_us")) {
      unit = 1_000;
    } else if (name.equals("request_time")) {
      unit = Times.SECOND;
    } else if (name.endsWith("_ms") || name.equals("elapsed") || name.equals("responsetime")) {
      unit = 1_000_000;
    } else {
      unit = value.contains(".") || value.contains("e") ? Times.SECOND : 1_000_000;
    }
    return Numbers.nanos(value, unit, -1);
  }

  private static RequestHeaders headers(JsonNode value, Map<String, JsonNode> fields) {
    List<String> flat = new ArrayList<>();
    value
        .at("request", "headers")
        .members()
        .forEach((name, values) -> {
          if (values.is(JsonNode.Kind.TEXT)) {
            add(flat, name, values.asText());
          }
          values.items().forEach(item -> add(flat, name, item.asText()));
        });
    value
        .members()
        .forEach((name, text) -> {
          // Traefik's way to log a header.
          if (name.startsWith("request_")
              && name.length() > 8
              && Character.isUpperCase(name.charAt(8))) {
            add(flat, name.substring(8), text.asText());
          }
        });
    RequestHeaders found = flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
    if (found.first("User-Agent") == null) {
      add(flat, "User-Agent", dash(first(fields, AGENT)));
    }
    if (found.first("Referer") == null) {
      add(flat, "Referer", dash(first(fields, REFERER)));
    }
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  private static void add(List<String> flat, String name, String value) {
    boolean hidden = value.equalsIgnoreCase("REDACTED");
    if (!value.isEmpty() && !hidden && CaptureSink.isToken(name)) {
      flat.add(name);
      flat.add(value);
    }
  }

  private static String dash(String text) {
    return text.equals("-") ? "" : text;
  }

  private static void flatten(
      JsonNode node, String prefix, Map<String, JsonNode> fields, int depth) {
    node.members()
        .forEach((name, value) -> {
          String path = prefix + name.toLowerCase(Locale.ROOT);
          if (value.is(JsonNode.Kind.OBJECT) && depth < 4) {
            flatten(value, path + ".", fields, depth + 1);
          } else if (value.isThere()) {
            fields.putIfAbsent(path, value);
          }
        });
  }

  private static String firstName(Map<String, JsonNode> fields, List<String> names) {
    for (String name : names) {
      if (!text(fields, name).isEmpty()) {
        return name;
      }
    }
    return "";
  }

  private static String first(Map<String, JsonNode> fields, List<String> names) {
    return text(fields, firstName(fields, names));
  }

  private static String text(Map<String, JsonNode> fields, String name) {
    JsonNode node = fields.get(name);
    return node == null || node.is(JsonNode.Kind.ARRAY) ? "" : node.asText();
  }
}
