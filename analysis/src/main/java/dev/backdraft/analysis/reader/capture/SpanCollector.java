package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns server spans into requests. Only those that enter the chosen service from outside are
 * replayed: the inner ones would be asked again by the service itself. That can be told only when
 * all spans have been seen.
 */
final class SpanCollector {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String HEADER = "http.request.header.";

  /** The word that libraries put for a value of a query, each in its own letters. */
  private static final Pattern REDACTED =
      Pattern.compile("=(?:\\[|%5B)?redacted(?=[\\]&;#%]|$)", Pattern.CASE_INSENSITIVE);

  /** So many services are named. */
  private static final int MOST_SHOWN = 20;

  private final CaptureSink sink;
  private final SpanOwners owners = new SpanOwners();
  private final Map<String, Integer> services = new HashMap<>();
  private int[] rows = new int[64];
  private int[] service = new int[64];
  private long[] parent = new long[64];
  private boolean[] http = new boolean[64];
  private int size;
  private double sampledSum;
  private long sampledCount;
  private long redactedQueries;

  SpanCollector(CaptureSink sink) {
    this.sink = sink;
  }

  void add(CapturedSpan span) throws IOException {
    int owner = services.computeIfAbsent(span.service, s -> services.size());
    owners.put(key(span.traceId, span.spanId), owner);
    if (!span.server) {
      return;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      service = Arrays.copyOf(service, 2 * size);
      parent = Arrays.copyOf(parent, 2 * size);
      http = Arrays.copyOf(http, 2 * size);
    }
    CaptureDraft draft = draft(span);
    int row = sink.add(draft);
    if (row < 0) {
      return;
    }
    http[size] = draft.fault != RequestFault.NOT_HTTP;
    rows[size] = row;
    service[size] = owner;
    parent[size] = span.parentId.isEmpty() ? 0 : key(span.traceId, span.parentId);
    size++;
    if (span.oneIn > 0) {
      sampledSum += span.oneIn;
      sampledCount++;
    }
  }

  /** Picks the service and says of each span whether it enters there. */
  void finish() {
    if (size == 0) {
      return;
    }
    int chosen = chosen();
    for (int i = 0; i < size; i++) {
      if (service[i] != chosen) {
        sink.builder().fault(rows[i], RequestFault.OTHER_SERVICE);
      } else if (!entry(i)) {
        sink.builder().fault(rows[i], RequestFault.NESTED);
      }
    }
    if (sampledCount > 0) {
      double oneIn = sampledSum / sampledCount;
      sink.builder().sampled(oneIn);
      if (oneIn > 1.001) {
        sink.note(
            String.format(
                Locale.ROOT,
                "the spans are a sample: one in %.1f requests; the recorded pace is slower by that",
                oneIn));
      }
    } else {
      sink.note("the spans do not say how they were sampled; the real rate may have been higher");
    }
    if (redactedQueries > 0) {
      sink.note(redactedQueries + " spans have query values that were redacted when recorded");
    }
  }

  private boolean entry(int i) {
    return parent[i] == 0 || owners.get(parent[i]) != service[i];
  }

