package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HAR 1.1 and 1.2 as browsers and proxies really write it, one entry at a time. */
final class HarReader {
  private static final long MILLI = 1_000_000L;

  /** So many bytes, which no text shows. */
  private static final int BYTE_ORDER_MARK = 3;

  /** What no replay needs and what can be large. */
  private static final Set<String> UNUSED =
      Set.of("_initiator", "cache", "queryString", "cookies", "_webSocketMessages", "pageTimings");

  /** WebKit's words for what never left the browser. */
  private static final Set<String> LOCAL_FETCH =
      Set.of("memory cache", "disk cache", "inspector override");

  // Possessive, or a long text would take a call for each of its characters.
  private static final Pattern ENCODED = Pattern.compile("(?:[\\w.*+~-]++|%[0-9A-Fa-f]{2})*+");
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

  private final CaptureSink sink;
  private boolean chrome;
  private boolean credentials;
  private int entries;

  HarReader(CaptureSink sink) {
    this.sink = sink;
  }

  void read(InputStream in) throws IOException {
    JsonReader json = new JsonReader(in);
    try {
      json.next();
      while (json.next() == JsonToken.NAME) {
        boolean log = json.text().equals("log");
        JsonToken value = json.next();
        if (log && value == JsonToken.OBJECT_START) {
          log(json);
        } else {
          json.skip(value);
        }
      }
    } catch (JsonSyntaxException broken) {
      sink.problem(Problem.Kind.TRUNCATED, broken.offset(), -1, broken.expected(), broken.found());
    }
    if (chrome && !credentials && entries > 0) {
      sink.note(
          "this looks like Chrome's sanitised export: no Cookie and no Authorization is in it;"
              + " export with sensitive data if the replay answers 401 or 403");
    }
  }

