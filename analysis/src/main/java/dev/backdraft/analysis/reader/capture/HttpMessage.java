package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.x message out of raw bytes, by its own framing.
 *
 * @param startLine the request or the status line
 * @param body without the chunked coding
 * @param end how many bytes the message takes
 * @param state whether it is all there
 */
record HttpMessage(
    String startLine, RequestHeaders headers, byte @Nullable [] body, int end, State state) {

  /** Whether the bytes hold the whole message. */
  enum State {
    WHOLE,
    /** The head or the body goes on beyond the bytes. */
    CUT,
    BAD
  }

  /** Servers refuse more than some hundred. */
  private static final int MAX_HEADERS = 10_000;

  private static final HttpMessage NOT_ONE =
      new HttpMessage("", RequestHeaders.NONE, null, 0, State.BAD);

  /**
   * Reads the message at {@code from}.
   *
   * @param response its body may run to the end of the bytes
   */
  static HttpMessage parse(byte[] bytes, int from, boolean response) {
    int at = from;
    int lineEnd = lineEnd(bytes, at);
    if (lineEnd < 0) {
      return NOT_ONE;
    }
    String start = line(bytes, at, lineEnd);
    if (response ? !start.startsWith("HTTP/") : !isRequestLine(start)) {
      return NOT_ONE;
    }
    List<String> flat = new ArrayList<>();
    at = lineEnd + 1;
    while (true) {
      lineEnd = lineEnd(bytes, at);
      if (lineEnd < 0) {
        return new HttpMessage(start, headers(flat), null, bytes.length, State.CUT);
      }
      String line = line(bytes, at, lineEnd);
      at = lineEnd + 1;
      if (line.isEmpty()) {
        return body(bytes, at, start, headers(flat), response);
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        return NOT_ONE;
      }
      flat.add(line.substring(0, colon).strip());
      flat.add(line.substring(colon + 1).strip());
      if (flat.size() > 2 * MAX_HEADERS) {
        return NOT_ONE;
      }
    }
  }

  static boolean isRequestLine(String line) {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    return first > 0
        && last > first
        && line.startsWith("HTTP/", last + 1)
        && CaptureSink.isToken(line.substring(0, first));
  }

  private static HttpMessage body(
      byte[] bytes, int at, String start, RequestHeaders headers, boolean response) {
    String coding = headers.firstOrEmpty("Transfer-Encoding").toLowerCase(Locale.ROOT);
    if (coding.contains("chunked")) {
      return chunked(bytes, at, start, headers);
    }
    String length = headers.first("Content-Length");
    if (length == null) {
      if (!response) {
        return new HttpMessage(start, headers, null, at, State.WHOLE);
      }
      byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
      return new HttpMessage(start, headers, rest, bytes.length, State.WHOLE);
    }
    long size = Numbers.toLong(length, -1);
    if (size < 0) {
      return NOT_ONE;
    }
    if (size > bytes.length - at) {
      byte[] part = Arrays.copyOfRange(bytes, at, bytes.length);
      return new HttpMessage(start, headers, part, bytes.length, State.CUT);
    }
    int end = at + (int) size;
    return new HttpMessage(
        start, headers, size == 0 ? null : Arrays.copyOfRange(bytes, at, end), end, State.WHOLE);
  }

  private static HttpMessage chunked(byte[] bytes, int from, String start, RequestHeaders headers) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = from;
    while (true) {
      int lineEnd = lineEnd(bytes, at);
      if (lineEnd < 0) {
        return new HttpMessage(start, headers, body.toByteArray(), bytes.length, State.CUT);
      }
      String line = line(bytes, at, lineEnd);
      int semicolon = line.indexOf(';');
      long size = chunkSize(semicolon < 0 ? line : line.substring(0, semicolon));
      if (size < 0) {
        return NOT_ONE;
      }
      at = lineEnd + 1;
      if (size == 0) {
        return trailers(bytes, at, start, headers, body.toByteArray());
      }
      if (size > bytes.length - at) {
        body.write(bytes, at, bytes.length - at);
        return new HttpMessage(start, headers, body.toByteArray(), bytes.length, State.CUT);
      }
      body.write(bytes, at, (int) size);
      at += (int) size;
      int chunkEnd = lineEnd(bytes, at);
      if (chunkEnd < 0) {
        return new HttpMessage(start, headers, body.toByteArray(), bytes.length, State.CUT);
      }
      at = chunkEnd + 1;
    }
  }

  private static HttpMessage trailers(
      byte[] bytes, int from, String start, RequestHeaders headers, byte[] body) {
    int at = from;
    while (true) {
      int lineEnd = lineEnd(bytes, at);
      if (lineEnd < 0) {
        return new HttpMessage(start, headers, body, bytes.length, State.CUT);
      }
      boolean last = line(bytes, at, lineEnd).isEmpty();
      at = lineEnd + 1;
      if (last) {
        return new HttpMessage(start, headers, body, at, State.WHOLE);
      }
    }
  }

  private static long chunkSize(String hex) {
    String digits = hex.strip();
    if (digits.isEmpty() || digits.length() > 8) {
      return -1;
    }
    try {
      return Long.parseLong(digits, 16);
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }

  private static RequestHeaders headers(List<String> flat) {
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String line(byte[] bytes, int from, int lineEnd) {
    int end = lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
