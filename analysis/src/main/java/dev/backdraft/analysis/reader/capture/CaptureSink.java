package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.RequestsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where all readers put what they find: checked, cleaned, secrets hidden, then stored. */
final class CaptureSink {
  /** They belong to one connection or to the framing, which a replay makes anew. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "host",
          "expect");

  private final RequestsBuilder builder;
  private final CaptureOptions options;
  private String file = "";

  CaptureSink(RequestsBuilder builder, CaptureOptions options) {
    this.builder = builder;
    this.options = options;
  }

  void file(String name) {
    file = name;
  }

  CaptureOptions options() {
    return options;
  }

  RequestsBuilder builder() {
    return builder;
  }

  void note(String note) {
    builder.note(note);
  }

  void problem(Problem.Kind kind, long offset, long lost, String expected, String found) {
    builder.problem(new Problem(kind, file, offset, lost, expected, found));
  }

  /**
   * Its row in the builder; -1 for a request without a time, which is left out: it has no place
   * among the others, and one at the beginning of time would stretch the capture over decades.
   */
  int add(CaptureDraft draft) throws IOException {
    if (draft.timeNanos == Times.NONE) {
      problem(
          Problem.Kind.BROKEN_EVENT,
          draft.offset,
          -1,
          "the time of a request",
          "none that can be read; the request is left out");
      return -1;
    }
    splitTarget(draft);
    RequestFault fault = fault(draft);
    byte[] body = draft.body;
    if (body != null && body.length > options.maxBodyBytes()) {
      fault = fault == RequestFault.NONE ? RequestFault.BODY_TOO_LARGE : fault;
      body = null;
    }
    Redactor redactor = options.redactor();
    RequestHeaders headers = redactor.headers(endToEnd(draft.headers));
    byte[] kept = redactor.body(body, draft.headers);
    fault = Redactor.leftOut(fault, body, kept);
    RequestEntry entry =
        new RequestEntry(
            draft.timeNanos,
            draft.durationNanos,
            draft.method,
            draft.scheme.isEmpty() ? "http" : draft.scheme,
            draft.host,
            redactor.target(draft.target),
            version(draft.version),
            draft.session,
            headers,
            kept,
            fault,
            hidden(draft.response));
    return builder.add(entry, draft.wholeSeconds);
  }

  /** A response that was found apart from its request. */
  void respond(int row, RequestResponse response) throws IOException {
    builder.respond(row, hidden(response));
  }

  private RequestResponse hidden(RequestResponse response) {
    byte[] body = response.body();
    if (body != null && body.length > options.maxBodyBytes()) {
      body = null;
    }
    return new RequestResponse(
        response.status(),
        options.redactor().headers(response.headers()),
        options.redactor().body(body, response.headers()));
  }

  /** A request as a reader will find it in what is written of it now, its fault included. */
  static RequestEntry settled(RequestEntry entry) {
    CaptureDraft draft = new CaptureDraft();
    draft.method = entry.method();
    draft.scheme = entry.scheme();
    draft.host = entry.host();
    draft.target = entry.target();
    draft.headers = endToEnd(entry.headers());
    draft.fault = entry.fault();
    draft.response = entry.response();
    if (!draft.method.equals("CONNECT")) {
      splitTarget(draft);
    }
    return new RequestEntry(
        entry.timeNanos(),
        entry.durationNanos(),
        entry.method(),
        draft.scheme,
        draft.host,
        draft.target,
        entry.version(),
        entry.session(),
        draft.headers,
        entry.body(),
        fault(draft),
        entry.response());
  }