  private void log(JsonReader json) throws IOException {
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      JsonToken value = json.next();
      if (name.equals("creator")) {
        String creator = json.value(value, n -> true).get("name").asText();
        chrome = creator.equals("WebInspector") || creator.contains("Chrom");
      } else if (name.equals("entries") && value == JsonToken.ARRAY_START) {
        entries(json);
      } else {
        json.skip(value);
      }
    }
  }

  private void entries(JsonReader json) throws IOException {
    for (JsonToken item = json.next(); item != JsonToken.ARRAY_END; item = json.next()) {
      long offset = json.offset();
      JsonNode entry = json.value(item, name -> !UNUSED.contains(name));
      if (!entry.get("request").is(JsonNode.Kind.OBJECT)) {
        sink.problem(
            Problem.Kind.BROKEN_EVENT, offset, json.offset() - offset, "a request", "none");
        continue;
      }
      entries++;
      CaptureDraft draft = entry(entry);
      draft.offset = offset;
      sink.add(draft);
    }
  }

  private CaptureDraft entry(JsonNode entry) {
    JsonNode request = entry.get("request");
    CaptureDraft draft = new CaptureDraft();
    draft.method = unquoted(request.get("method").asText());
    draft.target = unquoted(request.get("url").asText());
    draft.version = request.get("httpVersion").asText();
    draft.headers = headers(request.get("headers"));
    credentials |=
        draft.headers.first("Cookie") != null || draft.headers.first("Authorization") != null;
    times(entry, draft);
    draft.session = session(entry, draft);
    boolean unanswered = entry.at("_backdraft", "response").asText().equals("unknown");
    draft.response = unanswered ? RequestResponse.NOT_KNOWN : response(entry);
    draft.fault = neverSent(entry, draft);
    if (draft.fault == RequestFault.NONE) {
      body(request, draft);
    }
    return draft;
  }

  /** The moment it should have been sent, and how long it took from there. */
  private static void times(JsonNode entry, CaptureDraft draft) {
    long started = Times.iso(unquoted(entry.get("startedDateTime").asText()));
    // Tools write a time that they do not have as the first one there is.
    draft.timeNanos = started == 0 ? Times.NONE : started;
    JsonNode timings = entry.get("timings");
    double blocked = Math.max(0, timings.get("blocked").asDouble(0));
    double total = entry.get("time").asDouble(-1);
    if (total < 0) {
      total = 0;
      for (String phase : List.of("blocked", "dns", "connect", "send", "wait", "receive")) {
        total += Math.max(0, timings.get(phase).asDouble(0));
      }
    }
    double sent = blocked <= total ? blocked : 0;
    if (draft.timeNanos != Times.NONE) {
      draft.timeNanos += Math.round(sent * MILLI);
    }
    boolean known = !entry.at("_backdraft", "duration").asText().equals("unknown");
    draft.durationNanos = known ? Math.round((total - sent) * MILLI) : -1;
  }

  /** The connection's id; some tools put the server's port there, which tells nothing. */
  private static String session(JsonNode entry, CaptureDraft draft) {
    String connection = entry.get("connection").asText();
    boolean port = connection.equals("443") || connection.equals("80");
    String version = CaptureSink.version(draft.version);
    return port || version.equals("2") || version.equals("3") ? "" : connection;
  }

  private static RequestFault neverSent(JsonNode entry, CaptureDraft draft) {
    RequestFault written = RequestFault.of(entry.get("_fault").asText());
    if (written != RequestFault.NONE) {
      return written;
    }
    String url = draft.target.toLowerCase(Locale.ROOT);
    boolean web = url.startsWith("http:") || url.startsWith("https:");
    boolean socket = url.startsWith("ws:") || url.startsWith("wss:");
    if (socket || entry.get("_resourceType").asText().equals("websocket")) {
      return RequestFault.UPGRADE;
    }
    if (!web && url.contains(":") && !draft.method.equals("CONNECT")) {
      return RequestFault.NOT_SENT;
    }
    String error = entry.get("_error").asText() + entry.get("response").get("_error").asText();
    boolean blocked = error.toUpperCase(Locale.ROOT).contains("BLOCKED");
    boolean cached = cached(entry) || cached(entry.get("response"));
    return blocked || cached ? RequestFault.NOT_SENT : RequestFault.NONE;
  }

  /** Chrome names the cache, others say that there was one. */
  private static boolean cached(JsonNode node) {
    String fetch = node.get("_fetchType").asText().toLowerCase(Locale.ROOT);
    return LOCAL_FETCH.contains(fetch)
        || isSaid(node.get("_fromCache"))
        || isSaid(node.get("fromCache"));
  }

  private static boolean isSaid(JsonNode node) {
    return !node.asText().equals("false") && !node.asText().isEmpty();
  }

  private static RequestResponse response(JsonNode entry) {
    JsonNode response = entry.get("response");
    if (!response.is(JsonNode.Kind.OBJECT)) {
      return RequestResponse.NOT_KNOWN;
    }
    long status = response.get("status").asLong(RequestResponse.NO_RESPONSE);
    boolean answered = status >= 100 && status <= 999;
    return new RequestResponse(
        answered ? (int) status : RequestResponse.NO_RESPONSE,
        headers(response.get("headers")),
        answered ? content(response.get("content")) : null);
  }

  private static byte @Nullable [] content(JsonNode content) {
    JsonNode text = content.get("text");
    if (!text.is(JsonNode.Kind.TEXT) || text.isCut()) {
      return null;
    }
    if (content.get("encoding").asText().equalsIgnoreCase("base64")) {
      return Base64Body.decoded(text.asText());
    }
    return text.asText().getBytes(StandardCharsets.UTF_8);
  }

  private static void body(JsonNode request, CaptureDraft draft) {
    JsonNode post = request.get("postData");
    JsonNode text = post.get("text");
    long size = request.get("bodySize").asLong(-1);
    long declared = Numbers.toLong(draft.headers.firstOrEmpty("Content-Length"), -1);
    String type = post.get("mimeType").asText();
    String encoding = post.get("encoding").asText() + post.get("_encoding").asText();
    if (text.isCut()) {
      draft.fault = RequestFault.BODY_TOO_LARGE;
    } else if (encoding.equalsIgnoreCase("base64")) {
      binary(draft, text.asText(), size, declared);
    } else if (!text.asText().isEmpty()) {
      text(draft, text.asText(), type, size, declared);
      if (draft.fault == RequestFault.NONE && declared < 0 && isCut(request, draft.body, size)) {
        draft.fault = RequestFault.BODY_TRUNCATED;
      }
    } else if (!post.get("params").items().isEmpty()) {
      params(draft, post.get("params"), type);
    } else if (Math.max(size, declared) > 0) {
      draft.fault = RequestFault.NO_BODY;
    }
  }

  /** Some tools count {@code bodySize} on the text, and some store what was packed unpacked. */
  private static void binary(CaptureDraft draft, String base64, long size, long declared) {
    byte[] body = Base64Body.decoded(base64);
    draft.body = body;
    if (body == null) {
      draft.fault = RequestFault.BODY_LOST;
      return;
    }
    boolean onText = declared < 0 && size == base64.length();
    String coding = draft.headers.firstOrEmpty("Content-Encoding");
    boolean unpacked = !coding.isEmpty() && PackedBody.of(body, draft.headers) == PackedBody.NONE;
    long known = declared >= 0 ? declared : size > 0 ? size : body.length;
    if (known != body.length && !onText && !unpacked) {
      draft.fault = body.length < known ? RequestFault.BODY_TRUNCATED : RequestFault.BODY_LOST;
    }
  }

  /**
   * A text that lost bytes on its way into the file would be sent as garbage: the replacement
   * character, or a length that does not fit, tells that it did. Many tools count {@code bodySize}
   * on the very text they destroyed, so that only the length on the wire speaks for a text that
   * looks like a loss.
   */
  private static void text(CaptureDraft draft, String text, String type, long size, long declared) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] body = inCharset(text, utf8, charset(type));
    long known = declared >= 0 ? declared : size;
    if (known == utf8.length) {
      body = utf8;
    }
    String coding = draft.headers.firstOrEmpty("Content-Encoding");
    boolean packed = !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
    boolean suspect = packed || text.indexOf('\ufffd') >= 0;
    boolean multipart = type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    boolean fits = known == body.length;
    boolean lost =
        suspect ? declared != body.length : !fits && ((multipart && known > 0) || declared > 0);
    if (lost) {
      draft.fault = RequestFault.BODY_LOST;
    }
    draft.body = body;
  }

  /**
   * True if the text lacks bytes that the size counts. It may also count the head, line ends of two
   * characters that the text has as one, and a mark of the byte order; a size that is smaller was
   * counted before the text became UTF-8.
   */
  private static boolean isCut(JsonNode request, byte @Nullable [] body, long size) {
    int utf8 = request.at("postData", "text").asText().getBytes(StandardCharsets.UTF_8).length;
    int length = body == null ? 0 : Math.max(utf8, body.length);
    if (size <= length + BYTE_ORDER_MARK) {
      return false;
    }
    int lines = 0;
    for (byte b : body == null ? new byte[0] : body) {
      lines += b == '\n' ? 1 : 0;
    }
    long head = request.get("headersSize").asLong(-1);
    boolean withHead = head > 0 && size - head <= length && size - head >= 0;
    return !withHead && size > length + lines + BYTE_ORDER_MARK;
  }

  /** A character that the charset does not have would come out as a question mark. */
  private static byte[] inCharset(String text, byte[] utf8, Charset charset) {
    boolean able = charset.canEncode() && charset.newEncoder().canEncode(text);
    return able ? text.getBytes(charset) : utf8;
  }

  private static void params(CaptureDraft draft, JsonNode params, String type) {
    if (!type.isEmpty() && !type.toLowerCase(Locale.ROOT).contains("urlencoded")) {
      draft.fault = RequestFault.NO_BODY;
      return;
    }
    List<String> pairs = new ArrayList<>();
    for (JsonNode param : params.items()) {
      pairs.add(encoded(param.get("name").asText()) + "=" + encoded(param.get("value").asText()));
    }
    draft.body = String.join("&", pairs).getBytes(StandardCharsets.UTF_8);
  }

  /** Chrome writes parameters still encoded, Firefox decoded: what is encoded is left alone. */
  private static String encoded(String text) {
    boolean done = ENCODED.matcher(text).matches();
    return done ? text : java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Charset charset(String type) {
    Matcher matcher = CHARSET.matcher(type);
    if (matcher.find()) {
      try {
        return Charset.forName(matcher.group(1));
      } catch (IllegalArgumentException unknown) {
        return StandardCharsets.UTF_8;
      }
    }
    return StandardCharsets.UTF_8;
  }

  /** Objects by the standard; Slack writes pairs in arrays. */
  private static RequestHeaders headers(JsonNode headers) {
    List<String> flat = new ArrayList<>();
    for (JsonNode header : headers.items()) {
      boolean pair = header.is(JsonNode.Kind.ARRAY) && header.items().size() >= 2;
      String name = pair ? header.items().get(0).asText() : header.get("name").asText();
      if (!name.isEmpty()) {
        flat.add(name.strip());
        flat.add((pair ? header.items().get(1) : header.get("value")).asText().strip());
      }
    }
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  /** Some tools wrap what they write in a second pair of quotes. */
  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text.strip();
  }
}
