package dev.backdraft.replay.proxy;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a message and its headers.
 *
 * @param first without its line end
 */
record MessageHead(String first, RequestHeaders headers) {
  /** A Content-Length that is no number, or several. */
  static final long BAD_LENGTH = -2;

  /** Null if these bytes are no head. */
  static @Nullable MessageHead of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String[] lines = text.split("\r?\n", -1);
    List<String> flat = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      String line = lines[i];
      int colon = line.indexOf(':');
      if ((line.startsWith(" ") || line.startsWith("\t")) && !flat.isEmpty()) {
        flat.set(flat.size() - 1, (flat.getLast() + " " + line.strip()).strip());
      } else if (colon <= 0) {
        return null;
      } else {
        flat.add(line.substring(0, colon).strip());
        flat.add(line.substring(colon + 1).strip());
      }
    }
    return new MessageHead(lines[0], new RequestHeaders(flat));
  }

  /** The words of a request line, or null. */
  String @Nullable [] request() {
    String[] words = first.split(" ");
    return words.length == 3 && words[2].startsWith("HTTP/1.") ? words : null;
  }

  /** The status of a response, or -1. */
  int status() {
    if (!first.startsWith("HTTP/1.") || first.length() < 12) {
      return -1;
    }
    try {
      int status = Integer.parseInt(first.substring(9, 12));
      return status >= 100 && status <= 999 ? status : -1;
    } catch (NumberFormatException notHttp) {
      return -1;
    }
  }

  boolean chunked() {
    String coding = headers.firstOrEmpty("Transfer-Encoding").toLowerCase(Locale.ROOT);
    return coding.endsWith("chunked");
  }

  /** The declared length, -1 if none, or {@link #BAD_LENGTH}. */
  long length() {
    String text = headers.first("Content-Length");
    if (text == null) {
      return -1;
    }
    try {
      long length = Long.parseLong(text.strip());
      return length < 0 ? BAD_LENGTH : length;
    } catch (NumberFormatException notOne) {
      return BAD_LENGTH;
    }
  }

  /** The same bytes with another host named. */
  static byte[] withHost(byte[] bytes, String host) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String lower = text.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\nhost:");
    if (at < 0) {
      return bytes;
    }
    int end = text.indexOf('\n', at + 1);
    end = end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    return (text.substring(0, at + 1) + "Host: " + host + text.substring(end))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