  private static RequestFault fault(CaptureDraft draft) {
    if (draft.fault != RequestFault.NONE) {
      return draft.fault;
    }
    if (draft.method.equals("CONNECT")) {
      return RequestFault.TUNNEL;
    }
    if (draft.target.isEmpty()) {
      return RequestFault.NO_TARGET;
    }
    if (!isToken(draft.method)
        || (!draft.target.startsWith("/") && !draft.target.equals("*"))
        || !clean(draft.headers)) {
      return RequestFault.NOT_HTTP;
    }
    if (upgrades(draft)) {
      return RequestFault.UPGRADE;
    }
    boolean bodiless =
        draft.method.equals("GET") || draft.method.equals("HEAD") || draft.method.equals("OPTIONS");
    return draft.bodyKnown || bodiless ? RequestFault.NONE : RequestFault.NO_BODY;
  }

  private static boolean upgrades(CaptureDraft draft) {
    return draft.response.status() == 101
        || draft.headers.firstOrEmpty("Upgrade").equalsIgnoreCase("websocket");
  }

  /** Line ends inside a header would let a capture write requests of its own. */
  private static boolean clean(RequestHeaders headers) {
    for (int i = 0; i < headers.size(); i++) {
      boolean pseudo = headers.name(i).startsWith(":");
      if ((!pseudo && !isToken(headers.name(i))) || hasLineEnd(headers.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLineEnd(String value) {
    return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0;
  }

  static boolean isToken(String text) {
    if (text.isEmpty() || text.length() > 200) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A whole address gives scheme and host; what cannot stand on a request line is escaped. */
  private static void splitTarget(CaptureDraft draft) {
    String target = draft.target;
    int slashes = target.indexOf("://");
    if (slashes > 0 && slashes < 12 && isToken(target.substring(0, slashes))) {
      String scheme = target.substring(0, slashes).toLowerCase(Locale.ROOT);
      int end = slashes + 3;
      while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
        end++;
      }
      String authority = target.substring(slashes + 3, end);
      draft.host = authority.substring(authority.lastIndexOf('@') + 1);
      if (scheme.equals("ws") || scheme.equals("wss")) {
        draft.fault = RequestFault.UPGRADE;
        scheme = scheme.equals("ws") ? "http" : "https";
      }
      draft.scheme = scheme;
      target = target.substring(end);
      if (target.isEmpty() && draft.method.equals("OPTIONS")) {
        target = "*";
      } else if (!target.startsWith("/")) {
        target = "/" + target;
      }
    }
    int fragment = target.indexOf('#');
    draft.target = escaped(fragment < 0 ? target : target.substring(0, fragment));
  }

  /** Blanks, controls and everything beyond ASCII as %XX of its UTF-8. */
  static String escaped(String target) {
    boolean plain = true;
    for (int i = 0; i < target.length() && plain; i++) {
      plain = target.charAt(i) > 0x20 && target.charAt(i) < 0x7f;
    }
    if (plain) {
      return target;
    }
    StringBuilder text = new StringBuilder(target.length() + 32);
    for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0x20 && b < 0x7f) {
        text.append((char) b);
      } else {
        text.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return text.toString();
  }

  static RequestHeaders endToEnd(RequestHeaders headers) {
    Set<String> dropped = new HashSet<>(HOP_BY_HOP);
    for (String name : headers.firstOrEmpty("Connection").split(",")) {
      dropped.add(name.strip().toLowerCase(Locale.ROOT));
    }
    return headers.map((name, value) -> keep(name, value, dropped));
  }

  private static @Nullable String keep(String name, String value, Set<String> dropped) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean drop = dropped.contains(lower) || lower.startsWith("proxy-") || lower.startsWith(":");
    return drop ? null : value;
  }

  /** One of 1.0, 1.1, 2, 3 or empty, whatever the tool writes. */
  static String version(String text) {
    String version = text.strip().toLowerCase(Locale.ROOT);
    version = version.startsWith("http/") ? version.substring(5) : version;
    return switch (version) {
      case "1.0", "1" -> "1.0";
      case "1.1" -> "1.1";
      case "h2", "h2c", "2", "2.0" -> "2";
      case "h3", "3", "3.0" -> "3";
      default -> version.startsWith("h3") ? "3" : "";
    };
  }
}
