package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.Requests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes captured requests in the formats that are read here. */
public final class CaptureWriter {
  private static final String FIRST_LINE = "{\"backdraft\":\"requests\",\"version\":1}\n";
  private static final byte[] MONKEYS = "\n🐵🙈🙉\n".getBytes(StandardCharsets.UTF_8);
  private static final long SECOND = 1_000_000_000L;

  private CaptureWriter() {}

  /** Backdraft's own lines: everything that is known, nanoseconds and binary bodies included. */
  public static void jsonLines(Requests requests, OutputStream out) throws IOException {
    begin(out);
    for (int i = 0; i < requests.size(); i++) {
      append(requests.entry(i), out);
    }
  }

  /** The first line of a file of Backdraft's own lines. */
  public static void begin(OutputStream out) throws IOException {
    out.write(FIRST_LINE.getBytes(StandardCharsets.UTF_8));
  }

  /** One more line. */
  public static void append(RequestEntry entry, OutputStream out) throws IOException {
    JsonText json = new JsonText();
    json.open('{').name("time").text(time(entry.timeNanos()));
    if (entry.durationNanos() >= 0) {
      json.name("durationNanos").number(entry.durationNanos());
    }
    json.name("method").text(entry.method()).name("scheme").text(entry.scheme());
    json.name("host").text(entry.host()).name("target").text(entry.target());
    optional(json, "version", entry.version());
    optional(json, "session", entry.session());
    if (entry.fault() != RequestFault.NONE) {
      json.name("fault").text(entry.fault().id());
    }
    pairs(json, entry.headers());
    body(json, entry.body());
    if (entry.response().status() != RequestResponse.UNKNOWN) {
      json.name("response").open('{').name("status").number(entry.response().status());
      pairs(json, entry.response().headers());
      body(json, entry.response().body());
      json.close('}');
    }
    json.close('}').raw('\n');
    out.write(json.bytes());
  }

  private static void optional(JsonText json, String name, String value) {
    if (!value.isEmpty()) {
      json.name(name).text(value);
    }
  }

  private static void pairs(JsonText json, RequestHeaders headers) {
    if (headers.size() == 0) {
      return;
    }
    json.name("headers").open('[');
    for (int i = 0; i < headers.size(); i++) {
      json.open('[').text(headers.name(i)).text(headers.value(i)).close(']');
    }
    json.close(']');
  }

  private static void body(JsonText json, byte @Nullable [] body) {
    if (body == null) {
      return;
    }
    String text = asText(body);
    if (text == null) {
      json.name("bodyBase64").text(Base64.getEncoder().encodeToString(body));
    } else {
      json.name("body").text(text);
    }
  }

  /** HAR 1.2; binary request bodies in the base64 form that several tools share. */
  public static void har(Requests requests, OutputStream out) throws IOException {
    beginHar(out);
    boolean first = true;
    for (int i = 0; i < requests.size(); i++) {
      RequestEntry entry = requests.entry(i);
      if (entry.method().isEmpty()) {
        continue;
      }
      out.write(first ? new byte[0] : new byte[] {',', '\n'});
      appendHar(entry, out);
      first = false;
    }
    endHar(out);
  }

  /** One entry of a HAR; a comma stands between two. */
  public static void appendHar(RequestEntry entry, OutputStream out) throws IOException {
    JsonText json = new JsonText();
    harEntry(entry, json);
    out.write(json.bytes());
  }

  /** What closes a HAR after its last entry. */
  public static void endHar(OutputStream out) throws IOException {
    out.write("\n]}}\n".getBytes(StandardCharsets.UTF_8));
  }

  /** What stands before the first entry of a HAR. */
  public static void beginHar(OutputStream out) throws IOException {
    String head =
        "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Backdraft\",\"version\":\"1\"},"
            + "\"entries\":[\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
  }

  private static void harEntry(RequestEntry entry, JsonText json) {
    double millis = Math.max(0, entry.durationNanos()) / 1e6;
    json.open('{').name("startedDateTime").text(time(entry.timeNanos()));
    json.name("time").decimal(millis);
    optional(json, "connection", entry.session());
    if (entry.fault() != RequestFault.NONE) {
      json.name("_fault").text(entry.fault().id());
    }
    unknown(entry, json);
    json.name("request").open('{').name("method").text(entry.method());
    // The standard's address of "OPTIONS *" has no path.
    String url = entry.target().equals("*") ? entry.withTarget("").url() : entry.url();
    json.name("url").text(url).name("httpVersion").text(harVersion(entry.version()));
    json.name("cookies").open('[').close(']');
    harHeaders(json, entry.headers());
    json.name("queryString").open('[').close(']');
    byte[] body = entry.body();
    if (body != null) {
      String text = plainText(body, entry.headers());
      json.name("postData").open('{').name("mimeType");
      json.text(entry.headers().firstOrEmpty("Content-Type"));
      json.name("text").text(text == null ? Base64.getEncoder().encodeToString(body) : text);
      if (text == null) {
        json.name("encoding").text("base64");
      }
      json.close('}');
    }
    json.name("headersSize").number(-1);
    json.name("bodySize").number(body == null ? 0 : body.length).close('}');
    harResponse(entry.response(), json);
    json.name("cache").open('{').close('}');
    json.name("timings").open('{').name("send").number(0);
    json.name("wait").decimal(millis).name("receive").number(0).close('}').close('}');
  }