  private int chosen() {
    String asked = sink.options().service();
    Integer named = services.get(asked);
    if (named != null && !asked.isEmpty()) {
      return named;
    }
    long[] entries = new long[services.size()];
    for (int i = 0; i < size; i++) {
      entries[service[i]] += http[i] && entry(i) ? 1 : 0;
    }
    int best = 0;
    for (int s = 1; s < entries.length; s++) {
      best = entries[s] > entries[best] ? s : best;
    }
    String name = "";
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, Integer> known : services.entrySet()) {
      if (known.getValue() == best) {
        name = known.getKey();
      } else if (entries[known.getValue()] > 0) {
        others.add(known.getKey());
      }
    }
    others.sort(null);
    if (others.size() > MOST_SHOWN) {
      int more = others.size() - MOST_SHOWN;
      others.subList(MOST_SHOWN, others.size()).clear();
      others.add(more + " more");
    }
    sink.note(
        (asked.isEmpty() ? "" : "no spans of service " + asked + "; ")
            + "requests are those that enter the service \""
            + name
            + "\""
            + (others.isEmpty() ? "" : "; also seen: " + String.join(", ", others)));
    return best;
  }

  private CaptureDraft draft(CapturedSpan span) {
    CaptureDraft draft = new CaptureDraft();
    draft.timeNanos = span.startNanos;
    draft.durationNanos = span.durationNanos;
    draft.method = method(span);
    if (draft.method.isEmpty()) {
      draft.fault = RequestFault.NOT_HTTP;
      return draft;
    }
    draft.target = target(span);
    if (REDACTED.matcher(draft.target).find()) {
      redactedQueries++;
    }
    draft.scheme = span.first("url.scheme", "http.scheme");
    draft.host = host(span);
    draft.version = span.first("network.protocol.version", "net.protocol.version", "http.flavor");
    draft.headers = headers(span);
    body(span, draft);
    long status = Numbers.toLong(span.first("http.response.status_code", "http.status_code"), -1);
    if (status >= 100 && status <= 999) {
      draft.response = new RequestResponse((int) status, RequestHeaders.NONE, null);
    } else if (!span.first("error.type").isEmpty()) {
      draft.response = new RequestResponse(RequestResponse.NO_RESPONSE, RequestHeaders.NONE, null);
    }
    return draft;
  }

  private static String method(CapturedSpan span) {
    String method = span.first("http.request.method", "http.method");
    if (method.equals("_OTHER")) {
      return span.first("http.request.method_original");
    }
    if (!method.isEmpty()) {
      return method;
    }
    String word = span.name.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    boolean http = !span.first("http.path", "http.url", "http.target", "url.path").isEmpty();
    return METHODS.contains(word) && (http || span.name.contains(" /")) ? word : "";
  }

  private static String target(CapturedSpan span) {
    String path = span.first("url.path");
    if (!path.isEmpty()) {
      String query = span.first("url.query");
      query = query.startsWith("?") ? query.substring(1) : query;
      return query.isEmpty() ? path : path + "?" + query;
    }
    String target = span.first("http.target", "url.full", "http.url");
    return target.isEmpty() ? span.first("http.path") : target;
  }

  private static String host(CapturedSpan span) {
    String whole = span.first("http.host");
    if (!whole.isEmpty()) {
      return whole;
    }
    String name = span.first("server.address", "net.host.name", "http.server_name");
    String port = span.first("server.port", "net.host.port");
    return name.isEmpty() || port.isEmpty() ? name : name + ":" + port;
  }

  private static RequestHeaders headers(CapturedSpan span) {
    List<String> flat = new ArrayList<>();
    span.attributes.forEach((name, values) -> {
      if (name.startsWith(HEADER)) {
        String header = name.substring(HEADER.length()).replace('_', '-');
        for (String value : values) {
          if (CaptureSink.isToken(header) && !value.equalsIgnoreCase("REDACTED")) {
            flat.add(header);
            flat.add(value);
          }
        }
      }
    });
    String agent = span.first("user_agent.original", "http.user_agent");
    RequestHeaders found = flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
    if (!agent.isEmpty() && found.first("user-agent") == null) {
      flat.add("user-agent");
      flat.add(agent);
    }
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  private static void body(CapturedSpan span, CaptureDraft draft) {
    String content = span.first("http.request.body.content");
    long size =
        Numbers.toLong(
            span.first(
                "http.request.body.size",
                "http.request_content_length",
                "http.request.header.content-length"),
            -1);
    draft.bodyKnown = size == 0 || !content.isEmpty();
    if (!content.isEmpty()) {
      draft.body = content.getBytes(StandardCharsets.UTF_8);
      // Tracing libraries cut long values without a word; the text itself may still tell.
      if (size > draft.body.length || (size < 0 && unfinished(content))) {
        draft.fault = RequestFault.BODY_TRUNCATED;
      }
    }
  }

  /** True for JSON that stops within a string, an object or an array, and XML within a tag. */
  private static boolean unfinished(String content) {
    String text = content.strip();
    if (text.startsWith("<")) {
      return !text.endsWith(">");
    }
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return false;
    }
    int open = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
      } else if (c == '{' || c == '[') {
        open++;
      } else if (c == '}' || c == ']') {
        open--;
      }
    }
    return quoted || open > 0;
  }

  /** Equal for equal ids, whatever their case and leading zeros; never 0. */
  private static long key(String traceId, String spanId) {
    long hash = 0xcbf29ce484222325L;
    for (String id : List.of(traceId, spanId)) {
      boolean leading = true;
      for (int i = 0; i < id.length(); i++) {
        char c = Character.toLowerCase(id.charAt(i));
        leading &= c == '0';
        if (!leading) {
          hash = (hash ^ c) * 0x100000001b3L;
        }
      }
      hash = (hash ^ '/') * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }
}
