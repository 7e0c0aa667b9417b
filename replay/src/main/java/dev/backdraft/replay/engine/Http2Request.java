package dev.backdraft.replay.engine;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** A request as HTTP/2 carries it. */
record Http2Request(Http2Headers headers, byte[] body) {
  /** They belong to a connection of HTTP/1.1 and are refused here. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "host",
          "http2-settings");

  /** From the bytes that HTTP/1.1 would send. */
  static Http2Request of(byte[] message, boolean tls) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, Math.max(0, end)).split("\r\n", -1);
    String[] start = lines[0].split(" ", 3);
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.method(start[0]).path(start.length > 1 ? start[1] : "/").scheme(tls ? "https" : "http");
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        continue;
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      if (name.equals("host")) {
        headers.authority(value);
      } else if (!LEFT_OUT.contains(name) && (!name.equals("te") || value.equals("trailers"))) {
        headers.add(name, value);
      }
    }
    return new Http2Request(headers, Arrays.copyOfRange(message, end + 4, message.length));
  }
}