  /** HAR has numbers only for what is not known, and they mean something else. */
  private static void unknown(RequestEntry entry, JsonText json) {
    boolean response = entry.response().status() == RequestResponse.UNKNOWN;
    boolean duration = entry.durationNanos() < 0;
    if (response || duration) {
      json.name("_backdraft").open('{');
      optional(json, "response", response ? "unknown" : "");
      optional(json, "duration", duration ? "unknown" : "");
      json.close('}');
    }
  }

  /** Null for what a reader would have to take for a text that a tool destroyed. */
  private static @Nullable String plainText(byte[] body, RequestHeaders headers) {
    String text = asText(body);
    boolean doubtful =
        text == null || text.indexOf('\ufffd') >= 0 || headers.first("Content-Encoding") != null;
    return doubtful ? null : text;
  }

  private static void harResponse(RequestResponse response, JsonText json) {
    json.name("response").open('{').name("status").number(Math.max(0, response.status()));
    json.name("statusText").text("").name("httpVersion").text("");
    json.name("cookies").open('[').close(']');
    harHeaders(json, response.headers());
    byte[] body = response.body();
    json.name("content").open('{').name("size").number(body == null ? 0 : body.length);
    json.name("mimeType").text(response.headers().firstOrEmpty("Content-Type"));
    if (body != null) {
      String text = asText(body);
      json.name("text").text(text == null ? Base64.getEncoder().encodeToString(body) : text);
      if (text == null) {
        json.name("encoding").text("base64");
      }
    }
    json.close('}').name("redirectURL").text("");
    json.name("headersSize").number(-1).name("bodySize").number(-1).close('}');
  }

  private static String harVersion(String version) {
    return version.isEmpty() ? "unknown" : "HTTP/" + version;
  }

  private static void harHeaders(JsonText json, RequestHeaders headers) {
    json.name("headers").open('[');
    for (int i = 0; i < headers.size(); i++) {
      json.open('{').name("name").text(headers.name(i));
      json.name("value").text(headers.value(i)).close('}');
    }
    json.close(']');
  }

  /** GoReplay's format; requests that cannot be sent again are left out, and counted. */
  public static int gor(Requests requests, OutputStream out) throws IOException {
    int left = 0;
    for (int i = 0; i < requests.size(); i++) {
      RequestEntry entry = requests.entry(i);
      if (entry.fault() != RequestFault.NONE) {
        left++;
        continue;
      }
      appendGor(entry, i + 1L, out);
    }
    return left;
  }

  /** One request of a GoReplay file, and its response; {@code number} pairs the two. */
  public static void appendGor(RequestEntry entry, long number, OutputStream out)
      throws IOException {
    String id = HexFormat.of().toHexDigits(number, 16) + "00000000";
    String meta = "1 " + id + " " + entry.timeNanos() + " 0\n";
    out.write(meta.getBytes(StandardCharsets.ISO_8859_1));
    String line = entry.method() + " " + entry.target() + " HTTP/1.1\r\n";
    message(line, entry.headers(), entry.host(), entry.body(), out);
    out.write(MONKEYS);
    RequestResponse response = entry.response();
    if (response.status() >= 100) {
      long latency = Math.max(0, entry.durationNanos());
      meta = "2 " + id + " " + entry.timeNanos() + " " + latency + "\n";
      out.write(meta.getBytes(StandardCharsets.ISO_8859_1));
      String status = "HTTP/1.1 " + response.status() + " \r\n";
      byte[] body = response.body();
      message(status, response.headers(), "", body == null ? new byte[0] : body, out);
      out.write(MONKEYS);
    }
  }

  private static void message(
      String line, RequestHeaders headers, String host, byte @Nullable [] body, OutputStream out)
      throws IOException {
    StringBuilder head = new StringBuilder(line);
    if (!host.isEmpty()) {
      head.append("Host: ").append(host).append("\r\n");
    }
    for (int i = 0; i < headers.size(); i++) {
      head.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      out.write(body);
    }
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .toString();
  }

  private static @Nullable String asText(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }
}
